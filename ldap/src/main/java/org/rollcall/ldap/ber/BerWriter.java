package org.rollcall.ldap.ber;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.rollcall.ldap.OctetString;

/**
 * Writes elements from the last octet to the first, so that every length is known, and minimal, when its turn comes and
 * nothing is measured or moved. Callers therefore write the components of a SEQUENCE in reverse order and then close it.
 *
 * <p>The array is kept between uses, as long as it stays modest; an instance serves one thread.
 */
public final class BerWriter {
    private static final int INITIAL = 1024;

    /** An array that one large message made is not kept, in octets. */
    private static final int KEPT = 256 * 1024;

    private byte[] octets = new byte[INITIAL];
    private int position = INITIAL;

    /** Forgets what was written. */
    public void clear() {
        if (octets.length > KEPT) {
            octets = new byte[INITIAL];
        }
        position = octets.length;
    }

    /** How many octets have been written; the mark to give to {@link #close} later. */
    public int size() {
        return octets.length - position;
    }

    private int claim(int count) {
        if (count > position) {
            grow(count);
        }
        position -= count;
        return position;
    }

    private void grow(int count) {
        int used = size();
        int wanted = Math.addExact(used, count);
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(wanted, (long) octets.length * 2));
        byte[] larger = new byte[capacity];
        System.arraycopy(octets, position, larger, capacity - used, used);
        octets = larger;
        position = capacity - used;
    }

    /** Puts tag and length before what was written since the mark. */
    public void close(int tag, int mark) {
        header(tag, size() - mark);
    }

    /** Puts tag and length before contents already written. */
    public void header(int tag, int length) {
        int at = claim(1 + Ber.lengthSize(length));
        Ber.putHeader(octets, at, tag, length);
    }

    public void raw(byte[] source, int offset, int length) {
        int at = claim(length);
        System.arraycopy(source, offset, octets, at, length);
    }

    public void octetString(OctetString value) {
        octetString(Ber.OCTET_STRING, value);
    }

    public void octetString(int tag, OctetString value) {
        octetString(tag, value.unsafeArray());
    }

    public void octetString(int tag, byte[] value) {
        raw(value, 0, value.length);
        header(tag, value.length);
    }

    /** An OCTET STRING whose octets are the characters of an ASCII string. */
    public void ascii(int tag, String value) {
        int length = value.length();
        int at = claim(length);
        for (int i = 0; i < length; i++) {
            octets[at + i] = (byte) value.charAt(i);
        }
        header(tag, length);
    }

    public void bool(int tag, boolean value) {
        int at = claim(3);
        octets[at] = (byte) tag;
        octets[at + 1] = 1;
        octets[at + 2] = (byte) (value ? 0xff : 0);
    }

    /** An INTEGER or ENUMERATED in as few octets as it takes. */
    public void integer(int tag, long value) {
        int mark = size();
        long rest = value;
        int octet;
        do {
            octet = (int) rest;
            // The array is looked up only behind the claim, which may put another in its place.
            int at = claim(1);
            octets[at] = (byte) octet;
            rest >>= 8;
        } while (rest != (byte) octet >> 8);
        close(tag, mark);
    }

    public void copyTo(ByteBuf out) {
        out.writeBytes(octets, position, size());
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(octets, position, octets.length);
    }

    public OctetString toOctetString() {
        return OctetString.wrap(toByteArray());
    }
}
