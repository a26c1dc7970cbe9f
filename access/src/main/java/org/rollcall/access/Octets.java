package org.rollcall.access;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * An immutable run of octets: a response, a challenge, a key, or what is kept and given back without being understood.
 * Its text tells only how many they are, so that no key gets into a log, and comparing two of them takes a time that does
 * not depend on where they differ.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    public static Octets copyOf(byte[] octets) {
        return new Octets(octets.clone());
    }

    /** The octets of an array from {@code from} up to, not including, {@code to}. */
    public static Octets copyOf(byte[] octets, int from, int to) {
        return new Octets(Arrays.copyOfRange(octets, from, to));
    }

    public static Octets random(int count, RandomGenerator random) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return new Octets(octets);
    }

    public static Octets zeros(int count) {
        return new Octets(new byte[count]);
    }

    public static Octets concat(Octets... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Octets part : parts) {
            out.writeBytes(part.octets);
        }
        return new Octets(out.toByteArray());
    }

    /** The octets from {@code from} up to, not including, {@code to}. */
    public Octets slice(int from, int to) {
        return copyOf(octets, from, to);
    }

    public int length() {
        return octets.length;
    }

    public boolean isEmpty() {
        return octets.length == 0;
    }

    /** Whether there is nothing but zeros, or nothing at all. */
    public boolean isZero() {
        return equals(zeros(octets.length));
    }

    public byte[] toByteArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && MessageDigest.isEqual(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
