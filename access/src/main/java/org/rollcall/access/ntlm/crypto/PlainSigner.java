package org.rollcall.access.ntlm.crypto;

import java.util.zip.CRC32;
import org.rollcall.access.Octets;

/** Signatures without extended session security (MS-NLMP 3.4.4.1). */
final class PlainSigner extends Signer {
    private static final int VERSION_END = 4;
    private static final int PAD_END = 8;

    private static final Octets PAD = Octets.zeros(PAD_END - VERSION_END);

    PlainSigner(Octets sealKey) {
        super(sealKey);
    }

    @Override
    Octets checksum(Octets message, Octets number) {
        CRC32 crc = new CRC32();
        crc.update(message.toByteArray());
        return crypt(Octets.concat(PAD, littleEndian((int) crc.getValue()), number));
    }

    /** The random pad may be anything: senders differ in what they put there. */
    @Override
    boolean verify(Octets message, Octets signature) {
        Octets expected = sign(message);
        return signature.length() == SIGNATURE_OCTETS && withoutPad(expected).equals(withoutPad(signature));
    }

    private static Octets withoutPad(Octets signature) {
        return Octets.concat(signature.slice(0, VERSION_END), signature.slice(PAD_END, SIGNATURE_OCTETS));
    }
}
