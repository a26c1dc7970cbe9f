package org.rollcall.bench.wire;

import java.nio.charset.StandardCharsets;

/** Writes BER with definite, minimal lengths, as whole arrays: for encoding a request once, not for a hot path. */
final class Ber {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int ENUMERATED = 0x0a;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private Ber() {}

    static byte[] tlv(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int lengthBytes = lengthBytes(length);
        byte[] out = new byte[1 + lengthBytes + length];
        out[0] = (byte) tag;
        if (lengthBytes == 1) {
            out[1] = (byte) length;
        } else {
            out[1] = (byte) (0x80 | (lengthBytes - 1));
            for (int i = 0; i < lengthBytes - 1; i++) {
                out[lengthBytes - i] = (byte) (length >>> (8 * i));
            }
        }
        int at = 1 + lengthBytes;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    /** How many bytes the length field takes for content of this length. */
    static int lengthBytes(int length) {
        if (length < 0x80) {
            return 1;
        }
        return 1 + (39 - Integer.numberOfLeadingZeros(length)) / 8;
    }

    static byte[] octets(String text) {
        return octets(OCTET_STRING, text);
    }

    static byte[] octets(int tag, String text) {
        return tlv(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] integer(int value) {
        return number(INTEGER, value);
    }

    static byte[] enumerated(int value) {
        return number(ENUMERATED, value);
    }

    static byte[] bool(boolean value) {
        return tlv(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    private static byte[] number(int tag, int value) {
        int bytes = 1;
        while (bytes < 4 && (value >> (8 * bytes - 1)) != 0 && (value >> (8 * bytes - 1)) != -1) {
            bytes++;
        }
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[bytes - 1 - i] = (byte) (value >> (8 * i));
        }
        return tlv(tag, content);
    }
}
