package org.rollcall.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Recovered;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.server.config.Settings;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.RocksStoreSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store that the settings choose, and the threads that it takes: those of the start, and the one of its commits. */
final class ServerStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerStore.class);
    private static final Duration LAST_PATIENCE = Duration.ofMillis(100);

    private final Settings settings;
    private final Store store;
    private final @Nullable ExecutorService commits;

    private ServerStore(Settings settings, Store store, @Nullable ExecutorService commits) {
        this.settings = settings;
        this.store = store;
        this.commits = commits;
    }

    /**
     * Opens it.
     *
     * @param create whether the data directory is made when missing
     * @throws StoreException where it can't be used
     */
    static ServerStore open(Settings settings, boolean create) {
        if (settings.store() == Settings.StoreKind.MEMORY) {
            return new ServerStore(settings, new MemoryStore(), null);
        }
        // One thread, since commits complete in their order; and not the one that writes, which has better to do.
        ExecutorService commits = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("rollcall-commits").daemon().factory());
        try {
            RocksStoreSettings chosen = RocksStoreSettings.DEFAULT.withDurability(settings.durability());
            Store store = create
                    ? RocksStore.open(settings.data(), chosen, commits, ServerStore::tell)
                    : RocksStore.openExisting(settings.data(), chosen, commits, ServerStore::tell);
            return new ServerStore(settings, store, commits);
        } catch (StoreException e) {
            commits.shutdown();
            throw e;
        }
    }

    private static void tell(StoreHealth health) {
        switch (health.state()) {
            case GOOD -> LOG.info("The store takes changes again.");
            case FULL -> LOG.warn("The store takes no changes until there is room: {}", health.reason());
            case FAILED ->
                LOG.error("The store takes no more changes; reads go on. Restart when mended: {}", health.reason());
            case CLOSED -> LOG.debug("The store is closed.");
        }
    }

    Store store() {
        return store;
    }

    /** What the store did, where it does anything. */
    Optional<RocksStore.Counts> counts() {
        return durable().map(RocksStore::counts);
    }

    /** The store, where it is one that remembers. */
    Optional<RocksStore> durable() {
        return store instanceof RocksStore rocks ? Optional.of(rocks) : Optional.empty();
    }

    /**
     * Brings the entries back, with all processors.
     *
     * @param progress hears how many there are so far
     */
    void recover(LocalDirectory directory, LongConsumer progress) throws ServerStartException {
        if (settings.store() == Settings.StoreKind.MEMORY) {
            return;
        }
        long start = System.nanoTime();
        Recovered recovered;
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("rollcall-recovery-", 0).daemon().factory())) {
            recovered = directory.recover(threads, progress);
        } catch (StoreException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        long lost = recovered.damaged() + recovered.unserved();
        if (recovered.entries() + lost > 0) {
            LOG.info("{} entries are back from {} after {} ms", recovered.entries(), settings.data(), millis);
        }
        if (lost > 0) {
            LOG.warn(
                    "{} records are damaged and {} entries can't be served; `rollcall check` lists them all:",
                    recovered.damaged(),
                    recovered.unserved());
            recovered.problems().forEach(problem -> LOG.warn("  {}", problem));
        }
    }

    /** Closes the store, which finishes what it was given. */
    @Override
    public void close() {
        store.close();
        if (commits != null) {
            commits.shutdown();
            try {
                var _ = commits.awaitTermination(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
