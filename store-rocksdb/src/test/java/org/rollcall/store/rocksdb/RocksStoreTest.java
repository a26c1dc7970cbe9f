package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.store.rocksdb.Tables.put;
import static org.rollcall.store.rocksdb.Tables.remove;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.ldap.OctetString;

/** The store that remembers, where nothing goes wrong. */
class RocksStoreTest extends StoreContract {
    @TempDir
    Path folder;

    private Path directory() {
        return folder.resolve("some/where/data");
    }

    @Override
    Store store() {
        return open(directory(), Durability.SYNCED);
    }

    static RocksStore open(Path directory, Durability durability) {
        return RocksStore.open(
                directory, RocksStoreSettings.DEFAULT.withDurability(durability), Runnable::run, health -> {});
    }

    @ParameterizedTest
    @EnumSource
    void whatWasCommittedIsThereAfterAClose(Durability durability) {
        Path directory = directory();
        try (Store store = open(directory, durability)) {
            commit(store, put("a", "1"), put("b", "2"), put(Table.ACCOUNTS, "a", "account"));
            commit(store, put("a", "3"), remove("b"), remove("never"), put(Table.MULTICAST_LEASES, "", ""));
        }
        try (Store store = open(directory, durability)) {
            Tables expected = new Tables()
                    .apply(List.of(
                            put("a", "3"), put(Table.ACCOUNTS, "a", "account"), put(Table.MULTICAST_LEASES, "", "")));
            assertThat(Tables.of(store)).isEqualTo(expected);
        }
    }

    private static void commit(Store store, Write... batch) {
        store.commit(List.of(batch)).toCompletableFuture().join();
    }

    @Test
    void recordsOfAllSizesAreReadAsTheyWereWritten() {
        Write[] batch = IntStream.of(1, 5_000, 0, 4_091, 4_092, 100_000, 3)
                .mapToObj(size -> put("of " + size, "x".repeat(size)))
                .toArray(Write[]::new);
        try (Store store = store()) {
            commit(store, batch);
            assertThat(Tables.of(store)).isEqualTo(new Tables().apply(List.of(batch)));
        }
    }

    @Test
    void laterChangesOfABatchWin() {
        try (Store store = store()) {
            commit(store, put("a", "1"), remove("a"), put("b", "1"), put("b", "2"));
            assertThat(Tables.of(store)).isEqualTo(new Tables().apply(List.of(put("b", "2"))));
        }
    }

    @Test
    void aValueIsThatOfTheMomentOfItsCommit() {
        AtomicInteger state = new AtomicInteger(1);
        try (Store store = store()) {
            CompletableFuture<Void> commit = store.commit(List.of(
                            new Write.Put(Table.ENTRIES, OctetString.of("a"), () -> OctetString.of("" + state.get()))))
                    .toCompletableFuture();
            state.set(2);
            commit.join();
            assertThat(Tables.of(store)).isEqualTo(new Tables().apply(List.of(put("a", "1"))));
        }
    }

    @Test
    void theDirectoryIsItsOwnersOnlyAndSaysWhatItIs() throws Exception {
        UUID id;
        try (RocksStore store = open(directory(), Durability.SYNCED)) {
            id = store.id();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
        assertThat(directory().resolve("rollcall.store"))
                .hasContent("Rollcall store\nformat 1\nid " + id + "\nby " + ProgramVersion.get());
        try (RocksStore store = open(directory(), Durability.SYNCED)) {
            assertThat(store.id()).isEqualTo(id);
        }
    }

    @Test
    void theNextStartHasNoLogToRead() throws Exception {
        try (Store store = store()) {
            commit(store, put("a", "1"));
        }
        try (var files = Files.list(directory().resolve("db"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".log"))
                            .mapToLong(f -> f.toFile().length()))
                    .allMatch(length -> length == 0);
        }
    }
}
