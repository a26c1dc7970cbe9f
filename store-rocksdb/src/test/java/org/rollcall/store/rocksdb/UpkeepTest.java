package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;
import static org.rollcall.store.rocksdb.Tables.remove;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.OctetString;
import org.rollcall.store.rocksdb.StoreStats.TableStats;

/** Figures of a store that is open, and its compaction. */
class UpkeepTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");

    @TempDir
    Path data;

    private RocksStore open() {
        return BackupTest.open(data, DiskFiles.REAL, Durability.SYNCED);
    }

    private static void commit(Store store, Write... batch) {
        store.commit(List.of(batch)).toCompletableFuture().join();
    }

    @Test
    void figuresOfAStore() throws Exception {
        try (RocksStore store = open()) {
            commit(store, put("a", "1"), put("b", "2"), put(Table.ACCOUNTS, "a", "x".repeat(10_000)));
            commit(store);
            commit(store, put("c", "3"));

            StoreStats stats = store.stats();

            assertThat(stats.id()).isEqualTo(store.id());
            assertThat(stats.directory()).isEqualTo(data.toRealPath());
            assertThat(stats.durability()).isEqualTo(Durability.SYNCED);
            assertThat(stats.health()).isEqualTo(StoreHealth.GOOD);
            assertThat(stats.tables().get(Table.ENTRIES).records()).isEqualTo(3);
            assertThat(stats.tables().get(Table.ACCOUNTS).records()).isEqualTo(1);
            assertThat(stats.tables().get(Table.ACCOUNTS).bytes()).isGreaterThan(10_000);
            assertThat(stats.tables().get(Table.MULTICAST_LEASES).records()).isZero();
            assertThat(stats.tableFileBytes()).isZero();
            assertThat(stats.logBytes()).isGreaterThan(10_000);
            assertThat(stats.freeBytes()).isPositive();
            assertThat(stats.counts().commits()).isEqualTo(3);
            assertThat(stats.counts().writes()).isEqualTo(2);
            assertThat(stats.counts().largestGroup()).isEqualTo(1);
            assertThat(stats.counts().lastWrite()).contains(NOW);
        }
        try (RocksStore store = open()) {
            StoreStats stats = store.stats();
            assertThat(stats.tableFileBytes()).isGreaterThan(10_000);
            assertThat(stats.tables().values().stream()
                            .mapToLong(TableStats::records)
                            .sum())
                    .isEqualTo(4);
            assertThat(stats.counts()).isEqualTo(RocksStore.Counts.NONE);
        }
    }

    @Test
    void aClosedStoreHasNone() {
        RocksStore store = open();
        store.close();
        assertThatThrownBy(store::stats)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
    }

    /** Each time the store is closed what it holds becomes a file. */
    private void fill() {
        Random random = new Random(7);
        for (int i = 0; i < 3; i++) {
            try (RocksStore store = open()) {
                byte[] octets = new byte[200_000];
                random.nextBytes(octets);
                commit(
                        store,
                        new Write.Put(Table.ENTRIES, OctetString.of("large"), () -> OctetString.wrap(octets)),
                        put("k" + i, "value of " + i));
            }
        }
    }

    @Test
    void aCompactionGivesBackWhatWasReplacedAndRemoved() throws Exception {
        fill();
        try (RocksStore store = open()) {
            commit(store, remove("k1"));
            Tables before = Tables.of(store);

            RocksStore.Compaction done = store.compact(Progress.NONE);

            assertThat(done.bytesBefore()).isGreaterThan(600_000);
            assertThat(done.bytesAfter()).isBetween(200_000L, 210_000L);
            assertThat(Tables.of(store)).isEqualTo(before);
            assertThat(store.stats().tables().get(Table.ENTRIES).records()).isEqualTo(3);
        }
        assertThat(BackupTest.contentOf(data).get(Table.ENTRIES))
                .containsOnlyKeys(OctetString.of("large"), OctetString.of("k0"), OctetString.of("k2"));
    }

    @Test
    void aDiskWithTooLittleRoomIsLeftAlone() {
        fill();
        try (RocksStore store =
                BackupTest.open(data, Steps.watched(step -> {}).withFree(10 << 20), Durability.SYNCED)) {
            assertThatThrownBy(() -> store.compact(Progress.NONE))
                    .isInstanceOfSatisfying(
                            MaintenanceException.class,
                            e -> assertThat(e.kind()).isEqualTo(MaintenanceException.Kind.REFUSED));
        }
    }

    @Test
    void damageIsFoundBeforeItStopsTheStore() throws Exception {
        fill();
        Path file = DiskFiles.list(data.resolve("db")).stream()
                .filter(each -> each.toString().endsWith(".sst"))
                .findFirst()
                .orElseThrow();
        byte[] octets = Files.readAllBytes(file);
        octets[new String(octets, StandardCharsets.ISO_8859_1).indexOf("value of")] ^= 1;
        Files.write(file, octets);
        try (RocksStore store = open()) {
            assertThatThrownBy(() -> store.compact(Progress.NONE))
                    .isInstanceOfSatisfying(
                            MaintenanceException.class,
                            e -> assertThat(e.kind()).isEqualTo(MaintenanceException.Kind.DAMAGED))
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageContaining("`rollcall check`");
            commit(store, put("a", "1"));
            assertThat(store.health()).isEqualTo(StoreHealth.GOOD);
        }
    }

    @Test
    void whoWaitsForACompactionMayEndIt() throws Exception {
        fill();
        try (RocksStore store = open()) {
            for (Progress.Stage when : List.of(Progress.Stage.VERIFY, Progress.Stage.COMPACT)) {
                assertThatThrownBy(() -> store.compact((stage, done, total) -> {
                            if (stage == when) {
                                throw new CancellationException("enough");
                            }
                        }))
                        .isInstanceOf(CancellationException.class);
            }
            commit(store, put("a", "1"));
            assertThat(store.health()).isEqualTo(StoreHealth.GOOD);
            store.compact(Progress.NONE);
        }
    }
}
