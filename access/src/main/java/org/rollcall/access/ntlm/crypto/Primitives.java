package org.rollcall.access.ntlm.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.rollcall.access.Octets;

/** The functions of MS-NLMP 6, over those of the platform. */
final class Primitives {
    /** Of each octet of a DES key the lowest bit is not part of the key. */
    private static final int BITS_IN_KEY_OCTET = 7;

    private Primitives() {}

    static Octets md4(Octets message) {
        return Octets.copyOf(Md4.digest(message.toByteArray()));
    }

    static Octets md5(Octets message) {
        try {
            return Octets.copyOf(MessageDigest.getInstance("MD5").digest(message.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static Octets hmacMd5(Octets key, Octets message) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key.toByteArray(), "HmacMD5"));
            return Octets.copyOf(mac.doFinal(message.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** DES(K, D): a key of 7 octets, data of 8. */
    static Octets des(Octets key, Octets data) {
        try {
            Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(spread(key.toByteArray()), "DES"));
            return Octets.copyOf(cipher.doFinal(data.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The 56 bits of a key, seven to an octet. */
    private static byte[] spread(byte[] key) {
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = (bits << Byte.SIZE) | Byte.toUnsignedLong(key[i]);
        }
        byte[] spread = new byte[8];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = (byte) ((bits >>> (BITS_IN_KEY_OCTET * (7 - i))) << 1);
        }
        return spread;
    }

    /** DESL(K, D): a key of 16 octets, data of 8, a result of 24. */
    static Octets desl(Octets key, Octets data) {
        return Octets.concat(
                des(key.slice(0, 7), data),
                des(key.slice(7, 14), data),
                des(Octets.concat(key.slice(14, 16), Octets.zeros(5)), data));
    }

    /** RC4Init(H, K): the handle, which goes on in its stream from one message to the next. */
    static Cipher rc4(Octets key) {
        try {
            Cipher cipher = Cipher.getInstance("ARCFOUR");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.toByteArray(), "ARCFOUR"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** RC4(H, D). */
    static Octets rc4(Cipher handle, Octets data) {
        byte[] out = handle.update(data.toByteArray());
        return out == null ? Octets.EMPTY : Octets.copyOf(out);
    }

    /** RC4K(K, D). */
    static Octets rc4(Octets key, Octets data) {
        return rc4(rc4(key), data);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java does not do what NTLM needs: " + e.getMessage(), e);
    }
}
