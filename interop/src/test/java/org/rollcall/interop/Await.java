package org.rollcall.interop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, by asking again and again. */
public final class Await {
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /** @throws AssertionError naming {@code what} when it has not come true within {@code atMost} */
    public static void until(String what, Duration atMost, BooleanSupplier condition) {
        if (!comesTrue(atMost, condition)) {
            throw new AssertionError("waited " + atMost.toMillis() + " ms in vain: " + what);
        }
    }

    public static boolean comesTrue(Duration atMost, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
