package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * A question to the name service: who has a name (RFC 1002 §4.2.12), or what names a node has (RFC 1002 §4.2.17).
 *
 * @param id which the answer repeats
 * @param broadcast whether everybody was asked
 * @param recursionDesired which the answer repeats
 */
record NameQuery(int id, Kind kind, boolean broadcast, boolean recursionDesired, NetbiosName name) {
    enum Kind {
        NAME,
        NODE_STATUS
    }

    /** No packet of the name service is longer (RFC 1002 §4.2.1.1). */
    private static final int MOST_OCTETS = 576;

    private static final int HEADER_OCTETS = 12;
    private static final int RESPONSE_OR_OPERATION = 0xf800;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int BROADCAST = 0x0010;

    /**
     * Reads a packet.
     *
     * @return empty for what is no question: answers to others, registrations and the like, which are none of our business
     */
    static Optional<NameQuery> read(ByteBuf in) throws MalformedPacketException {
        if (in.readableBytes() < HEADER_OCTETS || in.readableBytes() > MOST_OCTETS) {
            throw new MalformedPacketException("a name service packet of " + in.readableBytes() + " octets");
        }
        int id = in.readUnsignedShort();
        int flags = in.readUnsignedShort();
        if ((flags & RESPONSE_OR_OPERATION) != 0) {
            return Optional.empty();
        }
        if (in.readUnsignedShort() != 1
                || in.readUnsignedShort() + in.readUnsignedShort() + in.readUnsignedShort() != 0) {
            throw new MalformedPacketException("a name query with other than one question");
        }
        NetbiosName name = NetbiosName.read(in);
        if (in.readableBytes() != 4) {
            throw new MalformedPacketException("a name query that does not end with its question");
        }
        int type = in.readUnsignedShort();
        int ofClass = in.readUnsignedShort();
        Optional<Kind> kind = kind(type);
        return ofClass == NameReply.INTERNET
                ? kind.map(known ->
                        new NameQuery(id, known, (flags & BROADCAST) != 0, (flags & RECURSION_DESIRED) != 0, name))
                : Optional.empty();
    }

    private static Optional<Kind> kind(int type) {
        return switch (type) {
            case NameReply.NB -> Optional.of(Kind.NAME);
            case NameReply.NBSTAT -> Optional.of(Kind.NODE_STATUS);
            default -> Optional.empty();
        };
    }
}
