package org.rollcall.identity.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a server keeps to judge SCRAM-SHA-256 (RFC 5802 §3, RFC 7677). It neither is the password nor stands in for it:
 * a client has to know more.
 */
public record ScramVerifier(Secret salt, int iterations, Secret storedKey, Secret serverKey) {
    /** RFC 7677 §4. */
    public static final int MIN_ITERATIONS = 4096;

    public static final int SALT_OCTETS = 16;
    static final int KEY_OCTETS = 32;

    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int MAX_SALT_OCTETS = 64;

    /** @throws IllegalArgumentException when a part is out of its bounds */
    public ScramVerifier {
        checkIterations(iterations);
        if (salt.length() == 0 || salt.length() > MAX_SALT_OCTETS) {
            throw new IllegalArgumentException("a SCRAM salt of " + salt.length() + " octets");
        }
        if (storedKey.length() != KEY_OCTETS || serverKey.length() != KEY_OCTETS) {
            throw new IllegalArgumentException("keys of SCRAM-SHA-256 have " + KEY_OCTETS + " octets");
        }
    }

    static void checkIterations(int iterations) {
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "SCRAM with " + iterations + " iterations; " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + " go");
        }
    }

    static ScramVerifier of(Password password, int iterations, Secret salt) {
        byte[] salted = hi(password, iterations, salt);
        byte[] clientKey = Hmac.sha256(salted, ascii("Client Key"));
        try {
            return new ScramVerifier(
                    salt,
                    iterations,
                    Secret.wrap(sha256(clientKey)),
                    Secret.wrap(Hmac.sha256(salted, ascii("Server Key"))));
        } finally {
            Arrays.fill(salted, (byte) 0);
            Arrays.fill(clientKey, (byte) 0);
        }
    }

    /**
     * Whether a client that gives this proof knows the password.
     *
     * @param authMessage the messages so far, as RFC 5802 §3 strings them together
     */
    public boolean isProvenBy(byte[] proof, byte[] authMessage) {
        byte[] clientKey = Hmac.sha256(storedKey.unsafeArray(), authMessage);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey.unsafeArray());
    }

    /** By which the server proves that it knows the verifier. */
    public byte[] serverSignature(byte[] authMessage) {
        return Hmac.sha256(serverKey.unsafeArray(), authMessage);
    }

    private static byte[] hi(Password password, int iterations, Secret salt) {
        PBEKeySpec spec = new PBEKeySpec(password.prepared(), salt.unsafeArray(), iterations, 8 * KEY_OCTETS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not do what SCRAM needs", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] sha256(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
