package org.rollcall.interop.killer;

/**
 * A lease as a client knows it: it began some time between the request and its answer. Times are dates, in milliseconds
 * since 1970.
 *
 * @param seconds what was granted
 * @param earliestEnd when it ends if it began as early as it can have
 * @param latestEnd when it ends if it began as late as it can have
 * @param answered when the client had the answer
 * @param fresh whether the server that granted it still ran when this was looked at last
 */
record Lease(int seconds, long earliestEnd, long latestEnd, long answered, boolean fresh) {
    /** What every lease has at least after a start, unless it was granted less. */
    static final int LEAST_AFTER_START_SECONDS = 30 * 60;

    /** Ends are rounded up to whole seconds and dates down, and what is shown is rounded up again. */
    private static final long ROUNDED_SECONDS = 3;

    private static final long ROUNDED_MILLIS = ROUNDED_SECONDS * 1_000;

    /** A server's start: from before its process was made until a client could connect. */
    record Start(long from, long to) {}

    static Lease granted(int seconds, long sent, long answered) {
        return new Lease(seconds, sent + seconds * 1000L, answered + seconds * 1000L, answered, true);
    }

    /**
     * The lease after a start. That may have prolonged it to the least that is promised; and what was left of it counts
     * from the end of the start, in whole seconds.
     */
    Lease afterStart(Start start) {
        long prolonged = latestEnd + start.to() - start.from() + ROUNDED_MILLIS;
        return new Lease(
                seconds,
                earliestEnd - ROUNDED_MILLIS,
                Math.max(prolonged, start.to() + leastSeconds() * 1000L),
                answered,
                false);
    }

    private long leastSeconds() {
        return Math.min(seconds, LEAST_AFTER_START_SECONDS);
    }

    /** Whether the rest of it may be this, looked at after that start; it may have been granted since. */
    boolean mayShow(long shownSeconds, long at, Start start) {
        return shownSeconds >= fewest(at, start) && shownSeconds <= most(at, start);
    }

    /** What is left, at least the promised half hour, less what passed since the port opened. */
    long fewest(long at, Start start) {
        if (fresh) {
            return (earliestEnd - at) / 1000 - ROUNDED_SECONDS;
        }
        long left = Math.clamp((earliestEnd - start.to()) / 1000, leastSeconds(), seconds);
        return Math.max(0, left - (at - start.from()) / 1000 - ROUNDED_SECONDS);
    }

    long most(long at, Start start) {
        if (fresh) {
            return Math.min(seconds, (latestEnd - at) / 1000 + ROUNDED_SECONDS);
        }
        long left = Math.clamp((latestEnd - start.from()) / 1000, leastSeconds(), seconds);
        return Math.min(seconds, left - Math.max(0, at - start.to()) / 1000 + ROUNDED_SECONDS);
    }
}
