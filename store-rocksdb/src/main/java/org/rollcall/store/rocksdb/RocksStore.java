package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.rocksdb.RocksDBException;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreException.Kind;
import org.rollcall.directory.store.StoreHealth;

/**
 * The store that remembers: a directory on disk with RocksDB in it, which this process has for itself. Values are built
 * on the thread that commits: they are those of that moment, whatever changes while the disk works, their octets count
 * towards what may wait, and event loops share that work while one thread writes.
 */
public final class RocksStore implements Store {
    private final DataDirectory directory;
    private final Database database;
    private final CommitPipeline pipeline;
    private final Durability durability;
    private final Surroundings surroundings;
    // Reads share it; the end of the database has it alone.
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean ended;
    private volatile boolean closing;
    // What of an operator's works is being done; empty when none is.
    private final AtomicReference<String> underWay = new AtomicReference<>("");

    /**
     * What was written since the store was opened.
     *
     * @param commits batches that are committed
     * @param writes how often the disk was written to, each time with one batch or more
     * @param bytes octets of keys and values in their stored form
     * @param largestGroup the most batches that went together in one write
     * @param lastWrite when the disk was last written to
     */
    public record Counts(long commits, long writes, long bytes, long largestGroup, Optional<Instant> lastWrite) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, Optional.empty());

        /** @param written empty where the batches had nothing in them */
        Counts plus(int group, Optional<Instant> written, long more) {
            return new Counts(
                    commits + group,
                    writes + (written.isPresent() ? 1 : 0),
                    bytes + more,
                    Math.max(largestGroup, group),
                    written.or(() -> lastWrite));
        }
    }

    private RocksStore(
            DataDirectory directory,
            Database database,
            CommitPipeline pipeline,
            Durability durability,
            Surroundings surroundings) {
        this.directory = directory;
        this.database = database;
        this.pipeline = pipeline;
        this.durability = durability;
        this.surroundings = surroundings;
    }

    /**
     * Opens a store, and makes it where there is none. Takes as long as the disk does, so it is not for an event loop.
     *
     * @param directory made with mode 0700 when missing; must be empty or a store
     * @param completions completes the commits' futures: in the order it is given them, and one at a time.
     *     {@code Runnable::run} does so on the thread that writes, which does not write meanwhile
     * @param listener hears of every change of {@link #health}, on the thread that writes
     * @throws StoreException of kind REFUSED if the directory is somebody else's, a newer version's, in use, or cannot
     *     be written or read
     */
    public static RocksStore open(
            Path directory, RocksStoreSettings settings, Executor completions, Consumer<StoreHealth> listener) {
        return open(directory, settings, completions, listener, Surroundings.REAL);
    }

    /**
     * Opens a store as {@link #open} does, if it is there.
     *
     * @throws StoreException also where there is none
     */
    public static RocksStore openExisting(
            Path directory, RocksStoreSettings settings, Executor completions, Consumer<StoreHealth> listener) {
        return open(DataDirectory.takeExisting(directory), settings, completions, listener, Surroundings.REAL);
    }

    /**
     * Whether there is no store and {@link #open} would make one.
     *
     * @throws StoreException if the directory can't be read
     */
    public static boolean isVacant(Path directory) {
        return DataDirectory.isVacant(directory);
    }

    /** Opens the database proper. */
    interface Opener {
        Database open(Path folder, boolean create, RocksStoreSettings settings) throws RocksDBException;
    }

    /** What a store finds around itself; tests have their own. */
    record Surroundings(Opener opener, DiskFiles files, InstantSource wall) {
        static final Surroundings REAL = new Surroundings(RocksDatabase::open, DiskFiles.REAL, InstantSource.system());
    }

    static RocksStore open(
            Path directory,
            RocksStoreSettings settings,
            Executor completions,
            Consumer<StoreHealth> listener,
            Surroundings surroundings) {
        return open(DataDirectory.take(directory), settings, completions, listener, surroundings);
    }

    private static RocksStore open(
            DataDirectory taken,
            RocksStoreSettings settings,
            Executor completions,
            Consumer<StoreHealth> listener,
            Surroundings surroundings) {
        try {
            NativeLibrary.load();
            Database database = open(taken, settings, surroundings.opener());
            CommitPipeline pipeline =
                    new CommitPipeline(database, settings, completions, listener, surroundings.wall());
            RocksStore store = new RocksStore(taken, database, pipeline, settings.durability(), surroundings);
            pipeline.start(store::end);
            return store;
        } catch (RuntimeException | Error e) {
            taken.close();
            throw e;
        }
    }

    private static Database open(DataDirectory directory, RocksStoreSettings settings, Opener opener) {
        Database database;
        try {
            database = opener.open(directory.database(), directory.isFresh(), settings);
        } catch (RocksDBException e) {
            throw new StoreException(
                    Kind.REFUSED,
                    "the store in " + directory.database() + " does not open: " + e.getMessage()
                            + "; `rollcall check` tells what of it can be read",
                    e);
        }
        if (directory.isFresh()) {
            try {
                directory.finish();
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        }
        return database;
    }

    /** What tells this store from others, whatever its directory is called and wherever it is moved. */
    public UUID id() {
        return directory.id();
    }

    public Counts counts() {
        return pipeline.counts();
    }

    @Override
    public CompletionStage<Void> commit(List<Write> batch) {
        StoreException refusal = pipeline.refusal();
        return refusal != null ? CompletableFuture.failedFuture(refusal) : pipeline.commit(Change.of(batch));
    }

    @Override
    public void read(Table table, Reader reader) {
        use.readLock().lock();
        try {
            refuseEnded();
            database.read(table, reader);
        } catch (RocksDBException e) {
            throw new StoreException(Kind.FAILED, "the table " + table + " cannot be read: " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public StoreHealth health() {
        return pipeline.health();
    }

    /**
     * Makes a backup of all that is committed by now, while commits go on: a new folder in a directory of backups, which
     * shares the files that did not change with the backup before it.
     *
     * @param to made with mode 0700 when missing; must be empty or have backups of this store
     * @param keep how many backups to keep there, 1 or more; older ones are deleted when this one is whole
     * @throws MaintenanceException of kind REFUSED if that directory has something else in it, is in use, or has not
     *     enough room; BUSY if another work on this store is under way; FAILED otherwise
     * @throws CancellationException as {@code progress} ordered, or because the store is being closed
     */
    public Backup backup(Path to, int keep, Progress progress) throws MaintenanceException {
        if (keep < 1) {
            throw new IllegalArgumentException("one backup or more is kept: " + keep);
        }
        return work("a backup", progress, heeding -> {
            DiskFiles files = surroundings.files();
            Instant now = surroundings.wall().instant();
            try (BackupDirectory backups = BackupDirectory.take(to, id(), files)) {
                files.delete(directory.scratch());
                files.createFolder(directory.scratch());
                try {
                    Path checkpoint = directory.scratch().resolve(DataDirectory.DATABASE);
                    database.upkeep().checkpoint(checkpoint);
                    Backup made = new BackupRun(checkpoint, new Marker(Marker.Kind.STORE, id()), files, heeding)
                            .make(backups, now, database.upkeep().records());
                    backups.prune(keep);
                    return made;
                } finally {
                    files.discard(directory.scratch());
                }
            }
        });
    }

    /**
     * Rewrites the tables' files without what was replaced and removed, while commits go on. First all of them are
     * verified: damage must not be met half way, which would stop the store.
     *
     * @return octets of the tables' files before and after
     * @throws MaintenanceException of kind DAMAGED if a file is damaged; REFUSED if there is not enough room to write
     *     all of them once more; BUSY if another work on this store is under way; FAILED otherwise
     * @throws CancellationException as {@code progress} ordered, or because the store is being closed
     */
    public Compaction compact(Progress progress) throws MaintenanceException {
        return work("a compaction", progress, heeding -> {
            RocksUpkeep upkeep = database.upkeep();
            long before = upkeep.tableFileBytes();
            surroundings.files().need(directory.path(), before);
            upkeep.verify(heeding);
            upkeep.compact(heeding);
            return new Compaction(before, upkeep.tableFileBytes());
        });
    }

    /** Octets of the tables' files before and after a compaction. */
    public record Compaction(long bytesBefore, long bytesAfter) {}

    /**
     * How the store is at this moment.
     *
     * @throws StoreException of kind CLOSED, or FAILED if the disk cannot be looked at
     */
    public StoreStats stats() {
        use.readLock().lock();
        try {
            refuseEnded();
            RocksUpkeep upkeep = database.upkeep();
            return new StoreStats(
                    id(),
                    directory.path(),
                    durability,
                    health(),
                    upkeep.tables(),
                    upkeep.tableFileBytes(),
                    upkeep.logBytes(),
                    surroundings.files().free(directory.path()),
                    counts());
        } catch (RocksDBException | IOException e) {
            throw new StoreException(Kind.FAILED, "the store cannot be looked at: " + e.getMessage(), e);
        } finally {
            use.readLock().unlock();
        }
    }

    /** One work of an operator; it keeps the database open while it lasts. */
    private interface Work<T> {
        T run(Progress heeding) throws MaintenanceException, RocksDBException, IOException;
    }

    private <T> T work(String what, Progress progress, Work<T> work) throws MaintenanceException {
        String other = underWay.compareAndExchange("", what);
        if (!other.isEmpty()) {
            throw new MaintenanceException(
                    MaintenanceException.Kind.BUSY, other + " of this store is under way already; wait for its end");
        }
        use.readLock().lock();
        try {
            refuseEnded();
            return work.run((stage, done, total) -> {
                if (closing) {
                    throw new CancellationException("the server ends");
                }
                progress.report(stage, done, total);
            });
        } catch (StoreException e) {
            throw MaintenanceException.refused(e);
        } catch (RocksDBException e) {
            throw MaintenanceException.failed(what + " was not done", e);
        } catch (IOException e) {
            throw MaintenanceException.failed(what + " was not done", e);
        } finally {
            use.readLock().unlock();
            underWay.set("");
        }
    }

    /** Whether {@link #close} was called. */
    boolean isClosing() {
        return closing;
    }

    private void refuseEnded() {
        if (ended) {
            throw new StoreException(Kind.CLOSED, StoreHealth.CLOSED.reason());
        }
    }

    @Override
    public void close() {
        closing = true;
        pipeline.close();
    }

    // The last thing that the writer does.

    private void end() {
        use.writeLock().lock();
        try {
            ended = true;
            try {
                database.close();
            } finally {
                directory.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
