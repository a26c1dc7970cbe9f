package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;

/**
 * What a client begins a session with (RFC 1002 §4.3.2).
 *
 * @param called whom it wants
 * @param calling who it says that it is
 */
record SessionRequest(NetbiosName called, NetbiosName calling) {
    /** Of two names. */
    static final int MOST_OCTETS = 2 * NetbiosName.MOST_ENCODED_OCTETS;

    /** Reads all that is there. */
    static SessionRequest read(ByteBuf in) throws MalformedPacketException {
        SessionRequest request = new SessionRequest(NetbiosName.read(in), NetbiosName.read(in));
        if (in.isReadable()) {
            throw new MalformedPacketException("a session request has something behind its names");
        }
        return request;
    }
}
