package org.rollcall.access.ntlm;

import java.time.Duration;
import java.util.Optional;
import org.rollcall.access.Octets;

/**
 * What a server lets pass.
 *
 * @param offers the most that is done to messages after the logon; nothing where TLS protects them
 * @param requires the least that must be done to them
 * @param oldResponses whether LM and NTLMv1 are good enough: their secrets are found out in hours, and they carry
 *     neither time, nor channel, nor a MIC
 * @param anonymous whether a client may be nobody
 * @param channelBindings the hash of the TLS connection that carries the logon
 * @param channelBindingsRequired whether a client that does not know its channel is refused
 * @param maxSkew how far the client's clock may be off, and how old a logon may be
 */
public record ServerPolicy(
        Protection offers,
        Protection requires,
        boolean oldResponses,
        boolean anonymous,
        Optional<Octets> channelBindings,
        boolean channelBindingsRequired,
        Duration maxSkew) {
    /** MaxLifetime (MS-NLMP 3.1.1.1) of Windows since XP. */
    public static final Duration DEFAULT_MAX_SKEW = Duration.ofHours(36);

    /** NTLMv2 only, nobody anonymous, messages signed or sealed as the client wishes. */
    public static final ServerPolicy DEFAULT = new ServerPolicy(
            Protection.SEALED, Protection.NONE, false, false, Optional.empty(), false, DEFAULT_MAX_SKEW);

    public ServerPolicy {
        if (requires.compareTo(offers) > 0) {
            throw new IllegalArgumentException("more protection is required than offered");
        }
        if (channelBindingsRequired && channelBindings.isEmpty()) {
            throw new IllegalArgumentException("channel bindings are required, but there is no channel");
        }
        if (maxSkew.isNegative()) {
            throw new IllegalArgumentException("a negative skew of clocks");
        }
    }
}
