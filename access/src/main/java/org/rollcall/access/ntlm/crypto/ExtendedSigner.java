package org.rollcall.access.ntlm.crypto;

import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlag;

/** Signatures with extended session security (MS-NLMP 3.4.4.2). */
final class ExtendedSigner extends Signer {
    private final Octets signKey;
    private final boolean encrypts;

    private ExtendedSigner(Octets signKey, Octets sealKey, boolean encrypts) {
        super(sealKey);
        this.signKey = signKey;
        this.encrypts = encrypts;
    }

    static ExtendedSigner of(SessionKeys keys, Side from) {
        return new ExtendedSigner(
                KeyDerivation.signKey(keys.exportedSessionKey(), from),
                KeyDerivation.sealKey(keys.flags(), keys.exportedSessionKey(), from),
                keys.flags().has(NegotiateFlag.KEY_EXCHANGE));
    }

    @Override
    Octets checksum(Octets message, Octets number) {
        Octets hash =
                Primitives.hmacMd5(signKey, Octets.concat(number, message)).slice(0, 8);
        return Octets.concat(encrypts ? crypt(hash) : hash, number);
    }

    @Override
    boolean verify(Octets message, Octets signature) {
        return sign(message).equals(signature);
    }
}
