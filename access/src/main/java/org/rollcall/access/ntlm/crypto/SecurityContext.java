package org.rollcall.access.ntlm.crypto;

import java.util.Arrays;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlag;

/**
 * Signs and seals the messages of one connection (GSS_WrapEx and GSS_UnwrapEx, MS-NLMP 3.4). A wrapped message is a
 * signature of 16 octets and the message behind it, which is encrypted if sealing was negotiated. Both ways are counted
 * from 0. Messages must be unwrapped in the order they were wrapped in; after one that fails none is unwrapped any
 * more. One thread at a time may use it.
 */
public final class SecurityContext {
    public static final int SIGNATURE_OCTETS = Signer.SIGNATURE_OCTETS;

    private final boolean seals;
    private final Signer outgoing;
    private final Signer incoming;
    private boolean broken;

    private SecurityContext(boolean seals, Signer outgoing, Signer incoming) {
        this.seals = seals;
        this.outgoing = outgoing;
        this.incoming = incoming;
    }

    static SecurityContext of(SessionKeys keys, Side own) {
        boolean seals = keys.flags().has(NegotiateFlag.SEAL);
        if (keys.flags().has(NegotiateFlag.EXTENDED_SESSION_SECURITY)) {
            return new SecurityContext(seals, ExtendedSigner.of(keys, own), ExtendedSigner.of(keys, own.other()));
        }
        // One key, one stream and one count for both ways: the sides take turns (MS-NLMP 3.4).
        Signer both = new PlainSigner(KeyDerivation.sealKey(keys.flags(), keys.exportedSessionKey(), own));
        return new SecurityContext(seals, both, both);
    }

    /** Whether messages are encrypted, not only signed. */
    public boolean seals() {
        return seals;
    }

    /**
     * The signature of what the other side has already, such as the mechanisms that were negotiated between. It is
     * counted like a message, but the stream of the key begins anew behind it (MS-SPNG 3.3.5.1); so it comes before all
     * messages or not at all.
     */
    public byte[] sign(byte[] message) {
        Octets signature = outgoing.sign(Octets.copyOf(message));
        outgoing.restart();
        return signature.toByteArray();
    }

    /**
     * Checks what the other side {@linkplain #sign signed} without sending it.
     *
     * @throws MessageSecurityException when it did not
     */
    public void verify(byte[] message, byte[] signature) throws MessageSecurityException {
        if (broken || !incoming.verify(Octets.copyOf(message), Octets.copyOf(signature))) {
            broken = true;
            throw new MessageSecurityException("the signature of what was negotiated is wrong");
        }
        incoming.restart();
    }

    /** Signs the message, and encrypts it if that was negotiated. */
    public byte[] wrap(byte[] message) {
        Octets plain = Octets.copyOf(message);
        Octets sent = seals ? outgoing.crypt(plain) : plain;
        return Octets.concat(outgoing.sign(plain), sent).toByteArray();
    }

    /**
     * Checks the signature, and decrypts the message if it is encrypted.
     *
     * @throws MessageSecurityException when this is not what the other side wrapped next
     */
    public byte[] unwrap(byte[] wrapped) throws MessageSecurityException {
        if (broken) {
            throw new MessageSecurityException("an earlier message on this connection had a wrong signature");
        }
        if (wrapped.length < SIGNATURE_OCTETS) {
            broken = true;
            throw new MessageSecurityException("a wrapped message of " + wrapped.length + " octets has no signature");
        }
        Octets received = Octets.copyOf(Arrays.copyOfRange(wrapped, SIGNATURE_OCTETS, wrapped.length));
        Octets plain = seals ? incoming.crypt(received) : received;
        if (!incoming.verify(plain, Octets.copyOf(wrapped).slice(0, SIGNATURE_OCTETS))) {
            broken = true;
            throw new MessageSecurityException(
                    "the signature of a message is wrong, or the message is out of its order");
        }
        return plain.toByteArray();
    }
}
