package org.rollcall.server.domain;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.domain.Domain;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.password.DeskBusyException;
import org.rollcall.identity.password.HashingDesk;

/** Threads that wait for others, so that callers need not; so many, and so many who wait for their turn. */
final class DomainDesk implements AutoCloseable {
    private final ExecutorService threads;
    private final HashingDesk desk;
    private final long patienceNanos;
    private final LongSupplier nanoTime;

    /**
     * A desk without anybody at it.
     *
     * @param places for what waits and what is being done together
     * @param patience how long a request may wait for its turn: later nobody waits for the answer any more
     * @param nanoTime a monotonic clock
     */
    DomainDesk(String name, int threads, int places, Duration patience, LongSupplier nanoTime) {
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name(name, 0).daemon().factory());
        this.desk = new HashingDesk(this.threads, places);
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Does the work on one of the threads.
     *
     * @param refusal what is answered where it can't be done
     * @return never fails
     */
    <T> CompletionStage<T> submit(Supplier<T> work, Function<Refused, T> refusal) {
        long arrived = nanoTime.getAsLong();
        return desk.submit(() -> nanoTime.getAsLong() - arrived > patienceNanos
                        ? refusal.apply(Domain.unavailable("the logon waited too long for its turn"))
                        : work.get())
                .exceptionally(failure -> refusal.apply(refused(failure)));
    }

    private static Refused refused(Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof DeskBusyException busy
                ? Refused.busy("" + busy.getMessage())
                : Domain.unavailable("it failed: " + cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
