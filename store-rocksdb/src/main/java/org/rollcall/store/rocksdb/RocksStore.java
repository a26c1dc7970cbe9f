package org.rollcall.store.rocksdb;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
    // Reads share it; the end of the database has it alone.
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean ended;

    /**
     * What was written since the store was opened.
     *
     * @param commits batches that are committed
     * @param writes how often the disk was written to, each time with one batch or more
     * @param bytes octets of keys and values in their stored form
     */
    public record Counts(long commits, long writes, long bytes) {}

    private RocksStore(DataDirectory directory, Database database, CommitPipeline pipeline) {
        this.directory = directory;
        this.database = database;
        this.pipeline = pipeline;
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
        return open(directory, settings, completions, listener, RocksDatabase::open);
    }

    /** Opens the database proper. */
    interface Opener {
        Database open(Path folder, boolean create, RocksStoreSettings settings) throws RocksDBException;
    }

    static RocksStore open(
            Path directory,
            RocksStoreSettings settings,
            Executor completions,
            Consumer<StoreHealth> listener,
            Opener opener) {
        DataDirectory taken = DataDirectory.take(directory);
        try {
            NativeLibrary.load();
            Database database = open(taken, settings, opener);
            CommitPipeline pipeline = new CommitPipeline(database, settings, completions, listener);
            RocksStore store = new RocksStore(taken, database, pipeline);
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
                    Kind.REFUSED, "the store in " + directory.database() + " does not open: " + e.getMessage(), e);
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
            if (ended) {
                throw new StoreException(Kind.CLOSED, StoreHealth.CLOSED.reason());
            }
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

    @Override
    public void close() {
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
