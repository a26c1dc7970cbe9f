package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;
import static org.rollcall.store.rocksdb.Tables.remove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.ldap.OctetString;

/**
 * Backups of a store that goes on meanwhile, and the places they are put into. It is longer than other classes, since what
 * a backup is and what a fault at any of its steps leaves are looked at by the same few helpers.
 */
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");
    private static final int ALL = 1000;
    private static final Executor OWN_THREAD = Thread::startVirtualThread;

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Path backups() {
        return folder.resolve("safe/backups");
    }

    private RocksStore open() {
        return open(data(), DiskFiles.REAL, Durability.SYNCED);
    }

    static RocksStore open(Path directory, DiskFiles files, Durability durability) {
        return RocksStore.open(
                directory,
                RocksStoreSettings.DEFAULT.withDurability(durability),
                Runnable::run,
                health -> {},
                new RocksStore.Surroundings(RocksDatabase::open, files, () -> NOW));
    }

    private static void commit(Store store, Write... batch) {
        store.commit(List.of(batch)).toCompletableFuture().join();
    }

    private Tables restored(long number) throws Exception {
        Path target = folder.resolve("restored" + number);
        Backups.restore(backups(), OptionalLong.of(number), target, false, Progress.NONE);
        return contentOf(target);
    }

    static Tables contentOf(Path directory) {
        try (Store store = RocksStoreTest.open(directory, Durability.SYNCED)) {
            return Tables.of(store);
        }
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable call, MaintenanceException.Kind kind) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MaintenanceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhatWasCommittedBeforeAndIsTheSameStore(Durability durability) throws Exception {
        try (RocksStore store = open(data(), DiskFiles.REAL, durability)) {
            commit(store, put("a", "1"), put("b", "2"), put(Table.ACCOUNTS, "a", "x"));
            Backup first = store.backup(backups(), ALL, Progress.NONE);
            commit(store, put("a", "3"), remove("b"), put(Table.MULTICAST_LEASES, "m", "y"));
            Backup second = store.backup(backups(), ALL, Progress.NONE);
            commit(store, put("a", "4"));

            assertThat(first.number()).isEqualTo(1);
            assertThat(second.number()).isEqualTo(2);
            assertThat(first.made()).isEqualTo(NOW);
            assertThat(first.records()).isEqualTo(3);
            assertThat(restored(1))
                    .isEqualTo(
                            new Tables().apply(List.of(put("a", "1"), put("b", "2"), put(Table.ACCOUNTS, "a", "x"))));
            assertThat(restored(2))
                    .isEqualTo(new Tables()
                            .apply(List.of(
                                    put("a", "3"),
                                    put(Table.ACCOUNTS, "a", "x"),
                                    put(Table.MULTICAST_LEASES, "m", "y"))));
            try (RocksStore again = RocksStoreTest.open(folder.resolve("restored1"), durability)) {
                assertThat(again.id()).isEqualTo(store.id());
            }
        }
    }

    @Test
    void eachFolderIsADataDirectoryOfItsOwn() throws Exception {
        try (RocksStore store = open()) {
            commit(store, put("a", "1"));
            store.backup(backups(), ALL, Progress.NONE);
        }
        Path copy = folder.resolve("copy");
        Steps.copyTree(backups().resolve("1"), copy);

        assertThat(contentOf(copy)).isEqualTo(new Tables().apply(List.of(put("a", "1"))));
    }

    @Test
    void whatDidNotChangeIsShared() throws Exception {
        try (RocksStore store = open()) {
            for (int i = 0; i < 500; i++) {
                commit(store, put("large" + i, "x".repeat(1000)));
            }
            Backup first = store.backup(backups(), ALL, Progress.NONE);
            commit(store, put("small", "1"));
            Backup second = store.backup(backups(), ALL, Progress.NONE);

            assertThat(first.newBytes()).isGreaterThan(500_000).isLessThanOrEqualTo(first.bytes());
            assertThat(second.bytes()).isGreaterThan(first.bytes() / 2);
            assertThat(second.newBytes()).isLessThan(50_000);
        }
        Path table = tables(backups().resolve("1")).getFirst();
        assertThat(Files.getAttribute(table, "unix:ino"))
                .isEqualTo(Files.getAttribute(backups().resolve("2/db").resolve(table.getFileName()), "unix:ino"));
        assertThat(restored(2).get(Table.ENTRIES)).hasSize(501);
    }

    private static List<Path> tables(Path backup) throws IOException {
        return DiskFiles.list(backup.resolve("db")).stream()
                .filter(file -> file.toString().endsWith(".sst"))
                .toList();
    }

    // What the next backup may share is told by a file's name, its length and its last 4,096 octets: after a restore,
    // other tables come to have the same names.
    @Test
    void whatIsOnlyCalledTheSameIsNotShared() throws Exception {
        try (RocksStore store = open()) {
            commit(store, put("a", "first"));
            store.backup(backups(), ALL, Progress.NONE);
            commit(store, put("a", "other"));
            store.backup(backups(), ALL, Progress.NONE);
        }
        Backups.restore(backups(), OptionalLong.of(1), data(), true, Progress.NONE);
        try (RocksStore store = open()) {
            commit(store, put("a", "third"));
            store.backup(backups(), ALL, Progress.NONE);
        }

        List<String> names = tables(backups().resolve("2")).stream()
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(tables(backups().resolve("3")))
                .anyMatch(file -> names.contains(file.getFileName().toString()));
        assertThat(restored(3).get(Table.ENTRIES)).containsEntry(OctetString.of("a"), OctetString.of("third"));
        assertThat(restored(2).get(Table.ENTRIES)).containsEntry(OctetString.of("a"), OctetString.of("other"));
    }

    @Test
    void isOfOneMomentWhileCommitsGoOn() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        int[] least = new int[3];
        try (RocksStore store = open()) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 1; !enough.get(); i++) {
                            commit(
                                    store,
                                    put("count", "" + i),
                                    put(Table.ACCOUNTS, "count", "" + i),
                                    put("k" + i, "x".repeat(200)));
                            acknowledged.set(i);
                        }
                    },
                    OWN_THREAD);
            try {
                for (int i = 0; i < 3; i++) {
                    int before = acknowledged.get();
                    while (acknowledged.get() < before + 20) {
                        Thread.onSpinWait();
                    }
                    least[i] = acknowledged.get();
                    store.backup(backups(), ALL, Progress.NONE);
                }
            } finally {
                enough.set(true);
                writer.join();
            }
        }
        for (int i = 0; i < 3; i++) {
            Tables found = restored(i + 1);
            Map<OctetString, OctetString> entries = found.get(Table.ENTRIES);
            OctetString count = entries.get(OctetString.of("count"));
            assertThat(found.get(Table.ACCOUNTS)).containsEntry(OctetString.of("count"), count);
            assertThat(Integer.parseInt(count.utf8())).isGreaterThanOrEqualTo(least[i]);
            assertThat(entries).hasSize(Integer.parseInt(count.utf8()) + 1);
        }
    }

    @Test
    void theNewestFewAreKept() throws Exception {
        try (RocksStore store = open()) {
            for (int i = 0; i < 4; i++) {
                commit(store, put("a", "" + i));
                store.backup(backups(), 2, Progress.NONE);
            }
        }
        Backups.Listing found = Backups.list(backups());
        assertThat(found.whole()).extracting(Backup::number).containsExactly(3L, 4L);
        assertThat(found.damaged()).isEmpty();
        assertThat(restored(3)).isEqualTo(new Tables().apply(List.of(put("a", "2"))));
    }

    @Test
    void oneThatIsDamagedIsToldAndDoesNotCountAsKept() throws Exception {
        try (RocksStore store = open()) {
            for (int i = 0; i < 3; i++) {
                store.backup(backups(), ALL, Progress.NONE);
            }
            Files.writeString(backups().resolve("3/rollcall.backup"), "torn");
            store.backup(backups(), 2, Progress.NONE);
        }
        Backups.Listing found = Backups.list(backups());
        assertThat(found.whole()).extracting(Backup::number).containsExactly(2L, 4L);
        assertThat(found.damaged()).containsOnlyKeys(3L);
        assertThat(found.damaged().get(3L)).contains("/3 is damaged: its list of files");
    }

    @Test
    void theDirectoryIsItsOwnersOnlyAndSaysWhatItIs() throws Exception {
        try (RocksStore store = open()) {
            store.backup(backups(), ALL, Progress.NONE);
            assertThat(backups().resolve("rollcall.backups"))
                    .hasContent("Rollcall backups\nformat 1\nid " + store.id() + "\nby " + ProgramVersion.get());
        }
        for (Path each : List.of(backups(), backups().resolve("1"), backups().resolve("1/db"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rwx------");
        }
        assertThat(data().resolve("scratch")).doesNotExist();
    }

    @Test
    void aPlaceThatIsNotForThemIsRefused() throws Exception {
        try (RocksStore store = open();
                RocksStore other = open(folder.resolve("other"), DiskFiles.REAL, Durability.SYNCED)) {
            Path foreign = Files.createDirectory(folder.resolve("foreign"));
            Files.writeString(foreign.resolve("thesis.txt"), "chapter 1");
            assertRefused(() -> store.backup(foreign, ALL, Progress.NONE), MaintenanceException.Kind.REFUSED)
                    .hasMessageContaining("thesis.txt");
            assertThat(foreign.resolve("lock")).doesNotExist();

            assertRefused(() -> store.backup(data(), ALL, Progress.NONE), MaintenanceException.Kind.REFUSED);

            Path file = Files.writeString(folder.resolve("file"), "");
            assertRefused(() -> store.backup(file, ALL, Progress.NONE), MaintenanceException.Kind.REFUSED)
                    .hasMessageContaining("is not a directory");

            other.backup(backups(), ALL, Progress.NONE);
            assertRefused(() -> store.backup(backups(), ALL, Progress.NONE), MaintenanceException.Kind.REFUSED)
                    .hasMessageContaining("another store, " + other.id());

            Path newer = Files.createDirectory(folder.resolve("newer"));
            Files.writeString(newer.resolve("rollcall.backups"), "Rollcall backups\nformat 7\nwho knows\n");
            assertRefused(() -> store.backup(newer, ALL, Progress.NONE), MaintenanceException.Kind.REFUSED)
                    .hasMessageContaining("format 7")
                    .hasMessageContaining("up to 1");
        }
    }

    @Test
    void oneAtATime() throws Exception {
        try (RocksStore store = open()) {
            AtomicInteger refusals = new AtomicInteger();
            store.backup(backups(), ALL, (stage, done, total) -> {
                assertRefused(
                                () -> store.backup(folder.resolve("elsewhere"), ALL, Progress.NONE),
                                MaintenanceException.Kind.BUSY)
                        .hasMessageContaining("a backup of this store is under way");
                assertRefused(() -> store.compact(Progress.NONE), MaintenanceException.Kind.BUSY);
                refusals.incrementAndGet();
            });
            assertThat(refusals).hasPositiveValue();
            store.backup(backups(), ALL, Progress.NONE);
        }
    }

    @Test
    void aDirectoryIsUsedByOneStoreAtATime() throws Exception {
        try (RocksStore store = open()) {
            store.backup(
                    backups(),
                    ALL,
                    (stage, done, total) -> assertRefused(
                                    () -> BackupDirectory.take(backups(), store.id(), DiskFiles.REAL),
                                    MaintenanceException.Kind.REFUSED)
                            .hasMessageContaining("in use by this very process"));
        }
    }

    @Test
    void whoWaitsForItMayEndIt() throws Exception {
        try (RocksStore store = open()) {
            commit(store, put("a", "1"));
            assertThatThrownBy(() -> store.backup(backups(), ALL, (stage, done, total) -> {
                        if (done > 0) {
                            throw new CancellationException("enough");
                        }
                    }))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(Backups.list(backups()).whole()).isEmpty();
            assertThat(DiskFiles.list(backups()))
                    .extracting(DiskFiles::name)
                    .containsExactly("lock", "rollcall.backups");
            assertThat(data().resolve("scratch")).doesNotExist();

            commit(store, put("a", "2"));
            assertThat(store.backup(backups(), ALL, Progress.NONE).number()).isEqualTo(1);
        }
        assertThat(restored(1)).isEqualTo(new Tables().apply(List.of(put("a", "2"))));
    }

    @Test
    void aStoreThatIsClosedDoesNotWaitForIt() throws Exception {
        RocksStore store = open();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        store.backup(backups(), ALL, (stage, done, total) -> {
                            begun.countDown();
                            awaitUninterruptibly(closing);
                        });
                        return null;
                    } catch (MaintenanceException | CancellationException e) {
                        return e;
                    }
                },
                OWN_THREAD);
        begun.await();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(store::close, OWN_THREAD);
        while (!store.isClosing()) {
            Thread.onSpinWait();
        }
        closing.countDown();

        closed.get(60, TimeUnit.SECONDS);
        assertThat(end.join()).isInstanceOf(CancellationException.class);
        assertThat(data().resolve("scratch")).doesNotExist();
        assertRefused(() -> store.backup(backups(), ALL, Progress.NONE), MaintenanceException.Kind.REFUSED);
        open().close();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void progressGoesFromNothingToAll() throws Exception {
        long[] last = {-1, 0};
        try (RocksStore store = open()) {
            commit(store, put("a", "x".repeat(3_000_000)));
            Backup made = store.backup(backups(), ALL, (stage, done, total) -> {
                assertThat(stage).isEqualTo(Progress.Stage.COPY);
                assertThat(done).isBetween(last[0], total);
                assertThat(last[0] < 0 ? 0 : done).isEqualTo(done);
                last[0] = done;
                last[1] = total;
            });
            assertThat(last[0]).isEqualTo(last[1]).isEqualTo(made.newBytes());
        }
    }

    @Test
    void aDiskWithTooLittleRoomIsLeftAlone() throws Exception {
        try (RocksStore store = open(data(), Steps.watched(step -> {}).withFree(100 << 20), Durability.SYNCED)) {
            store.backup(backups(), ALL, Progress.NONE);
        }
        try (RocksStore store = open(data(), Steps.watched(step -> {}).withFree(10 << 20), Durability.SYNCED)) {
            assertRefused(() -> store.backup(backups(), ALL, Progress.NONE), MaintenanceException.Kind.REFUSED)
                    .hasMessageContaining("10 MiB are free");
        }
        assertThat(Backups.list(backups()).whole()).hasSize(1);
    }

    // A limit for the size of files makes the system refuse to write more of the copy.
    @Test
    void aWriteThatTheSystemRefusesLeavesNothingHalf() throws Exception {
        try (RocksStore store = open()) {
            commit(store, put("large", "x".repeat(3_000_000)));
        }
        Path to = folder.resolve("data-backups");
        try (ChildProcess child = ChildProcess.start(List.of(), "backup", data(), Durability.SYNCED)) {
            assertThat(child.hear()).isEqualTo("open");
            child.limitFiles(1_000_000);
            child.tell();
            assertThat(child.hear()).startsWith("FAILED a backup was not done").contains("File too large");
        }
        assertThat(Backups.list(to).whole()).isEmpty();
        assertThat(DiskFiles.list(to)).extracting(DiskFiles::name).containsExactly("lock", "rollcall.backups");
        try (RocksStore store = open()) {
            assertThat(store.backup(to, ALL, Progress.NONE).number()).isEqualTo(1);
            assertThat(Tables.of(store).get(Table.ENTRIES)).hasSize(1);
        }
    }

    @Test
    void whicheverStepFailsTheEarlierOnesAndTheStoreAreWhole() throws Exception {
        Tables first = new Tables().apply(List.of(put("a", "1")));
        try (RocksStore store = open()) {
            commit(store, put("a", "1"));
            store.backup(backups(), ALL, Progress.NONE);
        }
        boolean failed = true;
        int tries = 0;
        for (; failed; tries++) {
            Steps steps = Steps.failingFrom(tries);
            try (RocksStore store = open(data(), steps, Durability.SYNCED)) {
                commit(store, put("a", "" + tries));
                store.backup(backups(), ALL, Progress.NONE);
            } catch (MaintenanceException e) {
                assertThat(e.kind()).isEqualTo(MaintenanceException.Kind.FAILED);
                assertThat(e).hasMessageContaining("no space left");
            }
            failed = steps.hasFailed();
            Backups.Listing found = Backups.list(backups());
            assertThat(found.damaged()).isEmpty();
            assertThat(found.whole()).isNotEmpty();
            Path target = folder.resolve("target");
            Backups.restore(backups(), OptionalLong.of(1), target, true, Progress.NONE);
            if (tries % 5 == 0) {
                assertThat(contentOf(target)).isEqualTo(first);
            }
        }
        assertThat(tries).isGreaterThan(20);
        int last = tries - 1;
        Backups.Listing found = Backups.list(backups());
        assertThat(restored(found.whole().getLast().number()))
                .isEqualTo(new Tables().apply(List.of(put("a", "" + last))));
    }

    @Test
    void whatAKillLeavesAtAnyStepIsWhatWasThereBefore() throws Exception {
        AtomicInteger snapshots = new AtomicInteger();
        Path seen = Files.createDirectory(folder.resolve("seen"));
        Steps steps = Steps.watched(step -> {
            try {
                Steps.copyTree(folder.resolve("safe"), seen.resolve("safe" + step));
                Steps.copyTree(data(), seen.resolve("data" + step));
                snapshots.incrementAndGet();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        try (RocksStore store = open()) {
            commit(store, put("a", "1"));
            store.backup(backups(), ALL, Progress.NONE);
        }
        try (RocksStore store = open(data(), steps, Durability.SYNCED)) {
            commit(store, put("a", "2"));
            store.backup(backups(), 1, Progress.NONE);
        }

        assertThat(snapshots).hasValueGreaterThan(20);
        Tables first = new Tables().apply(List.of(put("a", "1")));
        Tables second = new Tables().apply(List.of(put("a", "2")));
        for (int i = 0; i < snapshots.get(); i++) {
            Path safe = seen.resolve("safe" + i).resolve("backups");
            Backups.Listing found = Backups.list(safe);
            assertThat(found.damaged()).isEmpty();
            assertThat(found.whole()).isNotEmpty();
            if (i % 4 == 0) {
                Path target = seen.resolve("restored" + i);
                Backup newest = Backups.restore(safe, OptionalLong.empty(), target, false, Progress.NONE)
                        .backup();
                assertThat(contentOf(target)).isEqualTo(newest.number() == 1 ? first : second);
                try (RocksStore store = RocksStoreTest.open(seen.resolve("data" + i), Durability.SYNCED)) {
                    assertThat(Tables.of(store)).isEqualTo(second);
                    store.backup(safe, 1, Progress.NONE);
                }
                assertThat(Backups.list(safe).whole()).hasSize(1);
                assertThat(DiskFiles.list(safe)).hasSize(3);
                assertThat(seen.resolve("data" + i).resolve("scratch")).doesNotExist();
            }
        }
    }

    @Test
    void aListThatSomebodyMadeUpLeadsNowhereElse() throws Exception {
        Files.createDirectories(folder.resolve("fake"));
        for (String name : List.of("db/../../../etc/passwd", "/etc/passwd", "db/..", "db/a/b", "lock")) {
            BackupManifest manifest = new BackupManifest(
                    java.util.UUID.randomUUID(), NOW, 0, 0, List.of(new BackupManifest.Item(name, 1, 1)));
            Files.writeString(folder.resolve("fake/rollcall.backup"), manifest.text(), StandardCharsets.ISO_8859_1);
            assertRefused(() -> BackupManifest.read(folder.resolve("fake")), MaintenanceException.Kind.DAMAGED)
                    .hasMessageContaining("a line that is none");
        }
    }
}
