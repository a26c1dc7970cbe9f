package org.rollcall.directory.matching;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Comparisons over slices of octets that read letters A to Z as a to z and every other octet as itself. None allocates.
 * For values that are {@linkplain #isPlain plain} they give the answers of the case-ignore rules, since preparation
 * (RFC 4518) changes nothing in such a value but its case.
 *
 * <p>Eight octets are looked at in one step, as one long: a zero octet in {@code word ^ pattern} marks a candidate.
 */
public final class AsciiText {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

    private AsciiText() {}

    /**
     * Whether the value is its own prepared form but for case: octets 0x20 to 0x7e only, no space at either end, no two
     * spaces together, and not empty.
     */
    public static boolean isPlain(byte[] src, int offset, int length) {
        if (length == 0 || src[offset] == ' ' || src[offset + length - 1] == ' ') {
            return false;
        }
        int at = offset;
        int end = offset + length;
        long spaceBefore = 0;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            long word = (long) WORD.get(src, at);
            long outside = word | (word - 0x20 * ONES) | zeroOctets(word ^ LOW);
            long spaces = ~((word ^ (' ' * ONES)) + LOW) & HIGH;
            if ((outside & HIGH) != 0 || (spaces & ((spaces << Byte.SIZE) | spaceBefore)) != 0) {
                return false;
            }
            spaceBefore = spaces >>> (Long.SIZE - Byte.SIZE);
        }
        boolean afterSpace = spaceBefore != 0;
        for (; at < end; at++) {
            byte octet = src[at];
            boolean space = octet == ' ';
            if (octet < ' ' || octet == 0x7f || (space && afterSpace)) {
                return false;
            }
            afterSpace = space;
        }
        return true;
    }

    /** Whether the slice equals {@code lower}, which has no capital letters. */
    public static boolean equalsIgnoreCase(byte[] src, int offset, int length, byte[] lower) {
        return length == lower.length && regionMatches(src, offset, lower, lower.length);
    }

    /** Whether the slice equals the first {@code lowerLength} octets of {@code lower}, which has no capital letters. */
    public static boolean equalsIgnoreCase(byte[] src, int offset, int length, byte[] lower, int lowerLength) {
        return length == lowerLength && regionMatches(src, offset, lower, lowerLength);
    }

    /**
     * The index in {@code src} of the first occurrence of {@code lower}, which has no capital letters, within the slice,
     * or -1.
     */
    public static int indexOfIgnoreCase(byte[] src, int offset, int length, byte[] lower) {
        if (lower.length == 0) {
            return offset;
        }
        int last = offset + length - lower.length;
        byte first = lower[0];
        long pattern = (first & 0xffL) * ONES;
        int at = offset;
        for (; at <= last && at + Long.BYTES <= offset + length; at += Long.BYTES) {
            // May mark an octet above a true candidate wrongly: every candidate is compared in full.
            long candidates = zeroOctets(lower((long) WORD.get(src, at)) ^ pattern);
            while (candidates != 0) {
                int candidate = at + (Long.numberOfTrailingZeros(candidates) >>> 3);
                if (candidate <= last && regionMatches(src, candidate, lower, lower.length)) {
                    return candidate;
                }
                candidates &= candidates - 1;
            }
        }
        for (; at <= last; at++) {
            if (lower(src[at]) == first && regionMatches(src, at, lower, lower.length)) {
                return at;
            }
        }
        return -1;
    }

    static boolean equals(byte[] src, int offset, int length, byte[] other) {
        return Arrays.equals(src, offset, offset + length, other, 0, other.length);
    }

    static int indexOf(byte[] src, int offset, int length, byte[] part) {
        for (int at = offset; at <= offset + length - part.length; at++) {
            if (equals(src, at, part.length, part)) {
                return at;
            }
        }
        return -1;
    }

    static byte lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
    }

    private static boolean regionMatches(byte[] src, int offset, byte[] lower, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (lower((long) WORD.get(src, offset + i)) != (long) WORD.get(lower, i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (lower(src[offset + i]) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    // Bit 7 of each octet that is zero, and of some octets 0x01 above a zero octet.
    private static long zeroOctets(long word) {
        return (word - ONES) & ~word & HIGH;
    }

    private static long lower(long word) {
        long sevenBits = word & LOW;
        long fromA = sevenBits + (0x80 - 'A') * ONES;
        long aboveZ = sevenBits + (0x7f - 'Z') * ONES;
        return word | ((fromA & ~aboveZ & ~word & HIGH) >>> 2);
    }
}
