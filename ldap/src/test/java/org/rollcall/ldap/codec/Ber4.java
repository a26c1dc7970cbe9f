package org.rollcall.ldap.codec;

import java.io.ByteArrayOutputStream;
import org.rollcall.ldap.ber.Ber;

/** Writes every length of a message in the form 84 xx xx xx xx, as Windows clients do. */
final class Ber4 {
    private Ber4() {}

    static byte[] inflate(byte[] element) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < element.length; ) {
            int tag = element[at++];
            int length = element[at++] & 0xff;
            if (length >= 0x80) {
                int octets = length & 0x7f;
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | element[at++] & 0xff;
                }
            }
            byte[] contents = java.util.Arrays.copyOfRange(element, at, at + length);
            at += length;
            byte[] inner = (tag & Ber.CONSTRUCTED) != 0 ? inflate(contents) : contents;
            out.write(tag);
            out.write(0x84);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(inner.length >>> shift);
            }
            out.writeBytes(inner);
        }
        return out.toByteArray();
    }
}
