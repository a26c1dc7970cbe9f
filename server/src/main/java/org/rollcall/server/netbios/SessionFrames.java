package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;

/** The beginning of each packet of the session service (RFC 1002 §4.3.1): a type, a flag, a length of 17 bits. */
final class SessionFrames {
    static final int HEADER_OCTETS = 4;
    /** What one frame can hold. */
    static final int MOST_OCTETS = 0x1ffff;

    static final int MESSAGE = 0x00;
    static final int REQUEST = 0x81;
    static final int POSITIVE_RESPONSE = 0x82;
    static final int NEGATIVE_RESPONSE = 0x83;
    static final int RETARGET_RESPONSE = 0x84;
    static final int KEEP_ALIVE = 0x85;

    private SessionFrames() {}

    /** @param length at most {@link #MOST_OCTETS} */
    static void writeHeader(ByteBuf out, int type, int length) {
        out.writeByte(type);
        out.writeMedium(length);
    }
}
