package org.rollcall.identity.ntlm;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rollcall.access.ntlm.NtlmServer;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslMechanism;

/** The ways in which clients log on to a server by NTLM. */
public final class NtlmLogons {
    /** The mechanisms of SASL, the best first. */
    public static final List<String> MECHANISMS = List.of("NTLM", "GSS-SPNEGO");

    private final ServerTarget target;
    private final NtlmRules rules;
    private final NtlmJudge judge;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * A server of this name.
     *
     * @param random of cryptographic strength
     */
    public NtlmLogons(
            ServerTarget target, NtlmRules rules, NtlmJudge judge, InstantSource clock, RandomGenerator random) {
        this.target = target;
        this.rules = rules;
        this.judge = judge;
        this.clock = clock;
        this.random = random;
    }

    /** NTLM, and GSS-SPNEGO that carries it. */
    public List<SaslMechanism> mechanisms() {
        return List.of(
                new SaslMechanism(MECHANISMS.getFirst(), channel -> new NtlmExchange(converse(channel))),
                new SaslMechanism(MECHANISMS.getLast(), channel -> new SpnegoExchange(converse(channel))));
    }

    /** The steps of Sicily, from the first one on. */
    public SicilyExchange sicily(Channel channel) {
        return new SicilyExchange(() -> converse(channel));
    }

    private Conversation converse(Channel channel) {
        return new Conversation(new NtlmServer(target, rules.over(channel), clock, random), judge);
    }
}
