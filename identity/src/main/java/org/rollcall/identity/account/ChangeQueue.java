package org.rollcall.identity.account;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.store.Store;

/**
 * Changes, one after another: each is planned on what the one before left, committed, and then shown. No thread waits for
 * another. A change goes on where its commit completes, or begins on the thread of whoever asked for it where none is
 * under way.
 */
final class ChangeQueue {
    /** What a change makes of a snapshot; {@code writes} may be empty. */
    record Planned<T>(Snapshot after, List<Store.Write> writes, T result) {}

    /** A change. */
    interface Plan<T> {
        /**
         * What it makes of what the one before it left.
         *
         * @throws AccountException if it is refused
         */
        Planned<T> on(Snapshot before);
    }

    private final Store store;
    private final int bound;
    private final Queue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

    /** Changes that are not done; whoever raises it from 0 begins the next. */
    private final AtomicInteger undone = new AtomicInteger();

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile Snapshot current;

    /** @param bound of changes that are not done */
    ChangeQueue(Store store, Snapshot first, int bound) {
        this.store = store;
        this.current = first;
        this.bound = bound;
    }

    Snapshot current() {
        return current;
    }

    /** See {@link AccountBook#onChange}. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Makes a change when those before it are done.
     *
     * @return fails with an {@link AccountException} or a {@code StoreException}; either way nothing has changed
     */
    <T> CompletionStage<T> submit(Plan<T> plan) {
        if (undone.get() >= bound) {
            return CompletableFuture.failedFuture(new AccountException(
                    AccountException.Kind.BUSY, bound + " changes of accounts wait already; try again later"));
        }
        Waiting<T> change = new Waiting<>(plan);
        waiting.add(change);
        if (undone.getAndIncrement() == 0) {
            proceed();
        }
        return change.answer;
    }

    // A loop and no recursion: a store that commits at once may have many to do.
    private void proceed() {
        do {
            CompletableFuture<@Nullable Void> done = waiting.remove().begin();
            if (!done.isDone()) {
                var ignored = done.thenRun(() -> {
                    if (undone.decrementAndGet() > 0) {
                        proceed();
                    }
                });
                return;
            }
        } while (undone.decrementAndGet() > 0);
    }

    private final class Waiting<T> {
        private final Plan<T> plan;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        private Waiting(Plan<T> plan) {
            this.plan = plan;
        }

        /** @return completes, and never fails, when the next may begin */
        private CompletableFuture<@Nullable Void> begin() {
            Planned<T> planned;
            CompletionStage<Void> commit;
            try {
                planned = plan.on(current);
                commit = planned.writes().isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : store.commit(planned.writes());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
            commit.whenComplete((nothing, failure) -> {
                settle(planned, failure);
                done.complete(null);
            });
            return done;
        }

        private void settle(Planned<T> planned, @Nullable Throwable failure) {
            if (failure == null) {
                boolean changes = current != planned.after();
                current = planned.after();
                if (changes) {
                    listeners.forEach(Runnable::run);
                }
                answer.complete(planned.result());
            } else {
                // What failed may be there after a restart: its RID is not given again.
                current = current.withNextRid(planned.after().nextRid());
                answer.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        }
    }
}
