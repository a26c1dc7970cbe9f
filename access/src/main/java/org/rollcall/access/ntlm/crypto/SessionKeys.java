package org.rollcall.access.ntlm.crypto;

import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlags;

/** What both sides share after a logon: the features negotiated, and the exported session key. */
public record SessionKeys(NegotiateFlags flags, Octets exportedSessionKey) {
    /**
     * What signs and seals the messages from now on; none where neither was negotiated. Each call makes one that begins
     * anew: a connection has exactly one.
     *
     * @param own the side that this is
     */
    public Optional<SecurityContext> securityContext(Side own) {
        return flags.protectsMessages() ? Optional.of(SecurityContext.of(this, own)) : Optional.empty();
    }
}
