package org.rollcall.interop.killer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How long all stood still because others used the machine, as a thread finds that wakes again and again. A server of the
 * same priority stood still as well, and had no chance to do what it does every few seconds.
 */
final class Standstill implements AutoCloseable {
    static final Duration BETWEEN_BEATS = Duration.ofMillis(100);
    static final Duration NOTICED = Duration.ofMillis(500);

    private final LongSupplier nanoClock;
    private long lastNanos;
    private long stoodNanos;
    private volatile boolean ended;

    Standstill(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        lastNanos = nanoClock.getAsLong();
    }

    /** Beats in a thread of its own from now on. */
    static Standstill watch() {
        Standstill watch = new Standstill(System::nanoTime);
        Thread.ofPlatform().daemon().name("standstill").start(() -> {
            while (!watch.ended) {
                LockSupport.parkNanos(BETWEEN_BEATS.toNanos());
                watch.beat();
            }
        });
        return watch;
    }

    synchronized void beat() {
        long now = nanoClock.getAsLong();
        long gap = now - lastNanos;
        lastNanos = now;
        if (gap >= NOTICED.toNanos()) {
            stoodNanos += gap;
        }
    }

    /** In all, since it was made. */
    synchronized Duration total() {
        beat();
        return Duration.ofNanos(stoodNanos);
    }

    @Override
    public void close() {
        ended = true;
    }
}
