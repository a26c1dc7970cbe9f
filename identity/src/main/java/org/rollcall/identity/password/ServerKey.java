package org.rollcall.identity.password;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The key of a server, of which only keys for one purpose each are used. */
public final class ServerKey {
    public static final int OCTETS = 32;

    private final Secret key;

    /** @throws IllegalArgumentException if it has not {@link #OCTETS} octets */
    public ServerKey(Secret key) {
        if (key.length() != OCTETS) {
            throw new IllegalArgumentException("a key of " + key.length() + " octets, not " + OCTETS);
        }
        this.key = key;
    }

    /**
     * A key that nobody had before.
     *
     * @param random of cryptographic strength
     */
    public static ServerKey random(RandomGenerator random) {
        return new ServerKey(Secret.random(OCTETS, random));
    }

    /** The octets that always come of this key and these texts, and tell nothing of other ones. */
    private Secret derive(String purpose, String of) {
        byte[] forPurpose = Hmac.sha256(key.unsafeArray(), purpose.getBytes(StandardCharsets.UTF_8));
        return Secret.wrap(Hmac.sha256(forPurpose, of.getBytes(StandardCharsets.UTF_8)));
    }

    Secret ofNtHashes() {
        return derive("NT hashes", "");
    }

    /**
     * A verifier for a name that has none, which says the same for the same name and is proven by nobody: so that names
     * cannot be told from those of accounts (RFC 5802 §9 leaves this to servers).
     */
    public ScramVerifier verifierOfNobody(String name, int iterations) {
        Secret salt = Secret.wrap(Arrays.copyOf(derive("SCRAM salts", name).unsafeArray(), ScramVerifier.SALT_OCTETS));
        return new ScramVerifier(
                salt, iterations, derive("SCRAM stored keys", name), derive("SCRAM server keys", name));
    }
}
