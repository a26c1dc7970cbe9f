package org.rollcall.identity.ntlm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.ServerPolicy;
import org.rollcall.access.ntlm.crypto.ChannelBindings;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.ldap.OctetString;

/**
 * What of NTLM an operator lets pass.
 *
 * @param signingRequired whether what follows a logon must be signed, which encrypts it too; under TLS, which does more,
 *     it never is (MS-ADTS 5.1.1.1.3)
 * @param oldResponses whether LM and NTLMv1 are good enough
 * @param anonymous whether a client may be nobody
 * @param channelBindingsRequired whether a client under TLS must know its channel; one that knows another is refused in
 *     any case
 * @param maxSkew how far the client's clock may be off, and how old a logon may be
 */
public record NtlmRules(
        boolean signingRequired,
        boolean oldResponses,
        boolean anonymous,
        boolean channelBindingsRequired,
        Duration maxSkew) {
    public static final NtlmRules DEFAULT = new NtlmRules(false, false, false, false, ServerPolicy.DEFAULT_MAX_SKEW);

    private static final Octets END_POINT = Octets.copyOf("tls-server-end-point:".getBytes(StandardCharsets.US_ASCII));

    ServerPolicy over(Channel channel) {
        Optional<Octets> bindings = channel.endPoint().map(NtlmRules::bindings);
        return new ServerPolicy(
                bindings.isPresent() ? Protection.NONE : Protection.SEALED,
                signingRequired && bindings.isEmpty() ? Protection.SIGNED : Protection.NONE,
                oldResponses,
                anonymous,
                bindings,
                bindings.isPresent() && channelBindingsRequired,
                maxSkew);
    }

    /** RFC 5929 §4, in the form of MS-NLMP 2.2.2.1. */
    private static Octets bindings(OctetString endPoint) {
        return ChannelBindings.hash(
                Octets.concat(END_POINT, Octets.copyOf(endPoint.unsafeArray())).toByteArray());
    }
}
