package org.rollcall.access.ntlm.message;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rollcall.access.Octets;

/** Builds a message: first what lies behind its header, in the order wanted, then the header from front to back. */
final class MessageWriter {
    /** Where a field's octets lie. */
    record Place(int length, int offset) {
        /** As the fields are that a message does not have at all. */
        static final Place NOWHERE = new Place(0, 0);
    }

    private final ByteBuffer header;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

    MessageWriter(int type, int headerOctets) {
        header = ByteBuffer.allocate(headerOctets).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MessageReader.SIGNATURE).putInt(type);
    }

    Place place(Octets octets) {
        Place place = new Place(octets.length(), header.capacity() + payload.size());
        payload.writeBytes(octets.toByteArray());
        return place;
    }

    void field(Place place) {
        header.putShort((short) place.length());
        header.putShort((short) place.length());
        header.putInt(place.offset());
    }

    void flags(NegotiateFlags flags) {
        header.putInt(flags.bits());
    }

    void octets(Octets octets) {
        header.put(octets.toByteArray());
    }

    void version(Version version) {
        header.put((byte) version.major()).put((byte) version.minor()).putShort((short) version.build());
        header.put(new byte[3]).put((byte) version.revision());
    }

    /** @throws IllegalArgumentException when the message is larger than any that would be read */
    byte[] finish() {
        if (header.hasRemaining()) {
            throw new IllegalStateException("header lacks " + header.remaining() + " octets");
        }
        int length = header.capacity() + payload.size();
        if (length > MessageReader.MAX_OCTETS) {
            throw new IllegalArgumentException(
                    "a message of " + length + " octets, at most " + MessageReader.MAX_OCTETS + " are allowed");
        }
        return Octets.concat(Octets.copyOf(header.array()), Octets.copyOf(payload.toByteArray()))
                .toByteArray();
    }
}
