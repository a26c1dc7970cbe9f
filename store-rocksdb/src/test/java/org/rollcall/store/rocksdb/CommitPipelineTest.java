package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreException.Kind;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.directory.store.StoreHealth.State;
import org.rollcall.ldap.OctetString;

/** Rounds, bounds and failures of commits, with a disk that does as it is told. */
class CommitPipelineTest {
    private static final long WAIT_SECONDS = 60;
    private static final RocksStoreSettings SETTINGS =
            new RocksStoreSettings(Durability.SYNCED, 1 << 20, 1 << 20, 64, 10, 10_000, Duration.ofMillis(1));

    @TempDir
    Path folder;

    private final BlockingQueue<StoreHealth> heard = new LinkedBlockingQueue<>();
    private final Disk disk = new Disk();
    private RocksStore store;

    /** RocksDB behind a gate: each write or probe waits for leave, and fails as it is told. */
    private static final class Disk implements RocksStore.Opener {
        private final Semaphore leave = new Semaphore(0);
        private final Semaphore arrived = new Semaphore(0);
        private volatile Exception failure;
        private volatile Exception settleFailure;

        @Override
        public Database open(Path folder, boolean create, RocksStoreSettings settings) throws RocksDBException {
            Database real = RocksDatabase.open(folder, create, settings);
            return new Database() {
                @Override
                public void write(List<Change> changes) throws RocksDBException {
                    pass();
                    real.write(changes);
                }

                @Override
                public void probe() throws RocksDBException {
                    pass();
                    real.probe();
                }

                @Override
                public void read(Table table, Store.Reader reader) throws RocksDBException {
                    real.read(table, reader);
                }

                @Override
                public void settle() throws RocksDBException {
                    fail(settleFailure);
                    real.settle();
                }

                @Override
                public RocksUpkeep upkeep() {
                    return real.upkeep();
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }

        private void pass() throws RocksDBException {
            arrived.release();
            leave.acquireUninterruptibly();
            fail(failure);
        }

        private static void fail(Exception failure) throws RocksDBException {
            switch (failure) {
                case null -> {}
                case RocksDBException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new AssertionError(failure);
            }
        }

        void awaitWriter() throws InterruptedException {
            assertThat(arrived.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        void open() {
            leave.release(1_000_000);
        }
    }

    private static RocksDBException ioError(Status.SubCode subCode) {
        return new RocksDBException("told to", new Status(Status.Code.IOError, subCode, "told to"));
    }

    private RocksStore open(Executor completions) {
        store = RocksStore.open(
                folder.resolve("data"),
                SETTINGS,
                completions,
                heard::add,
                new RocksStore.Surroundings(disk, DiskFiles.REAL, InstantSource.system()));
        return store;
    }

    private RocksStore open() {
        return open(Runnable::run);
    }

    @AfterEach
    void close() {
        disk.open();
        if (store != null) {
            try {
                store.close();
            } catch (StoreException e) {
                // The test's own.
            }
        }
    }

    private CompletableFuture<Void> commit(String key) {
        return store.commit(List.of(put(key, "v"))).toCompletableFuture();
    }

    private static Kind failure(CompletableFuture<Void> commit) throws Exception {
        try {
            commit.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            return ((StoreException) e.getCause()).kind();
        }
        throw new AssertionError("succeeded");
    }

    private StoreHealth hear() throws InterruptedException {
        StoreHealth health = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(health).isNotNull();
        return health;
    }

    @Test
    void whatIsGivenDuringAWriteGoesTogetherIntoTheNext() throws Exception {
        open();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        all.add(commit("first"));
        disk.awaitWriter();
        for (int i = 0; i < 9; i++) {
            all.add(commit("k" + i));
        }
        assertThat(all).noneMatch(CompletableFuture::isDone);

        disk.open();
        for (CompletableFuture<Void> each : all) {
            each.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }

        assertThat(store.counts().commits()).isEqualTo(10);
        assertThat(store.counts().writes()).isEqualTo(2);
        assertThat(Tables.of(store).get(Table.ENTRIES)).hasSize(10);
    }

    @Test
    void nothingShowsBeforeItIsWritten() throws Exception {
        open();
        commit("a");
        disk.awaitWriter();

        assertThat(Tables.of(store)).isEqualTo(new Tables());
    }

    @Test
    void futuresCompleteInOrderAcrossRounds() throws Exception {
        open();
        List<String> order = new ArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String key : List.of("a", "b", "c", "d", "e")) {
            all.add(commit(key).thenRun(() -> order.add(key)));
            if (key.equals("a") || key.equals("c")) {
                disk.leave.release();
                disk.awaitWriter();
            }
        }
        disk.open();
        all.getLast().get(WAIT_SECONDS, TimeUnit.SECONDS);

        assertThat(order).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void anExecutorTellsARoundInOneTask() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        open(tasks::add);
        CompletableFuture<Void> first = commit("a");
        disk.awaitWriter();
        CompletableFuture<Void> second = commit("b");
        CompletableFuture<Void> third = commit("c");
        disk.open();

        Runnable one = tasks.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        Runnable other = tasks.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(first).isNotDone();
        one.run();
        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        other.run();
        assertThat(second).isCompleted();
        assertThat(third).isCompleted();
        assertThat(tasks).isEmpty();
    }

    @Test
    void anExecutorThatEndedKeepsNobodyWaiting() throws Exception {
        open(task -> {
            throw new java.util.concurrent.RejectedExecutionException("ended");
        });
        disk.open();

        commit("a").get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void moreCommitsThanMayWaitAreRefusedAtOnce() throws Exception {
        open();
        Deque<CompletableFuture<Void>> taken = new ArrayDeque<>();
        for (int i = 0; i < SETTINGS.maxWaitingCommits(); i++) {
            taken.add(commit("k" + i));
        }
        CompletableFuture<Void> refused = commit("more");
        assertThat(refused).isCompletedExceptionally();
        assertThat(failure(refused)).isEqualTo(Kind.BUSY);

        disk.open();
        taken.getLast().get(WAIT_SECONDS, TimeUnit.SECONDS);
        commit("later").get(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(Tables.of(store).get(Table.ENTRIES))
                .hasSize(SETTINGS.maxWaitingCommits() + 1)
                .doesNotContainKey(OctetString.of("more"));
    }

    @Test
    void moreOctetsThanMayWaitAreRefusedAtOnce() throws Exception {
        open();
        String half = "x".repeat((int) SETTINGS.maxWaitingBytes() / 2 - 10);
        CompletableFuture<Void> one = store.commit(List.of(put("a", half))).toCompletableFuture();
        CompletableFuture<Void> two = store.commit(List.of(put("b", half))).toCompletableFuture();
        CompletableFuture<Void> three = commit("key of some length");
        assertThat(three).isCompletedExceptionally();
        assertThat(failure(three)).isEqualTo(Kind.BUSY);

        disk.open();
        one.get(WAIT_SECONDS, TimeUnit.SECONDS);
        two.get(WAIT_SECONDS, TimeUnit.SECONDS);
        store.commit(List.of(put("c", half))).toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anErrorOfTheDiskEndsAllCommits() throws Exception {
        open();
        CompletableFuture<Void> writing = commit("a");
        disk.awaitWriter();
        CompletableFuture<Void> waiting = commit("b");
        disk.failure = ioError(Status.SubCode.None);
        disk.open();

        assertThat(failure(writing)).isEqualTo(Kind.FAILED);
        assertThat(failure(waiting)).isEqualTo(Kind.FAILED);
        assertThat(hear().state()).isEqualTo(State.FAILED);
        disk.failure = null;
        assertThat(failure(commit("c"))).isEqualTo(Kind.FAILED);
        assertThat(store.health().reason()).contains("told to");
        assertThat(Tables.of(store)).isEqualTo(new Tables());
    }

    @Test
    void aBugInTheWriterLeavesNobodyWaiting() throws Exception {
        open();
        CompletableFuture<Void> writing = commit("a");
        disk.awaitWriter();
        CompletableFuture<Void> waiting = commit("b");
        disk.failure = new IllegalStateException("told to");
        disk.open();

        assertThat(failure(writing)).isEqualTo(Kind.FAILED);
        assertThat(failure(waiting)).isEqualTo(Kind.FAILED);
        assertThat(failure(commit("c"))).isEqualTo(Kind.FAILED);
    }

    @Test
    void aFullDiskRefusesUntilThereIsRoom() throws Exception {
        open();
        disk.failure = ioError(Status.SubCode.NoSpace);
        CompletableFuture<Void> writing = commit("a");
        disk.awaitWriter();
        CompletableFuture<Void> waiting = commit("b");
        disk.leave.release();

        assertThat(failure(writing)).isEqualTo(Kind.FULL);
        assertThat(failure(waiting)).isEqualTo(Kind.FULL);
        assertThat(hear().state()).isEqualTo(State.FULL);
        // The first look finds it full still, the second does not.
        disk.awaitWriter();
        disk.leave.release();
        disk.awaitWriter();
        assertThat(failure(commit("c"))).isEqualTo(Kind.FULL);
        assertThat(heard).isEmpty();
        disk.failure = null;
        disk.open();

        assertThat(hear()).isEqualTo(StoreHealth.GOOD);
        commit("d").get(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(Tables.of(store)).isEqualTo(new Tables().apply(List.of(put("d", "v"))));
    }

    @Test
    void aFullDiskThatTurnsOutBrokenIsTold() throws Exception {
        open();
        disk.failure = ioError(Status.SubCode.NoSpace);
        disk.leave.release();
        assertThat(failure(commit("a"))).isEqualTo(Kind.FULL);
        assertThat(hear().state()).isEqualTo(State.FULL);
        disk.failure = ioError(Status.SubCode.None);
        disk.open();

        assertThat(hear().state()).isEqualTo(State.FAILED);
    }

    @Test
    void aFullDiskDoesNotKeepTheStoreOpen() throws Exception {
        open();
        disk.failure = ioError(Status.SubCode.NoSpace);
        disk.open();
        assertThat(failure(commit("a"))).isEqualTo(Kind.FULL);

        store.close();

        assertThat(store.health()).isEqualTo(StoreHealth.CLOSED);
    }

    @Test
    void aListenerThatThrowsStopsNothing() throws Exception {
        store = RocksStore.open(
                folder.resolve("data"),
                SETTINGS,
                Runnable::run,
                health -> {
                    throw new IllegalStateException("told to");
                },
                new RocksStore.Surroundings(disk, DiskFiles.REAL, InstantSource.system()));
        disk.failure = ioError(Status.SubCode.None);
        disk.open();

        assertThat(failure(commit("a"))).isEqualTo(Kind.FAILED);
        store.close();
    }

    @Test
    void closeSaysWhenTheLastCommitsDidNotReachTheDisk() throws Exception {
        open();
        disk.settleFailure = ioError(Status.SubCode.None);
        disk.open();
        commit("a").get(WAIT_SECONDS, TimeUnit.SECONDS);

        assertThatThrownBy(store::close)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
        assertThat(store.health()).isEqualTo(StoreHealth.CLOSED);
    }

    @Test
    void aCompletionMayCloseTheStore() throws Exception {
        open();
        CompletableFuture<Void> closing = commit("a").thenRun(() -> store.close());
        disk.open();

        closing.get(WAIT_SECONDS, TimeUnit.SECONDS);
        store.close();
        try (RocksStore again = RocksStoreTest.open(folder.resolve("data"), Durability.SYNCED)) {
            assertThat(Tables.of(again).get(Table.ENTRIES)).isEqualTo(Map.of(OctetString.of("a"), OctetString.of("v")));
        }
    }

    @Test
    void aCompletionMayCommit() throws Exception {
        open();
        CompletableFuture<Void> second = commit("a").thenCompose(nothing -> commit("b"));
        disk.open();

        second.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
