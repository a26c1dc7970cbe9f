package org.rollcall.server.net;

import java.util.concurrent.atomic.AtomicLong;

/** Replies that clients have not taken, of all event loops together, as they were when each loop looked last. */
final class HeldOutput {
    private final long mostOctets;
    private final AtomicLong octets = new AtomicLong();

    HeldOutput(long mostOctets) {
        this.mostOctets = mostOctets;
    }

    /**
     * Takes note of what one loop's connections hold.
     *
     * @param before what it told last
     * @return how much of it has to go, since all together hold too much: its share
     */
    long told(long before, long now) {
        long all = octets.addAndGet(now - before);
        return all <= mostOctets ? 0 : Math.ceilDiv((all - mostOctets) * now, all);
    }
}
