package org.rollcall.ldap.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.TextEncoding;

/**
 * Turns octets of short ASCII names into strings without making the same string again: a table of fixed size in which a
 * new name takes the place of an old one with the same hash. A client that sends many names costs time only.
 */
final class DescriptionCache {
    private static final int SLOTS = 512;
    private static final int LONGEST = 40;

    private final byte[] @Nullable [] keys = new byte[SLOTS][];
    private final @Nullable String[] names = new String[SLOTS];

    String get(byte[] octets, int offset, int length) {
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return decode(octets, offset, length);
        }
        int hash = length;
        int end = offset + length;
        int seen = 0;
        for (int i = offset; i < end; i++) {
            int octet = octets[i];
            seen |= octet;
            hash = 31 * hash + octet;
        }
        if (seen < 0) {
            return decode(octets, offset, length);
        }
        int slot = (hash ^ (hash >>> 9)) & (SLOTS - 1);
        byte[] key = keys[slot];
        String name = names[slot];
        if (key != null && name != null && Arrays.equals(key, 0, key.length, octets, offset, end)) {
            return name;
        }
        String fresh = new String(octets, offset, length, StandardCharsets.ISO_8859_1);
        keys[slot] = Arrays.copyOfRange(octets, offset, end);
        names[slot] = fresh;
        return fresh;
    }

    private static String decode(byte[] octets, int offset, int length) {
        return TextEncoding.UTF_8.decode(Arrays.copyOfRange(octets, offset, offset + length));
    }
}
