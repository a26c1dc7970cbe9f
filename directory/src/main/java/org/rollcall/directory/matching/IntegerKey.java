package org.rollcall.directory.matching;

import org.jspecify.annotations.Nullable;

/**
 * The normal form of integers of any size (RFC 4517 §3.3.16): the number of digits, then the digits, so that strings
 * compare as the numbers do. For negative numbers both are complemented.
 */
final class IntegerKey {
    private static final int LARGEST_SHORT_LENGTH = 0x7e;

    private IntegerKey() {}

    static @Nullable String normalize(byte[] src, int offset, int length) {
        boolean negative = length > 0 && src[offset] == '-';
        int start = negative ? offset + 1 : offset;
        int digits = offset + length - start;
        if (digits == 0 || (src[start] == '0' && (digits > 1 || negative))) {
            return null;
        }
        StringBuilder key = new StringBuilder(digits + 1);
        appendDigitCount(key, digits, negative);
        for (int i = start; i < offset + length; i++) {
            if (src[i] < '0' || src[i] > '9') {
                return null;
            }
            key.append(negative ? (char) ('0' + '9' - src[i]) : (char) src[i]);
        }
        return key.toString();
    }

    // One character for up to 126 digits: 0x80 and above for positive numbers, below it for negative ones.
    private static void appendDigitCount(StringBuilder key, int digits, boolean negative) {
        if (digits <= LARGEST_SHORT_LENGTH) {
            key.append((char) (negative ? 0x7f - digits : 0x80 + digits));
            return;
        }
        key.append((char) (negative ? 0x00 : 0xff));
        for (int shift = 24; shift >= 0; shift -= Byte.SIZE) {
            int octet = (digits >>> shift) & 0xff;
            key.append((char) (negative ? 0xff - octet : octet));
        }
    }
}
