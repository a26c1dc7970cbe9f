package org.rollcall.server.tls;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts encrypted connections. Safe for use by many threads; beside a handshake it costs nothing. */
@SuppressWarnings("EnumOrdinal") // places in an array that lives as long as the process
public final class TlsCounters {
    private final AtomicLongArray handshakes = new AtomicLongArray(HandshakeResult.values().length);
    private final AtomicInteger open = new AtomicInteger();

    /** A handshake is over; what is {@link HandshakeResult#DONE} must be {@link #closed} later. */
    public void handshake(HandshakeResult result) {
        handshakes.incrementAndGet(result.ordinal());
        if (result == HandshakeResult.DONE) {
            open.incrementAndGet();
        }
    }

    public void closed() {
        open.decrementAndGet();
    }

    /** Handshakes that ended in this way. */
    public long handshakes(HandshakeResult result) {
        return handshakes.get(result.ordinal());
    }

    /** Connections that are encrypted now. */
    public int open() {
        return open.get();
    }
}
