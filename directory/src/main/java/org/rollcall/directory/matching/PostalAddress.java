package org.rollcall.directory.matching;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of postal addresses (RFC 4517 §3.3.28, §4.2.11): the lines prepared one by one, parted by line feeds,
 * which no prepared line contains, so that a substring cannot span two lines.
 */
final class PostalAddress {
    private PostalAddress() {}

    static @Nullable String normalize(byte[] src, int offset, int length) {
        StringJoiner lines = new StringJoiner("\n");
        int end = offset + length;
        int start = offset;
        for (int i = offset; i <= end; i++) {
            if (i == end || src[i] == '$') {
                byte[] line = unescaped(src, start, i);
                String prepared = TextPreparation.CASE_IGNORE.value(line, 0, line.length);
                if (prepared == null) {
                    return null;
                }
                lines.add(prepared);
                start = i + 1;
            }
        }
        return lines.toString();
    }

    // A dollar sign and a backslash stand as \24 and \5C.
    private static byte[] unescaped(byte[] src, int from, int to) {
        byte[] line = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte octet = src[i];
            if (octet == '\\' && i + 2 < to && src[i + 1] == '2' && src[i + 2] == '4') {
                octet = '$';
                i += 2;
            } else if (octet == '\\' && i + 2 < to && src[i + 1] == '5' && (src[i + 2] | 0x20) == 'c') {
                i += 2;
            }
            line[length++] = octet;
        }
        return Arrays.copyOf(line, length);
    }
}
