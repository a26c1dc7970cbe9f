package org.rollcall.directory.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Transaction;
import org.rollcall.directory.engine.Reservations.Ticket;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.ldap.message.ResultCode;

/**
 * Runs writes: reserve, validate and stage, commit, make visible, publish, release. With a store that commits at once
 * all of it happens before {@link #write} returns, unless the names are taken: then it happens on the thread that gives
 * them back. No thread ever waits for another's commit.
 */
final class Writers {
    private final Core core;
    private final Store store;
    private final Reservations reservations = new Reservations();

    Writers(Core core, Store store) {
        this.core = core;
        this.store = store;
    }

    Reservations reservations() {
        return reservations;
    }

    <T> CompletionStage<T> write(Asker asker, Set<EntryName> names, Function<Transaction, T> work) {
        Set<String> keys = HashSet.newHashSet(names.size());
        for (EntryName name : names) {
            keys.add(core.sight().names().partitionKey(name));
        }
        Write<T> write = new Write<>(core, asker, keys, work);
        if (reservations.reserve(write)) {
            run(write);
        }
        return write.result;
    }

    /** Runs a job that holds its keys, and whoever comes to hold theirs by that, one after another. */
    void run(Job first) {
        Deque<Job> ready = new ArrayDeque<>(4);
        ready.add(first);
        runAll(ready);
    }

    private void runAll(Deque<Job> ready) {
        for (Job job = ready.poll(); job != null; job = ready.poll()) {
            CompletableFuture<Void> commit = begin(job);
            if (commit.isDone()) {
                end(job, commit.isCompletedExceptionally() ? commit.exceptionNow() : null, ready);
            } else {
                Job pending = job;
                var ignored = commit.whenComplete((nothing, failure) -> {
                    Deque<Job> next = new ArrayDeque<>(4);
                    end(pending, failure, next);
                    runAll(next);
                });
            }
        }
    }

    // What comes out as failed was not committed.
    private CompletableFuture<Void> begin(Job job) {
        try {
            List<Store.Write> batch = job.stage();
            return batch.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : store.commit(batch).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(Job job, @Nullable Throwable failure, Deque<Job> ready) {
        Throwable outcome = failure;
        try {
            if (failure == null) {
                job.apply();
            } else {
                job.undo();
            }
        } catch (RuntimeException | Error e) {
            outcome = e;
        }
        for (Ticket released : reservations.release(job)) {
            ready.add((Job) released);
        }
        job.complete(outcome);
    }

    /** One batch of changes and the keys it holds. */
    abstract static class Job extends Ticket {
        Job(Set<String> keys) {
            super(keys);
        }

        /** Validates and stages; throws what it refuses. */
        abstract List<Store.Write> stage();

        /** Makes visible what was staged and committed. */
        abstract void apply();

        /** Takes back what {@link #stage} did, as far as it came. */
        abstract void undo();

        /** Tells whoever waits; others may hold the keys by now. */
        abstract void complete(@Nullable Throwable failure);
    }

    private static final class Write<T> extends Job {
        private final LocalTransaction transaction;
        private final Function<Transaction, T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private @Nullable T value;

        Write(Core core, Asker asker, Set<String> keys, Function<Transaction, T> work) {
            super(keys);
            this.transaction = new LocalTransaction(core, asker, keys);
            this.work = work;
        }

        @Override
        List<Store.Write> stage() {
            value = work.apply(transaction);
            return transaction.seal();
        }

        @Override
        void apply() {
            transaction.apply();
        }

        @Override
        void undo() {
            transaction.undo();
        }

        @Override
        @SuppressWarnings("NullAway") // The work's own value: null only where its type says so.
        void complete(@Nullable Throwable failure) {
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure instanceof StoreException store ? refusal(store) : failure);
            }
        }

        private static DirectoryException refusal(StoreException failure) {
            return switch (failure.kind()) {
                case FULL ->
                    new DirectoryException(
                            ResultCode.UNAVAILABLE,
                            "the server's disk is full: nothing was changed; try again when there is room");
                case BUSY ->
                    new DirectoryException(
                            ResultCode.BUSY,
                            "too many changes wait for the disk: nothing was changed; try again later");
                case FAILED ->
                    new DirectoryException(
                            ResultCode.UNAVAILABLE,
                            "the server's store has failed and takes no changes; whether this one is kept is not known");
                case CLOSED, REFUSED ->
                    new DirectoryException(ResultCode.UNAVAILABLE, "the server is going down: nothing was changed");
            };
        }
    }
}
