package org.rollcall.access.ntlm.crypto;

import java.util.Optional;
import org.rollcall.access.Octets;

/**
 * What a server keeps to know a user again. Either hash is as good as the password to whoever gets hold of it; the LM
 * hash serves only clients that send nothing better, and is best not kept.
 */
public record PasswordHashes(Octets nt, Optional<Octets> lm) {
    public PasswordHashes {
        check(nt);
        lm.ifPresent(PasswordHashes::check);
    }

    private static void check(Octets hash) {
        if (hash.length() != KeyDerivation.KEY_OCTETS) {
            throw new IllegalArgumentException("a hash of " + hash.length() + " octets, not 16");
        }
    }

    /** Without an LM hash. */
    public static PasswordHashes of(char[] password) {
        return new PasswordHashes(OneWayFunctions.ntV1(password), Optional.empty());
    }
}
