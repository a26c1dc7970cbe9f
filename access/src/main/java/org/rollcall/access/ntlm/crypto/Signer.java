package org.rollcall.access.ntlm.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.crypto.Cipher;
import org.rollcall.access.Octets;

/**
 * Makes the signatures of one way's messages (MS-NLMP 3.4.4), and encrypts them. The stream of RC4 goes on from a
 * message to its signature and to the next message.
 */
abstract sealed class Signer permits ExtendedSigner, PlainSigner {
    static final int SIGNATURE_OCTETS = 16;

    private static final Octets VERSION = littleEndian(1);

    private final Octets sealKey;
    private Cipher handle;
    private int sequenceNumber;

    Signer(Octets sealKey) {
        this.sealKey = sealKey;
        handle = Primitives.rc4(sealKey);
    }

    /** Begins the stream anew. */
    final void restart() {
        handle = Primitives.rc4(sealKey);
    }

    final Octets crypt(Octets octets) {
        return Primitives.rc4(handle, octets);
    }

    /** The signature of the next message. */
    final Octets sign(Octets message) {
        return Octets.concat(VERSION, checksum(message, littleEndian(sequenceNumber++)));
    }

    /** Whether the signature is that of the next message. */
    abstract boolean verify(Octets message, Octets signature);

    /** All of the signature behind its version. */
    abstract Octets checksum(Octets message, Octets number);

    static Octets littleEndian(int number) {
        return Octets.copyOf(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array());
    }
}
