package org.rollcall.server;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.rollcall.directory.engine.LocalDirectory;

/**
 * What is done about leases beside requests, on an event loop and in steps so small that no request waits for long:
 * entries whose lease ended are taken out, and the store is told of leases that were renewed.
 */
final class LeaseUpkeep {
    /** How long a lease may be over before it is noticed; its entry is absent for readers all the same. */
    private static final Duration LONGEST_SWEEP_PAUSE = Duration.ofMillis(100);
    /** Most leases that the engine looks at in one step. */
    private static final int SWEEP_BUDGET = 256;
    /** Most renewals that the store is told of in one step, and the time between two. */
    private static final int SAVE_BUDGET = 256;

    private static final Duration SAVE_PAUSE = Duration.ofMillis(2);
    /** How often the store hears of a share of them: each time is a sync of the disk. */
    private static final Duration SHARE_PAUSE = Duration.ofMillis(100);

    private final EventLoop eventLoop;
    private final LocalDirectory directory;
    private final int shares;

    /** @param savedEvery the time in which the store is told of all renewals; they are spread over it */
    LeaseUpkeep(EventLoop eventLoop, LocalDirectory directory, Duration savedEvery) {
        this.eventLoop = eventLoop;
        this.directory = directory;
        this.shares = Math.toIntExact(Math.max(1, savedEvery.dividedBy(SHARE_PAUSE)));
    }

    void start() {
        eventLoop.execute(this::sweep);
        later(SHARE_PAUSE.toNanos(), () -> save(0, 0, now()));
    }

    private void sweep() {
        later(Math.clamp(directory.sweep(SWEEP_BUDGET), 1, LONGEST_SWEEP_PAUSE.toNanos()), this::sweep);
    }

    /** @param sinceNanos when the share began */
    private void save(int share, int from, long sinceNanos) {
        int end = directory.renewalsEnd();
        int to = share + 1 == shares ? end : (int) ((share + 1L) * end / shares);
        int next = directory.saveRenewals(from, to, SAVE_BUDGET);
        if (next < to) {
            later(SAVE_PAUSE.toNanos(), () -> save(share, next, sinceNanos));
            return;
        }
        int following = (share + 1) % shares;
        long pause = SHARE_PAUSE.toNanos() - (now() - sinceNanos);
        later(Math.max(0, pause), () -> save(following, following == 0 ? 0 : to, now()));
    }

    private long now() {
        return eventLoop.ticker().nanoTime();
    }

    private void later(long nanos, Runnable step) {
        var _ = eventLoop.schedule(step, nanos, TimeUnit.NANOSECONDS);
    }
}
