package org.rollcall.identity.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.logon.PasswordLogon;
import org.rollcall.identity.password.ServerKey;

/** The mechanisms of a server. */
public final class SaslMechanisms {
    private static final String PLAIN = "PLAIN";
    private static final String SCRAM = "SCRAM-SHA-256";
    private static final String SCRAM_PLUS = "SCRAM-SHA-256-PLUS";
    private static final String EXTERNAL = "EXTERNAL";
    private static final String ANONYMOUS = "ANONYMOUS";

    private final Logons logons;
    private final PasswordLogon passwords;
    private final SubjectMapping mapping;
    private final ScramParty scram;

    /**
     * The mechanisms over these accounts.
     *
     * @param key from which answers for unknown names are made
     * @param scramIterations for unknown names: those of today's settings, so that they look like any other
     * @param random of cryptographic strength
     */
    public SaslMechanisms(
            Logons logons,
            PasswordLogon passwords,
            SubjectMapping mapping,
            ServerKey key,
            int scramIterations,
            RandomGenerator random) {
        this.logons = logons;
        this.passwords = passwords;
        this.mapping = mapping;
        this.scram = new ScramParty(logons, random, name -> key.verifierOfNobody(name, scramIterations));
    }

    /** Those that can lead to something over a channel, the best first. */
    public static List<String> offered(Channel channel) {
        List<String> names = new ArrayList<>();
        if (channel.endPoint().isPresent()) {
            names.add(SCRAM_PLUS);
        }
        names.add(SCRAM);
        if (channel.subject().isPresent()) {
            names.add(EXTERNAL);
        }
        if (channel.confidential()) {
            names.add(PLAIN);
        }
        names.add(ANONYMOUS);
        return List.copyOf(names);
    }

    /**
     * Begins an exchange; one that is not offered ends with the reason why.
     *
     * @param mechanism in any case
     * @return empty if there is no such mechanism
     */
    public Optional<SaslExchange> begin(String mechanism, Channel channel) {
        return switch (mechanism.toUpperCase(Locale.ROOT)) {
            case PLAIN -> Optional.of(new PlainExchange(logons, passwords, channel.confidential()));
            case SCRAM -> Optional.of(new ScramExchange(scram, false, channel.endPoint()));
            case SCRAM_PLUS -> Optional.of(new ScramExchange(scram, true, channel.endPoint()));
            case EXTERNAL -> Optional.of(new ExternalExchange(logons, mapping, channel.subject()));
            case ANONYMOUS -> Optional.of(new AnonymousExchange());
            default -> Optional.empty();
        };
    }
}
