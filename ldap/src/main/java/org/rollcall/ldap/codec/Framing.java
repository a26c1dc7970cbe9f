package org.rollcall.ldap.codec;

import io.netty.buffer.ByteBuf;
import org.rollcall.ldap.ber.Ber;

/** Finds where one PDU ends and the next begins, from its first six octets at most, allocating nothing. */
public final class Framing {
    /** The length is not there yet. */
    public static final int NEED_MORE = -1;

    private Framing() {}

    /**
     * The length in octets of the PDU that begins at an index, tag and length included, or {@link #NEED_MORE}. The PDU
     * itself need not have come in whole. Lengths need not be minimal, as BER allows: Windows clients always write four
     * octets.
     *
     * @throws ProtocolException (notice of disconnection, RFC 4511 §4.1.1) when the tag is not that of a message, or
     *     the length is indefinite, of more than four octets, or makes the PDU larger than allowed
     */
    public static int frameLength(ByteBuf in, int readerIndex, int readableBytes, int maxMessageBytes)
            throws ProtocolException {
        if (readableBytes < 1) {
            return NEED_MORE;
        }
        if (in.getByte(readerIndex) != Ber.SEQUENCE) {
            throw ProtocolException.notice("not an LDAP message");
        }
        if (readableBytes < 2) {
            return NEED_MORE;
        }
        int first = in.getByte(readerIndex + 1);
        if (first >= 0) {
            return checked(2L + first, maxMessageBytes);
        }
        int octets = first & 0x7f;
        if (octets == 0) {
            throw ProtocolException.notice("indefinite length");
        }
        if (octets > 4) {
            throw ProtocolException.notice("overlong length");
        }
        if (readableBytes < 2 + octets) {
            return NEED_MORE;
        }
        long length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << 8) | in.getUnsignedByte(readerIndex + 2 + i);
        }
        return checked(2 + octets + length, maxMessageBytes);
    }

    private static int checked(long frame, int maxMessageBytes) throws ProtocolException {
        if (frame > maxMessageBytes) {
            throw ProtocolException.notice("message larger than " + maxMessageBytes + " octets");
        }
        return (int) frame;
    }
}
