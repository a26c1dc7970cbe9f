package org.rollcall.access.ntlm;

import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;

/**
 * What a client asks for.
 *
 * @param asks the flags of its NEGOTIATE
 * @param requires the least that must be done to messages, or the client sends no answer
 * @param channelBindings the hash of the TLS connection that carries the logon
 * @param targetName the service that the client means to talk to, such as {@code ldap/host.example}
 */
public record ClientOptions(
        NegotiateFlags asks, Protection requires, Optional<Octets> channelBindings, Optional<String> targetName) {
    private static final NegotiateFlags USUAL = NegotiateFlags.of(
            NegotiateFlag.UNICODE,
            NegotiateFlag.REQUEST_TARGET,
            NegotiateFlag.NTLM,
            NegotiateFlag.ALWAYS_SIGN,
            NegotiateFlag.EXTENDED_SESSION_SECURITY,
            NegotiateFlag.VERSION,
            NegotiateFlag.KEY_128);

    /** What a client of today asks for. */
    public static ClientOptions of(Protection protection) {
        NegotiateFlags asks = USUAL.or(protection.flags());
        // With nothing to protect, servers do not agree on whether a key belongs into the answer.
        return new ClientOptions(
                protection == Protection.NONE ? asks : asks.with(NegotiateFlag.KEY_EXCHANGE),
                protection,
                Optional.empty(),
                Optional.empty());
    }
}
