package org.rollcall.identity.ntlm;

import java.util.Optional;
import org.rollcall.access.ntlm.crypto.MessageSecurityException;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.crypto.Side;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.identity.sasl.SecurityLayerException;

/**
 * NTLM's signatures and encryption (MS-NLMP 3.4.6, 3.4.7): the signature of 16 octets goes before each buffer. Under LDAP
 * everything that is signed is encrypted too: Windows and Samba wrap in this way where a client asked for no more than
 * signatures.
 */
record NtlmLayer(SecurityContext context) implements SecurityLayer {
    /** Empty where the client wanted none. */
    static Optional<SecurityLayer> of(SessionKeys keys) {
        return context(keys).map(NtlmLayer::new);
    }

    /** What the layer goes on with; for what is signed before. */
    static Optional<SecurityContext> context(SessionKeys keys) {
        return keys.flags().protectsMessages()
                ? new SessionKeys(keys.flags().with(NegotiateFlag.SEAL), keys.exportedSessionKey())
                        .securityContext(Side.SERVER)
                : Optional.empty();
    }

    @Override
    public int overheadOctets() {
        return SecurityContext.SIGNATURE_OCTETS;
    }

    @Override
    public byte[] wrap(byte[] plain) {
        return context.wrap(plain);
    }

    @Override
    public byte[] unwrap(byte[] wrapped) throws SecurityLayerException {
        try {
            return context.unwrap(wrapped);
        } catch (MessageSecurityException e) {
            throw new SecurityLayerException(e.text());
        }
    }
}
