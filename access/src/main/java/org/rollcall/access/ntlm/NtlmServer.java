package org.rollcall.access.ntlm;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.FileTime;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmFormatException;
import org.rollcall.access.ntlm.message.Version;

/** The server's side of a logon over a connection (MS-NLMP 3.2.5.1), up to the challenge. It keeps nothing. */
public final class NtlmServer {
    /** What is granted to clients that ask; keys made from the LM hash, which are weaker than any other, never are. */
    private static final NegotiateFlags SUPPORTED = NegotiateFlags.of(
            NegotiateFlag.EXTENDED_SESSION_SECURITY,
            NegotiateFlag.VERSION,
            NegotiateFlag.KEY_128,
            NegotiateFlag.KEY_EXCHANGE,
            NegotiateFlag.KEY_56);

    private static final NegotiateFlags ALWAYS = NegotiateFlags.of(
            NegotiateFlag.REQUEST_TARGET, NegotiateFlag.NTLM, NegotiateFlag.ALWAYS_SIGN, NegotiateFlag.TARGET_INFO);

    private final ServerTarget target;
    private final ServerPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * A server with this name and policy.
     *
     * @param random of cryptographic strength
     */
    public NtlmServer(ServerTarget target, ServerPolicy policy, InstantSource clock, RandomGenerator random) {
        this.target = target;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Answers a NEGOTIATE (MS-NLMP 3.2.5.1.1).
     *
     * @throws NtlmFormatException when it is none
     */
    public Negotiated negotiate(byte[] negotiate) throws NtlmFormatException {
        NegotiateFlags flags = choose(NegotiateMessage.decode(negotiate).flags());
        if (!policy.requires().isMetBy(flags)) {
            return new Refused(Refusal.WEAK_SESSION);
        }
        ChallengeMessage challenge = new ChallengeMessage(
                target.targetName(),
                flags,
                Octets.random(ChallengeMessage.NONCE_OCTETS, random),
                Optional.of(target.targetInfo(FileTime.of(clock.instant()))),
                flags.has(NegotiateFlag.VERSION) ? Version.OURS : Version.UNKNOWN);
        return new PendingLogon(policy, clock, Octets.copyOf(negotiate), Octets.copyOf(challenge.encode()), challenge);
    }

    private NegotiateFlags choose(NegotiateFlags asked) {
        return asked.and(SUPPORTED.or(policy.offers().flags()))
                .or(ALWAYS)
                .with(asked.has(NegotiateFlag.UNICODE) ? NegotiateFlag.UNICODE : NegotiateFlag.OEM)
                .with(target.inDomain() ? NegotiateFlag.TARGET_TYPE_DOMAIN : NegotiateFlag.TARGET_TYPE_SERVER);
    }
}
