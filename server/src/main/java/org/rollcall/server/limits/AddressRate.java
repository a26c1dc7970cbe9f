package org.rollcall.server.limits;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often each address may do something: a token bucket per address, kept as the one instant at which it will be full
 * again (the generic cell rate algorithm). Full buckets are forgotten. Safe for use by many threads.
 */
public final class AddressRate {
    /** Addresses remembered before full buckets are looked for. */
    private static final int CROWD = 1024;

    private final long nanosPerToken;
    private final long nanosPerBurst;
    private final ConcurrentHashMap<Long, AtomicLong> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong sweepAgainAt = new AtomicLong(Long.MIN_VALUE);

    private AddressRate(long nanosPerToken, int burst) {
        this.nanosPerToken = nanosPerToken;
        this.nanosPerBurst = nanosPerToken * burst;
    }

    /**
     * So many a second.
     *
     * @param perSecond in the long run, 0 for no limit
     * @param burst at once after a pause, at least 1
     */
    public static AddressRate perSecond(int perSecond, int burst) {
        return new AddressRate(perSecond == 0 ? 0 : 1_000_000_000L / perSecond, burst);
    }

    /**
     * One in each of such times.
     *
     * @param time in the long run, zero for no limit
     * @param burst at once after a pause, at least 1
     */
    public static AddressRate every(Duration time, int burst) {
        return new AddressRate(time.toNanos(), burst);
    }

    /** Takes a token of this client's bucket; false where there is none. */
    public boolean allows(Client client, long nowNanos) {
        if (nanosPerToken == 0 || client.exempt()) {
            return true;
        }
        AtomicLong bucket = fullAt.get(client.key());
        if (bucket == null) {
            forgetFull(nowNanos);
            bucket = fullAt.computeIfAbsent(client.key(), key -> new AtomicLong(nowNanos));
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

    /** Gives back a token that {@link #allows} took. */
    public void giveBack(Client client, long nowNanos) {
        AtomicLong bucket = fullAt.get(client.key());
        if (nanosPerToken != 0 && !client.exempt() && bucket != null) {
            bucket.getAndUpdate(full -> full - nanosPerToken - nowNanos < 0 ? nowNanos : full - nanosPerToken);
        }
    }

    /** Walks at most once a second, and not at all while few addresses are known. */
    private void forgetFull(long nowNanos) {
        long due = sweepAgainAt.get();
        boolean first = due == Long.MIN_VALUE;
        if (fullAt.size() >= CROWD
                && (first || due - nowNanos <= 0)
                && sweepAgainAt.compareAndSet(due, nowNanos + 1_000_000_000L)) {
            fullAt.values().removeIf(full -> full.get() - nowNanos <= 0);
        }
    }

    /** Addresses whose buckets are remembered. */
    int remembered() {
        return fullAt.size();
    }
}
