package org.rollcall.identity.password;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An immutable run of octets that nobody should see: a key, a hash, a salt. Its text tells only how many they are, and
 * comparing two of them takes a time that does not depend on where they differ.
 */
public final class Secret {
    private final byte[] octets;

    private Secret(byte[] octets) {
        this.octets = octets;
    }

    public static Secret copyOf(byte[] octets) {
        return new Secret(octets.clone());
    }

    /** Takes the array as its own: the caller must not touch it afterwards. */
    static Secret wrap(byte[] octets) {
        return new Secret(octets);
    }

    static Secret random(int count, RandomGenerator random) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return new Secret(octets);
    }

    public int length() {
        return octets.length;
    }

    public byte[] toByteArray() {
        return octets.clone();
    }

    /** The octets themselves, for readers that do not write. */
    byte[] unsafeArray() {
        return octets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " secret octets";
    }
}
