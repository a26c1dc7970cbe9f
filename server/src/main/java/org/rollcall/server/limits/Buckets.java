package org.rollcall.server.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket for each key, kept as the one instant at which it will be full again (the generic cell rate algorithm).
 * Full buckets are forgotten. Safe for use by many threads; time is that of a monotonic clock.
 */
final class Buckets<K> {
    /** Keys remembered before full buckets are looked for. */
    private static final int CROWD = 1024;

    private final long nanosPerToken;
    private final long nanosPerBurst;
    private final ConcurrentHashMap<K, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong sweepAgainAt = new AtomicLong(Long.MIN_VALUE);

    private Buckets(long nanosPerToken, int burst) {
        this.nanosPerToken = nanosPerToken;
        this.nanosPerBurst = nanosPerToken * burst;
    }

    /**
     * So many a second.
     *
     * @param perSecond in the long run, 0 for no limit
     * @param burst at once after a pause, at least 1
     */
    static <K> Buckets<K> perSecond(int perSecond, int burst) {
        return new Buckets<>(perSecond == 0 ? 0 : 1_000_000_000L / perSecond, burst);
    }

    /**
     * One in each of such times.
     *
     * @param time in the long run, zero for no limit
     * @param burst at once after a pause, at least 1
     */
    static <K> Buckets<K> every(Duration time, int burst) {
        return new Buckets<>(time.toNanos(), burst);
    }

    /** Takes a token; false where there is none. */
    boolean take(K key, long nowNanos) {
        if (nanosPerToken == 0) {
            return true;
        }
        AtomicLong bucket = fullAt.get(key);
        if (bucket == null) {
            forgetFull(nowNanos);
            bucket = fullAt.computeIfAbsent(key, its -> new AtomicLong(nowNanos));
        }
        while (true) {
            long full = bucket.get();
            long filledFrom = full - nowNanos < 0 ? nowNanos : full;
            long next = filledFrom + nanosPerToken;
            if (next - nowNanos > nanosPerBurst) {
                return false;
            }
            if (bucket.compareAndSet(full, next)) {
                return true;
            }
        }
    }

    /** Gives back a token that {@link #take} took. */
    void giveBack(K key, long nowNanos) {
        AtomicLong bucket = fullAt.get(key);
        if (nanosPerToken != 0 && bucket != null) {
            bucket.getAndUpdate(full -> full - nanosPerToken - nowNanos < 0 ? nowNanos : full - nanosPerToken);
        }
    }

    /** How many tokens are taken from a bucket now, one that is half given back counted in. */
    int taken(K key, long nowNanos) {
        AtomicLong bucket = fullAt.get(key);
        long filling = bucket == null ? 0 : bucket.get() - nowNanos;
        return filling <= 0 ? 0 : Math.toIntExact(Math.ceilDiv(filling, nanosPerToken));
    }

    /** Walks at most once a second, and not at all while few keys are known. */
    private void forgetFull(long nowNanos) {
        long due = sweepAgainAt.get();
        boolean first = due == Long.MIN_VALUE;
        if (fullAt.size() >= CROWD
                && (first || due - nowNanos <= 0)
                && sweepAgainAt.compareAndSet(due, nowNanos + 1_000_000_000L)) {
            fullAt.values().removeIf(full -> full.get() - nowNanos <= 0);
        }
    }

    /** Keys whose buckets are remembered. */
    int remembered() {
        return fullAt.size();
    }
}
