package org.rollcall.directory.engine;

/**
 * The life of an entry in one long: when it ends on the monotonic clock, whether it ends in grace, and whether its end
 * was seen. Renewal, expiry and removal are compare-and-set steps on this word, so that they are one atomic decision:
 * whoever finds the end passed sets the sign, and nothing clears it.
 *
 * <p>Bits: 63 ended, 62–1 end in nanoseconds since the engine's start, 0 graceful.
 */
final class Lease {
    /** Never ends by itself. */
    static final long STATIC = Long.MAX_VALUE;

    static final long MAX_END_NANOS = (1L << 61) - 1;

    private static final long ENDED = Long.MIN_VALUE;

    private Lease() {}

    static long until(long endNanos, boolean graceful) {
        return (Math.min(endNanos, MAX_END_NANOS) << 1) | (graceful ? 1 : 0);
    }

    static long endNanos(long lease) {
        return (lease & ~ENDED) >>> 1;
    }

    static boolean isGraceful(long lease) {
        return (lease & 1) != 0;
    }

    static boolean isStatic(long lease) {
        return (lease & ~ENDED) == STATIC;
    }

    static boolean isAlive(long lease, long nowNanos) {
        return (lease >> 1) > nowNanos;
    }

    static boolean isEnded(long lease) {
        return lease < 0;
    }

    static long ended(long lease) {
        return lease | ENDED;
    }
}
