package org.rollcall.ldap;

/** Finds, in octets that may be any, the runs that are well-formed UTF-8, so that only the others need escapes. */
public final class Utf8Escapes {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Utf8Escapes() {}

    /** The length in octets of the well-formed character that begins at an index, or 0 where none does. */
    public static int characterLength(byte[] octets, int index, int end) {
        int first = octets[index] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || length > end - index) {
            return 0;
        }
        int second = octets[index + 1] & 0xff;
        // The ranges of RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF.
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((octets[index + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Appends a backslash and two hexadecimal digits. */
    public static void appendEscaped(StringBuilder out, byte octet) {
        out.append('\\').append(HEX[(octet >> 4) & 0xf]).append(HEX[octet & 0xf]);
    }
}
