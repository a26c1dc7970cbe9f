package org.rollcall.ldap.ber;

/** The universal tags that LDAP uses, and the arithmetic of definite, minimal lengths (X.690 §8.1.3). */
public final class Ber {
    public static final int BOOLEAN = 0x01;
    public static final int INTEGER = 0x02;
    public static final int OCTET_STRING = 0x04;
    public static final int NULL = 0x05;
    public static final int ENUMERATED = 0x0a;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    /** Of a context tag, primitive. */
    public static final int CONTEXT = 0x80;

    public static final int CONSTRUCTED = 0x20;

    private Ber() {}

    /** How many octets the length itself takes: 1 to 5. */
    public static int lengthSize(int length) {
        if (length < 0x80) {
            return 1;
        }
        if (length < 0x100) {
            return 2;
        }
        if (length < 0x10000) {
            return 3;
        }
        return length < 0x1000000 ? 4 : 5;
    }

    /** How many octets an element with such contents takes. */
    public static int elementSize(int contentLength) {
        return 1 + lengthSize(contentLength) + contentLength;
    }

    /** Writes tag and length and returns the index behind them. */
    public static int putHeader(byte[] target, int index, int tag, int length) {
        target[index] = (byte) tag;
        return putLength(target, index + 1, length);
    }

    /** Writes the length and returns the index behind it. */
    public static int putLength(byte[] target, int index, int length) {
        int at = index;
        if (length < 0x80) {
            target[at++] = (byte) length;
            return at;
        }
        int octets = lengthSize(length) - 1;
        target[at++] = (byte) (0x80 | octets);
        for (int shift = (octets - 1) << 3; shift >= 0; shift -= 8) {
            target[at++] = (byte) (length >>> shift);
        }
        return at;
    }

    /** Writes a whole OCTET STRING and returns the index behind it; it takes {@link #elementSize} octets. */
    public static int putOctetString(byte[] target, int index, byte[] source, int offset, int length) {
        int at = putHeader(target, index, OCTET_STRING, length);
        System.arraycopy(source, offset, target, at, length);
        return at + length;
    }

    /** How many octets the contents of this INTEGER take, in two's complement without needless octets: 1 to 4. */
    public static int integerSize(int value) {
        if (value == (byte) value) {
            return 1;
        }
        if (value == (short) value) {
            return 2;
        }
        return value >= -0x800000 && value < 0x800000 ? 3 : 4;
    }
}
