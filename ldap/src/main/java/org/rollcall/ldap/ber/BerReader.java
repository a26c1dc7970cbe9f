package org.rollcall.ldap.ber;

import java.util.Arrays;
import org.rollcall.ldap.OctetString;

/**
 * A cursor over the octets of one element and what is nested in it. It never looks behind the end of the element it
 * stands in, copies nothing but the values it hands out, and can be used again after {@link #reset}.
 *
 * <p>Lengths are definite, of up to four octets, and need not be minimal: Windows clients write {@code 84 00 00 00 nn}
 * everywhere. Integers may have needless leading octets up to their type's size for the same reason.
 */
public final class BerReader {
    private byte[] octets;
    private int position;
    private int limit;

    public BerReader(byte[] octets) {
        this(octets, 0, octets.length);
    }

    public BerReader(byte[] octets, int offset, int length) {
        this.octets = octets;
        reset(octets, offset, length);
    }

    public BerReader(OctetString octets) {
        this(octets.unsafeArray());
    }

    public void reset(byte[] source, int offset, int length) {
        if ((offset | length) < 0 || length > source.length - offset) {
            throw new IndexOutOfBoundsException("offset " + offset + ", length " + length);
        }
        octets = source;
        position = offset;
        limit = offset + length;
    }

    /** Whether the element in which the cursor stands has more. */
    public boolean hasMore() {
        return position < limit;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    /** The array that is read; for callers that look a value up before they copy it. */
    public byte[] array() {
        return octets;
    }

    /** The next identifier octet without moving, or -1 at the end of the element. */
    public int peekTag() {
        return position < limit ? octets[position] & 0xff : -1;
    }

    /** Whether the next element has this tag. */
    public boolean nextIs(int tag) {
        return position < limit && (octets[position] & 0xff) == tag;
    }

    /**
     * Reads tag and length and returns the length; the cursor stands before the contents, all of which are there.
     *
     * @throws BerException when the next tag is another, or the length is indefinite, overlong, or beyond the end
     */
    public int header(int tag) throws BerException {
        if (position >= limit) {
            throw BerException.structure("element missing");
        }
        if ((octets[position] & 0xff) != tag) {
            throw BerException.structure("unexpected tag");
        }
        position++;
        return length();
    }

    private int length() throws BerException {
        if (position >= limit) {
            throw BerException.structure("length missing");
        }
        int first = octets[position++];
        int length = first;
        if (first < 0) {
            int count = first & 0x7f;
            if (count == 0) {
                throw BerException.structure("indefinite length");
            }
            if (count > 4) {
                throw BerException.structure("overlong length");
            }
            if (count > limit - position) {
                throw BerException.structure("length cut short");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | (octets[position++] & 0xff);
            }
        }
        if (length < 0 || length > limit - position) {
            throw BerException.structure("element longer than what holds it");
        }
        return length;
    }

    /** Enters a constructed element; what is returned belongs to {@link #leave}. */
    public int enter(int tag) throws BerException {
        int length = header(tag);
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /**
     * Leaves a SEQUENCE whose known components have been read. Further components must be well formed and are ignored
     * (RFC 4511 §4).
     */
    public void leave(int outer) throws BerException {
        while (position < limit) {
            skip();
        }
        limit = outer;
    }

    /** Reads one element of any tag, without looking into it. */
    public void skip() throws BerException {
        if (position >= limit) {
            throw BerException.structure("element missing");
        }
        int tag = octets[position++];
        if ((tag & 0x1f) == 0x1f) {
            int more;
            do {
                if (position >= limit) {
                    throw BerException.structure("tag cut short");
                }
                more = octets[position++];
            } while (more < 0);
        }
        int length = length();
        position += length;
    }

    /** Moves over contents whose {@link #header} has been read. */
    public void advance(int length) throws BerException {
        if (length < 0 || length > limit - position) {
            throw BerException.structure("element longer than what holds it");
        }
        position += length;
    }

    public OctetString octetString() throws BerException {
        return octetString(Ber.OCTET_STRING);
    }

    public OctetString octetString(int tag) throws BerException {
        int length = header(tag);
        if (length == 0) {
            return OctetString.EMPTY;
        }
        int start = position;
        position = start + length;
        return OctetString.wrap(Arrays.copyOfRange(octets, start, position));
    }

    /** A BOOLEAN: any octet but zero is true. */
    public boolean bool(int tag) throws BerException {
        int length = header(tag);
        if (length != 1) {
            throw BerException.structure("boolean of " + length + " octets");
        }
        return octets[position++] != 0;
    }

    /** An INTEGER or ENUMERATED that must lie in a range. */
    public int integer(int tag, int least, int most) throws BerException {
        long value = longInteger(tag);
        if (value < least || value > most) {
            throw BerException.value("integer out of range");
        }
        return (int) value;
    }

    /** An INTEGER of at most eight octets. */
    public long longInteger(int tag) throws BerException {
        int length = header(tag);
        if (length == 0) {
            throw BerException.structure("integer without octets");
        }
        if (length > 8) {
            position += length;
            throw BerException.value("overlong integer");
        }
        long value = octets[position++];
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (octets[position++] & 0xff);
        }
        return value;
    }
}
