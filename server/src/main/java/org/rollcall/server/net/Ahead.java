package org.rollcall.server.net;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.rollcall.directory.LookAhead;
import org.rollcall.ldap.codec.Framing;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestOctets;

/** The next requests of a connection that sends several without waiting, before they are taken one by one. */
final class Ahead {
    private final RequestOctets[] requests = new RequestOctets[LookAhead.MOST];

    Ahead() {
        Arrays.setAll(requests, i -> new RequestOctets());
    }

    /**
     * Looks at what is there, unless it is one request alone.
     *
     * @return how many whole requests were seen; whatever is wrong behind them is for those who take them
     */
    int look(ByteBuf in) {
        int size = 0;
        int at = in.readerIndex();
        try {
            while (size < requests.length) {
                int readable = in.writerIndex() - at;
                int length = Framing.frameLength(in, at, readable, Integer.MAX_VALUE);
                boolean alone = size == 0 && length == readable;
                if (alone || length == Framing.NEED_MORE || length > readable || !requests[size].read(in, at, length)) {
                    break;
                }
                at += length;
                size++;
            }
        } catch (ProtocolException e) {
            return size;
        }
        return size;
    }

    RequestOctets[] requests() {
        return requests;
    }
}
