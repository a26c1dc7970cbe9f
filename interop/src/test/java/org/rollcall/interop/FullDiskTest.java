package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.directory.store.StoreHealth.State;
import org.rollcall.ldap.OctetString;
import org.rollcall.store.rocksdb.Backups;
import org.rollcall.store.rocksdb.Durability;
import org.rollcall.store.rocksdb.MaintenanceException;
import org.rollcall.store.rocksdb.Progress;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.RocksStoreSettings;

/** The store on a disk that is really full: a small file system in memory, which root may mount. */
@Tag("interop")
class FullDiskTest {
    private static final int CYCLES = 4;
    private static final int KEYS = 2_000;
    private static final int VALUE_BYTES = 1_000;
    private static final long WAIT_SECONDS = 60;

    private final Path disk = Workplace.newFolder("full-disk").toAbsolutePath();
    private final Path ballast = disk.resolve("ballast");
    private final Path directory = disk.resolve("data");
    private final BlockingQueue<StoreHealth> heard = new LinkedBlockingQueue<>();
    private final Map<OctetString, OctetString> acknowledged = new TreeMap<>();
    private final Random random = new Random(1);

    @BeforeEach
    void mount() {
        Program.of("mount", "-t", "tmpfs", "-o", "size=24m", "none", disk.toString())
                .run()
                .expect(0);
    }

    @AfterEach
    void unmount() throws IOException {
        Program.of("umount", disk.toString()).run().expect(0);
        Files.delete(disk);
    }

    private RocksStore open(Durability durability) {
        RocksStoreSettings settings =
                new RocksStoreSettings(durability, 2 << 20, 1 << 20, 64, 1_000, 1 << 20, Duration.ofMillis(50));
        return RocksStore.open(directory, settings, Runnable::run, heard::add);
    }

    /** One commit of two records; true when it was acknowledged. */
    private boolean commit(Store store) {
        OctetString key = OctetString.of("key " + random.nextInt(KEYS));
        byte[] octets = new byte[VALUE_BYTES];
        random.nextBytes(octets);
        OctetString value = OctetString.wrap(octets);
        try {
            store.commit(List.of(
                            new Store.Write.Put(Table.ENTRIES, key, () -> value),
                            new Store.Write.Put(Table.ACCOUNTS, key, () -> value)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            refusal -> assertThat(refusal.kind()).isEqualTo(StoreException.Kind.FULL));
            return false;
        }
        acknowledged.put(key, value);
        return true;
    }

    private void fill() throws IOException {
        byte[] octets = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (; ; ) {
                out.write(octets);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private void assertHoldsWhatWasAcknowledged(Store store) {
        for (Table table : List.of(Table.ENTRIES, Table.ACCOUNTS)) {
            Map<OctetString, OctetString> found = new TreeMap<>();
            store.read(table, new Store.Reader() {
                @Override
                public void record(OctetString key, OctetString value) {
                    found.put(key, value);
                }

                @Override
                public void damaged(OctetString key, String reason) {
                    throw new AssertionError(key + " " + reason);
                }
            });
            assertThat(found.equals(acknowledged))
                    .as(table + " holds what it should")
                    .isTrue();
        }
    }

    private void hear(State wanted) throws InterruptedException {
        StoreHealth health = heard.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(health).isNotNull();
        assertThat(health.state()).isEqualTo(wanted);
    }

    // Until a commit after the disk got room: a recovery that needs more than it found is tried again.
    private void awaitCommit(Store store) throws InterruptedException {
        do {
            hear(State.GOOD);
            if (commit(store)) {
                return;
            }
            hear(State.FULL);
        } while (true);
    }

    private void fillAndFree(Durability durability) throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            try (RocksStore store = open(durability)) {
                for (int i = random.nextInt(1_500); i > 0; i--) {
                    assertThat(commit(store)).isTrue();
                }
                fill();
                while (commit(store)) {
                    // There is some room in what the log took in advance.
                }
                hear(State.FULL);
                assertThat(commit(store)).isFalse();
                assertHoldsWhatWasAcknowledged(store);

                Files.delete(ballast);
                awaitCommit(store);
                assertHoldsWhatWasAcknowledged(store);
            }
            hear(State.CLOSED);
            try (RocksStore store = open(durability)) {
                assertHoldsWhatWasAcknowledged(store);
            }
            hear(State.CLOSED);
        }
    }

    @Test
    void writesStopWhenItIsFullAndResumeWhenThereIsRoom() throws Exception {
        fillAndFree(Durability.SYNCED);
    }

    @Test
    void theSameWithoutSync() throws Exception {
        fillAndFree(Durability.OS);
    }

    @Test
    void aStoreThatEndsFullHasAllThatWasAcknowledged() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            RocksStore store = open(Durability.SYNCED);
            for (int i = random.nextInt(1_500); i > 0; i--) {
                assertThat(commit(store)).isTrue();
            }
            fill();
            while (commit(store)) {
                // As above.
            }
            hear(State.FULL);
            store.close();
            hear(State.CLOSED);
            Files.delete(ballast);
            try (RocksStore again = open(Durability.SYNCED)) {
                assertHoldsWhatWasAcknowledged(again);
            }
            hear(State.CLOSED);
        }
    }

    /** Neither waits for room, whether the store knows of the lack of it yet or not. */
    @Test
    @Timeout(120)
    void operatorsWorksDoNotWaitForRoomAndTheStoreGoesOn() throws Exception {
        Path backups = Workplace.newFolder("full-disk-backups").toAbsolutePath();
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            try (RocksStore store = open(Durability.SYNCED)) {
                for (int i = random.nextInt(1_500); i > 0; i--) {
                    assertThat(commit(store)).isTrue();
                }
                fill();
                backUpIfThatCanBe(store, backups);
                while (commit(store)) {
                    // There is some room in what the log took in advance.
                }
                hear(State.FULL);
                backUpIfThatCanBe(store, backups);
                assertThatThrownBy(() -> store.compact(Progress.NONE))
                        .isInstanceOf(MaintenanceException.class)
                        .hasMessageContaining("too little room");
                assertHoldsWhatWasAcknowledged(store);

                Files.delete(ballast);
                awaitCommit(store);
                store.backup(backups, 2, Progress.NONE);
                assertHoldsWhatWasAcknowledged(store);
            }
            hear(State.CLOSED);
            Path restored = Workplace.newFolder("full-disk-restored").toAbsolutePath();
            Backups.restore(backups, OptionalLong.empty(), restored, false, Progress.NONE);
            try (RocksStore store =
                    RocksStore.open(restored, RocksStoreSettings.DEFAULT, Runnable::run, health -> {})) {
                assertHoldsWhatWasAcknowledged(store);
            }
        }
    }

    private static void backUpIfThatCanBe(RocksStore store, Path backups) {
        try {
            store.backup(backups, 2, Progress.NONE);
        } catch (MaintenanceException e) {
            assertThat(e.kind()).isEqualTo(MaintenanceException.Kind.FAILED);
        }
    }
}
