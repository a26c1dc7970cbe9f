package org.rollcall.identity.password;

import java.security.GeneralSecurityException;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.rollcall.access.descriptor.Sid;

/**
 * Encrypts NT hashes, which are as good as passwords to whoever sees them, under the server's key: AES-GCM, with the
 * account's SID as associated data, so that the hash of one account is none of another's.
 */
public final class NtHashSeal {
    private final SecretKeySpec key;
    private final RandomGenerator random;

    /** @param random of cryptographic strength */
    public NtHashSeal(ServerKey key, RandomGenerator random) {
        this.key = new SecretKeySpec(key.ofNtHashes().unsafeArray(), "AES");
        this.random = random;
    }

    /**
     * Encrypts the hash of an account, another way each time.
     *
     * @throws IllegalArgumentException if the hash has not 16 octets
     */
    public SealedNtHash seal(Sid account, Secret ntHash) {
        if (ntHash.length() != SealedNtHash.HASH_OCTETS) {
            throw new IllegalArgumentException("an NT hash of " + ntHash.length() + " octets, not 16");
        }
        Secret nonce = Secret.random(SealedNtHash.NONCE_OCTETS, random);
        try {
            return new SealedNtHash(
                    nonce,
                    Secret.wrap(cipher(Cipher.ENCRYPT_MODE, nonce, account).doFinal(ntHash.unsafeArray())));
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /**
     * The hash that was sealed.
     *
     * @throws BrokenSealException if it was not sealed for this account and under this key
     */
    public Secret open(Sid account, SealedNtHash hash) throws BrokenSealException {
        try {
            return Secret.wrap(cipher(Cipher.DECRYPT_MODE, hash.nonce(), account)
                    .doFinal(hash.sealed().unsafeArray()));
        } catch (AEADBadTagException e) {
            throw new BrokenSealException("the NT hash of " + account + " does not open under this server's key:"
                    + " bring back the key file that it was made with, or set the password again");
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    private Cipher cipher(int mode, Secret nonce, Sid account) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(8 * SealedNtHash.TAG_OCTETS, nonce.unsafeArray()));
        cipher.updateAAD(account.encode());
        return cipher;
    }

    private static IllegalStateException impossible(GeneralSecurityException e) {
        return new IllegalStateException("this Java does not do AES-GCM: " + e.getMessage(), e);
    }
}
