package org.rollcall.access.ntlm.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rollcall.access.Octets;

/** Looks into a message's octets; nothing is read before it is known to be there. */
final class MessageReader {
    /** "NTLMSSP" and a zero, as a number in little-endian order. */
    static final long SIGNATURE = 0x0050_5353_4D4C_544EL;

    static final int TYPE = 8;
    static final int FIELD_OCTETS = 8;

    /** Windows itself sends no more than 2888 octets; more than this is not looked at. */
    static final int MAX_OCTETS = 16 * 1024;

    private static final int OFFSET_IN_FIELD = 4;

    private final ByteBuffer octets;
    private final Octets whole;
    private final String name;
    private final int smallestHeader;

    /** The octets begin as a message of this type does, and have at least its smallest header. */
    MessageReader(byte[] octets, String name, int type, int smallestHeader) throws NtlmFormatException {
        this.octets = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        this.name = name;
        this.smallestHeader = smallestHeader;
        if (octets.length < smallestHeader) {
            throw malformed("has " + octets.length + " octets, at least " + smallestHeader + " are needed");
        }
        if (octets.length > MAX_OCTETS) {
            throw malformed("has " + octets.length + " octets, at most " + MAX_OCTETS + " are allowed");
        }
        if (this.octets.getLong(0) != SIGNATURE) {
            throw malformed("does not begin with NTLMSSP");
        }
        if (int32(TYPE) != type) {
            throw malformed("has type " + Integer.toUnsignedString(int32(TYPE)) + ", not " + type);
        }
        this.whole = Octets.copyOf(octets);
    }

    int length() {
        return whole.length();
    }

    int int32(int at) {
        return octets.getInt(at);
    }

    NegotiateFlags flags(int at) throws NtlmFormatException {
        NegotiateFlags flags = new NegotiateFlags(int32(at));
        if (!flags.has(NegotiateFlag.UNICODE) && !flags.has(NegotiateFlag.OEM)) {
            throw malformed("says neither Unicode nor OEM");
        }
        return flags;
    }

    Octets slice(int at, int length) {
        return whole.slice(at, at + length);
    }

    Version version(int at) {
        return new Version(
                Byte.toUnsignedInt(octets.get(at)),
                Byte.toUnsignedInt(octets.get(at + 1)),
                Short.toUnsignedInt(octets.getShort(at + 2)),
                Byte.toUnsignedInt(octets.get(at + 7)));
    }

    /** What a length and offset in the header point at; the maximal length between them is ignored, as it must be. */
    Octets field(int at, String what) throws NtlmFormatException {
        int length = fieldLength(at);
        if (length == 0) {
            return Octets.EMPTY;
        }
        long offset = fieldOffset(at);
        if (offset < smallestHeader) {
            throw malformed("has its " + what + " at " + offset + ", inside of its header");
        }
        if (offset + length > length()) {
            throw malformed("has " + length() + " octets, but its " + what + " ends at " + (offset + length));
        }
        return slice((int) offset, length);
    }

    private int fieldLength(int at) {
        return Short.toUnsignedInt(octets.getShort(at));
    }

    private long fieldOffset(int at) {
        return Integer.toUnsignedLong(int32(at + OFFSET_IN_FIELD));
    }

    /** Where a field's octets begin; the end of the message if it has none. */
    long start(int at) {
        return fieldLength(at) == 0 ? length() : fieldOffset(at);
    }

    NtlmFormatException malformed(String problem) {
        return new NtlmFormatException(name + " " + problem);
    }
}
