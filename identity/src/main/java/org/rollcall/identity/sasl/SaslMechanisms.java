package org.rollcall.identity.sasl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.logon.PasswordJudge;
import org.rollcall.identity.password.ServerKey;

/** The mechanisms of a server. */
public final class SaslMechanisms {
    private static final String PLAIN = "PLAIN";
    private static final String SCRAM = "SCRAM-SHA-256";
    private static final String SCRAM_PLUS = "SCRAM-SHA-256-PLUS";
    private static final String EXTERNAL = "EXTERNAL";
    private static final String ANONYMOUS = "ANONYMOUS";

    private final Logons logons;
    private final PasswordJudge passwords;
    private final SubjectMapping mapping;
    private final ScramParty scram;
    private final List<SaslMechanism> others;

    /**
     * The mechanisms over these accounts.
     *
     * @param key from which answers for unknown names are made
     * @param scramIterations for unknown names: those of today's settings, so that they look like any other
     * @param random of cryptographic strength
     */
    public SaslMechanisms(
            Logons logons,
            PasswordJudge passwords,
            SubjectMapping mapping,
            ServerKey key,
            int scramIterations,
            RandomGenerator random) {
        this(
                logons,
                passwords,
                mapping,
                new ScramParty(logons, random, name -> key.verifierOfNobody(name, scramIterations)),
                List.of());
    }

    private SaslMechanisms(
            Logons logons,
            PasswordJudge passwords,
            SubjectMapping mapping,
            ScramParty scram,
            List<SaslMechanism> others) {
        this.logons = logons;
        this.passwords = passwords;
        this.mapping = mapping;
        this.scram = scram;
        this.others = others;
    }

    /** The same, and others. */
    public SaslMechanisms with(List<SaslMechanism> more) {
        return new SaslMechanisms(logons, passwords, mapping, scram, List.copyOf(more));
    }

    /** Those of this package that can lead to something over a channel, the best first. */
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
        String name = mechanism.toUpperCase(Locale.ROOT);
        return switch (name) {
            case PLAIN -> Optional.of(new PlainExchange(logons, passwords, channel.confidential()));
            case SCRAM -> Optional.of(new ScramExchange(scram, false, channel.endPoint()));
            case SCRAM_PLUS -> Optional.of(new ScramExchange(scram, true, channel.endPoint()));
            case EXTERNAL -> Optional.of(new ExternalExchange(logons, mapping, channel.subject()));
            case ANONYMOUS -> Optional.of(new AnonymousExchange());
            default ->
                others.stream()
                        .filter(other -> other.name().equals(name))
                        .findFirst()
                        .map(other -> other.exchange().apply(channel));
        };
    }
}
