package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rollcall.ldap.OctetString;

/**
 * Octet strings, and sets of them, as BER elements (X.690) in an array: the form of the values in an entry's contents, in
 * which they are copied into replies.
 */
final class Elements {
    static final byte OCTET_STRING = 0x04;
    static final byte SET = 0x31;

    private Elements() {}

    /** Where the contents of the element at this place begin. */
    static int contents(byte[] wire, int at) {
        byte first = wire[at + 1];
        return at + 2 + (first >= 0 ? 0 : first & 0x7f);
    }

    /** How long the contents of the element at this place are. */
    static int length(byte[] wire, int at) {
        int length = wire[at + 1];
        if (length >= 0) {
            return length;
        }
        int octets = length & 0x7f;
        length = 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | (wire[at + 2 + i] & 0xff);
        }
        return length;
    }

    /** The contents of the octet strings that stand there one after another. */
    static List<OctetString> octetStrings(byte[] wire, int from, int to) {
        if (from == to) {
            return List.of();
        }
        int first = contents(wire, from);
        int firstEnd = first + length(wire, from);
        OctetString value = OctetString.wrap(Arrays.copyOfRange(wire, first, firstEnd));
        if (firstEnd == to) {
            return List.of(value);
        }
        List<OctetString> values = new ArrayList<>(4);
        values.add(value);
        for (int at = firstEnd; at < to; ) {
            int contents = contents(wire, at);
            int end = contents + length(wire, at);
            values.add(OctetString.wrap(Arrays.copyOfRange(wire, contents, end)));
            at = end;
        }
        return values;
    }

    /** Whether octet strings, one after another and nothing else, stand there. */
    static boolean areOctetStrings(byte[] wire, int from, int end) {
        int at = from;
        while (at >= 0 && at < end) {
            at = elementEnd(wire, OCTET_STRING, at, end);
        }
        return at == end;
    }

    /** Where the element ends; -1 where there is none of this tag that ends by then. */
    static int elementEnd(byte[] wire, byte tag, int at, int limit) {
        if (limit - at < 2 || wire[at] != tag) {
            return -1;
        }
        int contents = contents(wire, at);
        if (contents > limit || contents - at > 2 + Integer.BYTES) {
            return -1;
        }
        int length = length(wire, at);
        return length < 0 || length > limit - contents ? -1 : contents + length;
    }

    /** Octets that the values take, each as an element. */
    static int valuesSize(List<OctetString> values) {
        int size = 0;
        for (int i = 0; i < values.size(); i++) {
            size += sizeOf(values.get(i).length());
        }
        return size;
    }

    /** Octets of an element whose contents have so many. */
    static int sizeOf(int length) {
        return 1 + lengthSize(length) + length;
    }

    static int lengthSize(int length) {
        return length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 0x1000000 ? 4 : 5;
    }

    /** Writes the value as an element, and says where that ends. */
    static int putOctetString(byte[] wire, int at, OctetString value) {
        wire[at] = OCTET_STRING;
        int contents = putLength(wire, at + 1, value.length());
        System.arraycopy(value.unsafeArray(), 0, wire, contents, value.length());
        return contents + value.length();
    }

    /** Writes the length of contents, and says where they begin. */
    static int putLength(byte[] wire, int at, int length) {
        int size = lengthSize(length);
        if (size == 1) {
            wire[at] = (byte) length;
        } else {
            wire[at] = (byte) (0x80 | (size - 1));
            for (int i = size - 1; i > 0; i--) {
                wire[at + i] = (byte) (length >>> (8 * (size - 1 - i)));
            }
        }
        return at + size;
    }

    static boolean areAscii(List<OctetString> values) {
        for (int v = 0; v < values.size(); v++) {
            byte[] octets = values.get(v).unsafeArray();
            for (byte octet : octets) {
                if (octet < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
