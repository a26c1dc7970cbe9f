package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.store.rocksdb.MaintenanceException.Kind;

/** Backups made into data directories again: whole, or not at all. */
class RestoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");
    private static final Tables FIRST = new Tables().apply(List.of(put("a", "1")));
    private static final Tables SECOND = new Tables().apply(List.of(put("a", "2")));
    private static final Tables OLD = new Tables().apply(List.of(put("old", "x")));

    @TempDir
    Path folder;

    private Path backups;
    private Path data;
    private UUID id;

    @BeforeEach
    void makeBackups() throws Exception {
        backups = folder.resolve("backups");
        data = folder.resolve("data");
        try (RocksStore store = RocksStoreTest.open(folder.resolve("source"), Durability.SYNCED)) {
            id = store.id();
            for (String value : List.of("1", "2")) {
                store.commit(List.of(put("a", value))).toCompletableFuture().join();
                store.backup(backups, 10, Progress.NONE);
            }
        }
    }

    private UUID makeOldStore() {
        try (RocksStore store = RocksStoreTest.open(data, Durability.SYNCED)) {
            store.commit(List.of(put("old", "x"))).toCompletableFuture().join();
            return store.id();
        }
    }

    private Backups.Restored restore(boolean force, DiskFiles files) throws MaintenanceException {
        return Backups.restore(backups, OptionalLong.empty(), data, force, Progress.NONE, files, () -> NOW);
    }

    private Backups.Restored restore(boolean force) throws MaintenanceException {
        return restore(force, DiskFiles.REAL);
    }

    private static AbstractThrowableAssert<?, ?> assertFails(ThrowingCallable call, Kind kind) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MaintenanceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private List<String> names() throws IOException {
        return DiskFiles.list(data).stream().map(DiskFiles::name).toList();
    }

    @Test
    void theNewestOrTheOneThatIsNamed() throws Exception {
        assertThat(restore(false).backup().number()).isEqualTo(2);
        assertThat(names()).containsExactly("db", "lock", "rollcall.store");
        assertThat(BackupTest.contentOf(data)).isEqualTo(SECOND);

        Path other = folder.resolve("other");
        Backups.Restored restored = Backups.restore(backups, OptionalLong.of(1), other, false, Progress.NONE);
        assertThat(restored.backup().number()).isEqualTo(1);
        assertThat(restored.aside()).isEmpty();
        try (RocksStore store = RocksStoreTest.open(other, Durability.SYNCED)) {
            assertThat(store.id()).isEqualTo(id);
            assertThat(Tables.of(store)).isEqualTo(FIRST);
        }
    }

    @Test
    void oneThatIsNotThereIsRefusedWithThoseThatAre() {
        assertFails(() -> Backups.restore(backups, OptionalLong.of(7), data, false, Progress.NONE), Kind.REFUSED)
                .hasMessageContaining("no backup 7")
                .hasMessageContaining("[1, 2]");
        assertFails(() -> Backups.restore(folder, OptionalLong.empty(), data, false, Progress.NONE), Kind.REFUSED)
                .hasMessageContaining("rollcall.backups");
        assertFails(
                        () -> Backups.restore(folder.resolve("none"), OptionalLong.empty(), data, false, Progress.NONE),
                        Kind.REFUSED)
                .hasMessageContaining("there is no such directory");
        assertThat(data).doesNotExist();
    }

    @Test
    void aStoreThatIsThereIsLeftAloneUnlessForced() throws Exception {
        UUID oldId = makeOldStore();
        assertFails(() -> restore(false), Kind.REFUSED).hasMessageContaining("--force");
        assertThat(BackupTest.contentOf(data)).isEqualTo(OLD);

        Path aside = restore(true).aside().orElseThrow();

        assertThat(BackupTest.contentOf(data)).isEqualTo(SECOND);
        assertThat(aside).isEqualTo(data.toRealPath().resolve("replaced-20261121T103000Z"));
        try (RocksStore old = RocksStoreTest.open(aside, Durability.SYNCED)) {
            assertThat(old.id()).isEqualTo(oldId);
            assertThat(Tables.of(old)).isEqualTo(OLD);
        }
        // And once more within the same second.
        assertThat(restore(true).aside().orElseThrow()).hasFileName("replaced-20261121T103000Z-2");
        assertThat(BackupTest.contentOf(aside)).isEqualTo(OLD);
    }

    @Test
    void whatIsLeftOfAStoreIsPutAsideToo() throws Exception {
        makeOldStore();
        Files.delete(data.resolve("rollcall.store"));
        Files.writeString(data.resolve("control.sock"), "");
        assertFails(() -> restore(false), Kind.REFUSED).hasMessageContaining("--force");

        Path aside = restore(true).aside().orElseThrow();

        assertThat(DiskFiles.list(aside)).extracting(DiskFiles::name).containsExactly("db");
        assertThat(BackupTest.contentOf(data)).isEqualTo(SECOND);
    }

    @Test
    void theKeyOfItsAccountsStaysWhereItIs() throws Exception {
        Files.createDirectory(data);
        Files.writeString(data.resolve("accounts.key"), "a secret");
        restore(false);
        assertThat(BackupTest.contentOf(data)).isEqualTo(SECOND);
        restore(true);
        assertThat(data.resolve("accounts.key")).hasContent("a secret");
    }

    @Test
    void somebodyElsesDirectoryIsLeftAloneEvenThen() throws Exception {
        Files.createDirectory(data);
        Files.writeString(data.resolve("thesis.txt"), "chapter 1");
        for (boolean force : List.of(true, false)) {
            assertFails(() -> restore(force), Kind.REFUSED).hasMessageContaining("thesis.txt");
        }
        assertThat(names()).containsExactly("thesis.txt");
    }

    @Test
    void aDirectoryThatIsInUseIsLeftAlone() throws Exception {
        try (RocksStore store = RocksStoreTest.open(data, Durability.SYNCED)) {
            assertFails(() -> restore(true), Kind.REFUSED).hasMessageContaining("in use by this very process");
            store.commit(List.of(put("old", "x"))).toCompletableFuture().join();
        }
        assertThat(BackupTest.contentOf(data)).isEqualTo(OLD);
    }

    private Path table(long number) throws IOException {
        return DiskFiles.list(backups.resolve(number + "/db")).stream()
                .filter(file -> file.toString().endsWith(".sst"))
                .findFirst()
                .orElseThrow();
    }

    private void assertDamageIsFound(String message) throws Exception {
        assertFails(() -> restore(false), Kind.DAMAGED)
                .hasMessageContaining(backups.resolve("2").toString())
                .hasMessageContaining(message);
        assertThat(names()).containsExactly("lock");
        makeOldStore();
        assertFails(() -> restore(true), Kind.DAMAGED).hasMessageContaining(message);
        assertThat(names()).containsExactly("db", "lock", "rollcall.store");
        assertThat(BackupTest.contentOf(data)).isEqualTo(OLD);
    }

    @Test
    void aFlippedBitIsFound() throws Exception {
        Path file = table(2);
        byte[] octets = Files.readAllBytes(file);
        octets[octets.length / 2] ^= 1;
        Files.write(file, octets);
        assertDamageIsFound("the checksum of its file db/" + file.getFileName());
    }

    @Test
    void aFileThatWasCutOffIsFound() throws Exception {
        Path file = table(2);
        byte[] octets = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(octets, octets.length - 1));
        assertDamageIsFound("has " + (octets.length - 1) + " octets instead of " + octets.length);
    }

    @Test
    void aFileThatIsMissingIsFound() throws Exception {
        Path file = table(2);
        Files.delete(file);
        assertDamageIsFound("db/" + file.getFileName() + " is missing");
    }

    @Test
    void aListThatIsTornIsFound() throws Exception {
        Path list = backups.resolve("2/rollcall.backup");
        String text = Files.readString(list);
        List<String> torn = List.of(
                "",
                text.substring(0, text.length() / 2),
                text.replaceFirst("file .*\n", ""),
                text + "\n",
                "x".repeat(99));
        for (String each : torn) {
            Files.writeString(list, each);
            assertFails(() -> restore(false), Kind.DAMAGED).hasMessageContaining("list of files");
        }
        Files.delete(list);
        assertFails(() -> restore(false), Kind.DAMAGED).hasMessageContaining("it has no list of files");
        assertThat(data).doesNotExist();
        // The others are what they were.
        Backups.restore(backups, OptionalLong.of(1), data, false, Progress.NONE);
        assertThat(BackupTest.contentOf(data)).isEqualTo(FIRST);
    }

    @Test
    void aNewerVersionsBackupIsRefused() throws Exception {
        Path list = backups.resolve("2/rollcall.backup");
        Files.writeString(list, Files.readString(list).replace("format 1", "format 4"));
        assertFails(() -> restore(false), Kind.REFUSED)
                .hasMessageContaining("format 4")
                .hasMessageContaining("up to 1");

        Path marker = backups.resolve("1/rollcall.store");
        Files.writeString(marker, Files.readString(marker).replace("format 1", "format 5"));
        assertFails(() -> Backups.restore(backups, OptionalLong.of(1), data, false, Progress.NONE), Kind.REFUSED)
                .hasMessageContaining("format 5");
    }

    @Test
    void aDiskWithTooLittleRoomIsLeftAlone() throws Exception {
        Steps steps = Steps.watched(step -> {}).withFree(10 << 20);
        assertFails(() -> restore(false, steps), Kind.REFUSED).hasMessageContaining("10 MiB are free");
        assertThat(names()).containsExactly("lock");
    }

    @Test
    void whoWaitsForItMayEndIt() throws Exception {
        makeOldStore();
        assertThatThrownBy(() -> Backups.restore(backups, OptionalLong.empty(), data, true, (stage, done, total) -> {
                    if (done > 0) {
                        throw new CancellationException("enough");
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(names()).containsExactly("db", "lock", "rollcall.store");
    }

    /** Opens as what it may be, or says that it is half; never as anything else. */
    private static boolean assertIsWholeOrSaysNot(Path directory, List<Tables> allowed) {
        try (Store store = RocksStoreTest.open(directory, Durability.SYNCED)) {
            assertThat(Tables.of(store)).isIn(allowed);
            return true;
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED);
            assertThat(e).hasMessageContaining("was interrupted: run `rollcall restore` once more");
            return false;
        }
    }

    /** In the directory itself, or put aside. */
    private void assertOldIsSomewhere() throws IOException {
        List<Path> aside = DiskFiles.list(data).stream()
                .filter(each -> Files.exists(each.resolve("db")) && Files.exists(each.resolve("rollcall.store")))
                .toList();
        assertThat(BackupTest.contentOf(aside.isEmpty() ? data : aside.getFirst()))
                .isEqualTo(OLD);
    }

    @Test
    void whicheverStepFailsTheOldStoreIsThereOrTheNewOneOrNeitherAndItCanBeDoneAgain() throws Exception {
        makeOldStore();
        Path original = folder.resolve("original");
        Files.move(data, original);
        int refused = 0;
        boolean failed = true;
        int tries = 0;
        for (; failed; tries++) {
            if (Files.exists(data)) {
                Steps.deleteTree(data);
            }
            Steps.copyTree(original, data);
            Steps steps = Steps.failingFrom(tries);
            try {
                restore(true, steps);
            } catch (MaintenanceException e) {
                assertThat(e).hasMessageContaining("no space left");
            }
            failed = steps.hasFailed();
            if (failed) {
                if (!assertIsWholeOrSaysNot(data, List.of(OLD, SECOND))) {
                    refused++;
                    // It is not the place where somebody said that something may be put aside.
                    restore(false);
                    assertOldIsSomewhere();
                }
            }
        }
        assertThat(BackupTest.contentOf(data)).isEqualTo(SECOND);
        assertThat(tries).isGreaterThan(15);
        assertThat(refused).isGreaterThan(2);
    }

    @Test
    void whateverAKillLeavesOfTheFirstIsNotTakenForAStore() throws Exception {
        Path seen = Files.createDirectory(folder.resolve("seen"));
        List<Path> snapshots = new ArrayList<>();
        restore(false, Steps.watched(step -> {
            Path snapshot = seen.resolve("" + step);
            try {
                if (Files.exists(data)) {
                    Steps.copyTree(data, snapshot);
                    snapshots.add(snapshot);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }));
        assertThat(snapshots).hasSizeGreaterThan(10);
        int whole = 0;
        for (Path snapshot : snapshots) {
            List<Tables> allowed = Files.exists(snapshot.resolve("incoming")) || Files.exists(snapshot.resolve("db"))
                    ? List.of(SECOND)
                    : List.of(new Tables());
            whole += assertIsWholeOrSaysNot(snapshot, allowed) ? 1 : 0;
        }
        assertThat(snapshots.size() - whole).isGreaterThan(5);
    }
}
