package org.rollcall.store.rocksdb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreException.Kind;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.directory.store.StoreHealth.State;

/**
 * Commits on their way to disk. One thread writes; what is given while it does so goes together into its next write
 * (group commit), so that the disk is synced once for many.
 *
 * <p>Whoever commits never waits: more than may wait is refused. What completes is told by the executor, a whole round
 * in one task.
 */
final class CommitPipeline {
    private final Database database;
    private final Executor completions;
    private final Consumer<StoreHealth> listener;
    private final int maxWaitingCommits;
    private final long maxWaitingBytes;
    private final Duration retryInterval;
    private final InstantSource wall;
    private final Thread writer;
    private Runnable end = () -> {};

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    // Guarded by the lock: those of the next round; and how much is under way, this round's included.
    private List<Pending> next = new ArrayList<>();
    private int waitingCommits;
    private long waitingBytes;
    private boolean closing;

    private volatile StoreHealth health = StoreHealth.GOOD;
    private volatile @Nullable Exception unsettled;
    // Written by the writer only.
    private volatile RocksStore.Counts counts = RocksStore.Counts.NONE;

    private record Pending(List<Change> changes, long bytes, CompletableFuture<Void> future) {}

    CommitPipeline(
            Database database,
            RocksStoreSettings settings,
            Executor completions,
            Consumer<StoreHealth> listener,
            InstantSource wall) {
        this.database = database;
        this.wall = wall;
        this.completions = completions;
        this.listener = listener;
        this.maxWaitingCommits = settings.maxWaitingCommits();
        this.maxWaitingBytes = settings.maxWaitingBytes();
        this.retryInterval = settings.retryInterval();
        this.writer = Thread.ofPlatform().name("rollcall-store").daemon().unstarted(this::run);
    }

    /** @param atEnd what the writer does last, when nothing is written any more */
    void start(Runnable atEnd) {
        end = atEnd;
        writer.start();
    }

    StoreHealth health() {
        return health;
    }

    RocksStore.Counts counts() {
        return counts;
    }

    /** Why a commit would be refused now, whatever is in it; null if it would not. */
    @Nullable
    StoreException refusal() {
        lock.lock();
        try {
            StoreHealth now = health;
            if (now.state() != State.GOOD) {
                return new StoreException(kindOf(now.state()), now.reason());
            }
            return closing ? new StoreException(Kind.CLOSED, StoreHealth.CLOSED.reason()) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Fails at once when it is refused. */
    CompletableFuture<Void> commit(List<Change> changes) {
        long bytes = 0;
        for (Change change : changes) {
            bytes += change.bytes();
        }
        lock.lock();
        try {
            StoreException refusal = refusal();
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            if (waitingCommits >= maxWaitingCommits || waitingBytes + bytes > maxWaitingBytes) {
                return CompletableFuture.failedFuture(new StoreException(
                        Kind.BUSY,
                        waitingCommits + " commits of " + waitingBytes + " octets wait for the disk: another of "
                                + bytes + " is too much"));
            }
            waitingCommits++;
            waitingBytes += bytes;
            Pending pending = new Pending(changes, bytes, new CompletableFuture<>());
            next.add(pending);
            if (next.size() == 1) {
                something.signal();
            }
            return pending.future;
        } finally {
            lock.unlock();
        }
    }

    private static Kind kindOf(State state) {
        return switch (state) {
            case FULL -> Kind.FULL;
            case FAILED -> Kind.FAILED;
            case CLOSED -> Kind.CLOSED;
            case GOOD -> throw new IllegalArgumentException("nothing is wrong");
        };
    }

    /**
     * Finishes what was given, and ends the writer. On a thread of the writer's own completions it only asks for that.
     *
     * @throws StoreException if what was acknowledged may be gone
     */
    void close() {
        lock.lock();
        try {
            closing = true;
            something.signal();
        } finally {
            lock.unlock();
        }
        if (writer.equals(Thread.currentThread())) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                writer.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Exception loss = unsettled;
        if (loss != null) {
            throw new StoreException(
                    Kind.FAILED, "the last commits did not reach the disk: " + loss.getMessage(), loss);
        }
    }

    // The writer.

    private void run() {
        try {
            for (List<Pending> round = take(); round != null; round = take()) {
                if (!round.isEmpty()) {
                    write(round);
                } else if (health.state() == State.FULL) {
                    probe();
                }
            }
            settle();
        } catch (RuntimeException | Error e) {
            turn(new StoreHealth(State.FAILED, "the store's writer broke: " + e), List.of(), e);
            throw e;
        } finally {
            end.run();
        }
    }

    /** The next round; empty when a while passed without one, null when there will be none. */
    private @Nullable List<Pending> take() {
        lock.lock();
        try {
            long left = retryInterval.toNanos();
            while (next.isEmpty() && !closing) {
                if (health.state() != State.FULL) {
                    something.awaitUninterruptibly();
                } else if (left <= 0) {
                    return List.of();
                } else {
                    try {
                        left = something.awaitNanos(left);
                    } catch (InterruptedException e) {
                        // The thread is nobody's to interrupt; the wait ends early, no more.
                        left = 0;
                    }
                }
            }
            if (next.isEmpty()) {
                return null;
            }
            List<Pending> round = next;
            next = new ArrayList<>();
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Pending> round) {
        List<Change> changes = new ArrayList<>();
        for (Pending each : round) {
            changes.addAll(each.changes);
        }
        try {
            if (!changes.isEmpty()) {
                database.write(changes);
            }
        } catch (RocksDBException e) {
            turn(judge(e), round, e);
            return;
        } catch (RuntimeException | Error e) {
            turn(new StoreHealth(State.FAILED, "the store's writer broke: " + e), round, e);
            throw e;
        }
        long bytes = 0;
        for (Pending each : round) {
            bytes += each.bytes;
        }
        counts = counts.plus(round.size(), changes.isEmpty() ? Optional.empty() : Optional.of(wall.instant()), bytes);
        tell(round, null);
    }

    /** What an error means for those that come after. */
    private static StoreHealth judge(RocksDBException e) {
        Status status = e.getStatus();
        if (status != null
                && status.getCode() == Status.Code.IOError
                && status.getSubCode() == Status.SubCode.NoSpace) {
            return new StoreHealth(State.FULL, "the disk is full: " + e.getMessage());
        }
        return new StoreHealth(State.FAILED, "the disk failed, and the store takes nothing more: " + e.getMessage());
    }

    // RocksDB recovers by itself when there is room: it flushes what it holds and begins a new log.
    private void probe() {
        try {
            database.probe();
        } catch (RocksDBException e) {
            StoreHealth found = judge(e);
            if (found.state() != State.FULL) {
                turn(found, List.of(), e);
            }
            return;
        }
        turn(StoreHealth.GOOD, List.of(), null);
    }

    /** Changes the health, before anyone hears of a failure; what waits fails with the round that failed. */
    private void turn(StoreHealth to, List<Pending> failed, @Nullable Throwable cause) {
        List<Pending> all = new ArrayList<>(failed);
        lock.lock();
        try {
            health = to;
            if (to.state() != State.GOOD) {
                all.addAll(next);
                next = new ArrayList<>();
            }
        } finally {
            lock.unlock();
        }
        listen(to);
        if (!all.isEmpty()) {
            tell(all, new StoreException(kindOf(to.state()), to.reason(), cause));
        }
    }

    private void listen(StoreHealth now) {
        try {
            listener.accept(now);
        } catch (RuntimeException e) {
            // What listens must not stop the commits.
            Thread.UncaughtExceptionHandler handler = writer.getUncaughtExceptionHandler();
            handler.uncaughtException(writer, e);
        }
    }

    private void tell(List<Pending> round, @Nullable StoreException failure) {
        Runnable task = () -> complete(round, failure);
        try {
            completions.execute(task);
        } catch (RejectedExecutionException e) {
            // An executor that ended before the store: better told here than never.
            task.run();
        }
    }

    private void complete(List<Pending> round, @Nullable StoreException failure) {
        long bytes = 0;
        for (Pending each : round) {
            bytes += each.bytes;
        }
        lock.lock();
        try {
            waitingCommits -= round.size();
            waitingBytes -= bytes;
        } finally {
            lock.unlock();
        }
        for (Pending each : round) {
            if (failure == null) {
                each.future.complete(null);
            } else {
                each.future.completeExceptionally(failure);
            }
        }
    }

    private void settle() {
        try {
            database.settle();
        } catch (RocksDBException e) {
            unsettled = e;
        }
        turn(StoreHealth.CLOSED, List.of(), null);
    }
}
