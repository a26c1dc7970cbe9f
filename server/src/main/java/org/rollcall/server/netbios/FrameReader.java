package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Takes apart what one client sends to the session service, in whatever pieces it comes. It keeps a header or a session
 * request until that is whole, and nothing of messages: however long a frame says that it is, it takes no memory.
 */
final class FrameReader {
    private static final byte[] NONE = {};
    private static final int RESERVED_FLAGS = 0xfe;

    private final byte[] header = new byte[SessionFrames.HEADER_OCTETS];
    private int headerOctets;
    private byte[] request = NONE;
    private int requestOctets;
    private int messageOctetsLeft;
    private boolean established;

    /** Hears what comes. */
    interface Listener {
        /**
         * Somebody wants a session.
         *
         * @return whether there is one now; nothing more may be read where not
         */
        boolean requested(SessionRequest request);

        /** More of what goes over the session. */
        void carried(ByteBuf octets);
    }

    /**
     * Reads all that is there, unless a session is refused.
     *
     * @throws MalformedPacketException where something comes that has no place there; nothing more may be read then
     */
    void read(ByteBuf in, Listener listener) throws MalformedPacketException {
        while (in.isReadable()) {
            if (messageOctetsLeft > 0) {
                int octets = Math.min(messageOctetsLeft, in.readableBytes());
                messageOctetsLeft -= octets;
                listener.carried(in.readSlice(octets));
            } else if (request.length > 0) {
                requestOctets += fill(request, requestOctets, in);
                if (requestOctets == request.length) {
                    SessionRequest whole = SessionRequest.read(Unpooled.wrappedBuffer(request));
                    request = NONE;
                    established = listener.requested(whole);
                    if (!established) {
                        return;
                    }
                }
            } else {
                headerOctets += fill(header, headerOctets, in);
                if (headerOctets == header.length) {
                    headerOctets = 0;
                    begin(header[0] & 0xff, header[1] & 0xff, (header[2] & 0xff) << 8 | (header[3] & 0xff));
                }
            }
        }
    }

    private static int fill(byte[] target, int from, ByteBuf in) {
        int octets = Math.min(target.length - from, in.readableBytes());
        in.readBytes(target, from, octets);
        return octets;
    }

    /** A frame begins; which ones may, depends on whether there is a session (RFC 1002 §5.2.1.2, §5.2.2.2). */
    private void begin(int type, int flags, int lowLength) throws MalformedPacketException {
        if ((flags & RESERVED_FLAGS) != 0) {
            throw new MalformedPacketException("a session packet has flags that there are none of");
        }
        int length = flags << 16 | lowLength;
        switch (type) {
            case SessionFrames.KEEP_ALIVE -> {
                if (length > 0) {
                    throw new MalformedPacketException("a keep-alive has a length of " + length);
                }
            }
            case SessionFrames.MESSAGE -> {
                if (!established) {
                    throw new MalformedPacketException("a session message comes without a session");
                }
                messageOctetsLeft = length;
            }
            case SessionFrames.REQUEST -> {
                if (established) {
                    throw new MalformedPacketException("a session request comes within a session");
                }
                if (length == 0 || length > SessionRequest.MOST_OCTETS) {
                    throw new MalformedPacketException("a session request has a length of " + length);
                }
                request = new byte[length];
                requestOctets = 0;
            }
            default -> throw new MalformedPacketException(String.format("a session packet has the type %02x", type));
        }
    }
}
