package org.rollcall.bench.load;

/**
 * When the requests of a constant rate are due. A request's time never moves: one that is sent late, because the sender
 * or the server stalled, keeps the time at which it was to be sent, so that its latency has the wait in it (no
 * coordinated omission).
 */
final class OpenSchedule {
    private final long startNanos;
    private final double nanosPerRequest;
    private final long count;
    private long taken;

    OpenSchedule(long startNanos, double perSecond, long count) {
        this.startNanos = startNanos;
        this.nanosPerRequest = 1e9 / perSecond;
        this.count = count;
    }

    boolean isOver() {
        return taken >= count;
    }

    /** When the next request is due; meaningless when the schedule is over. */
    long nextNanos() {
        return startNanos + (long) (taken * nanosPerRequest);
    }

    boolean isDue(long nowNanos) {
        return !isOver() && nextNanos() - nowNanos <= 0;
    }

    void take() {
        taken++;
    }
}
