package org.rollcall.interop.killer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** BER in the making: as much of X.690 as requests take. */
final class Octets {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int BOOLEAN = 0x01;
    private static final int ENUMERATED = 0x0a;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Octets element(int tag, byte[] contents) {
        out.write(tag);
        int length = contents.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(length >>> (8 * i));
            }
        }
        out.writeBytes(contents);
        return this;
    }

    Octets element(int tag, Octets contents) {
        return element(tag, contents.octets());
    }

    Octets element(int tag, String latin1) {
        return element(tag, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** @param latin1 a character for each octet */
    Octets string(String latin1) {
        return element(OCTET_STRING, latin1);
    }

    Octets integer(int value) {
        return number(INTEGER, value);
    }

    Octets enumerated(int value) {
        return number(ENUMERATED, value);
    }

    Octets bool(boolean value) {
        return element(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    /** A whole number under any tag. */
    Octets number(int tag, int value) {
        int octets = 1;
        while (value >> (8 * octets - 1) != 0 && octets < Integer.BYTES) {
            octets++;
        }
        byte[] contents = new byte[octets];
        for (int i = 0; i < octets; i++) {
            contents[i] = (byte) (value >> (8 * (octets - 1 - i)));
        }
        return element(tag, contents);
    }

    /** Elements that are ready. */
    Octets raw(byte[] elements) {
        out.writeBytes(elements);
        return this;
    }

    byte[] octets() {
        return out.toByteArray();
    }
}
