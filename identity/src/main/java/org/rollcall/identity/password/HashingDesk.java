package org.rollcall.identity.password;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Where hashing, and other work that takes a thread for a while, waits its turn, off the callers' threads: as many at once as the executor has threads, and
 * no more in all than there are places.
 */
public final class HashingDesk {
    private final Executor executor;
    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    /** @param places for what waits and what is being done together */
    public HashingDesk(Executor executor, int places) {
        if (places < 1) {
            throw new IllegalArgumentException("a desk with " + places + " places");
        }
        this.executor = executor;
        this.places = places;
    }

    /** How many places are taken now; for metrics. */
    public int taken() {
        return taken.get();
    }

    /**
     * Does the work later, on the executor.
     *
     * @return completes there; fails with a {@link DeskBusyException} at once where no place is free, and else with what
     *     the work throws
     */
    public <T> CompletionStage<T> submit(Supplier<T> work) {
        if (taken.incrementAndGet() > places) {
            taken.decrementAndGet();
            return CompletableFuture.failedFuture(new DeskBusyException(places));
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            executor.execute(() -> run(work, done));
        } catch (RejectedExecutionException e) {
            taken.decrementAndGet();
            return CompletableFuture.failedFuture(new DeskBusyException(places));
        }
        return done;
    }

    // The place is free before the answer is heard.
    private <T> void run(Supplier<T> work, CompletableFuture<T> done) {
        T result;
        try {
            result = work.get();
        } catch (Throwable e) {
            taken.decrementAndGet();
            done.completeExceptionally(e);
            return;
        }
        taken.decrementAndGet();
        done.complete(result);
    }
}
