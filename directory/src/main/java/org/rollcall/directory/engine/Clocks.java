package org.rollcall.directory.engine;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The engine's two clocks: leases run on the monotonic one, counted from the engine's start; dates come from the other.
 * Whoever reads them after {@link #restart} must have learned of the engine after it.
 */
final class Clocks {
    private final LongSupplier monotonicNanos;
    private final InstantSource wall;
    private long startNanos;

    Clocks(LongSupplier monotonicNanos, InstantSource wall) {
        this.monotonicNanos = monotonicNanos;
        this.wall = wall;
        this.startNanos = monotonicNanos.getAsLong();
    }

    /** The engine starts now. */
    void restart() {
        startNanos = monotonicNanos.getAsLong();
    }

    /** Nanoseconds since the engine's start. */
    long nowNanos() {
        return monotonicNanos.getAsLong() - startNanos;
    }

    /** Seconds since 1970; unsigned. */
    int wallSeconds() {
        return (int) wall.instant().getEpochSecond();
    }
}
