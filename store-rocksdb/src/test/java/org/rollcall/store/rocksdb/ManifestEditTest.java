package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.store.rocksdb.Tables.put;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;

/** What is written at the end of RocksDB's list of files is what RocksDB reads there. */
class ManifestEditTest {
    private static final int BLOCK = 32 * 1024;

    @TempDir
    Path folder;

    /** Makes the list of files so long that so many octets are left of its block. */
    private Path manifestWithLeft(int left) throws Exception {
        try (Store store = RocksStoreTest.open(folder, Durability.SYNCED)) {
            store.commit(List.of(put("a", "1"), put(Table.ACCOUNTS, "b", "2")))
                    .toCompletableFuture()
                    .join();
        }
        Path database = folder.resolve("db");
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, database.toString())) {
                descriptors.add(new ColumnFamilyDescriptor(name));
            }
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB db = RocksDB.open(options, database.toString(), descriptors, handles)) {
            Path manifest = manifest(database);
            long before = Files.size(manifest);
            handles.add(db.createColumnFamily(named(1000)));
            long overhead = Files.size(manifest) - before - 1000;
            long wanted = BLOCK - left - Files.size(manifest) - overhead;
            // Its length takes an octet more.
            handles.add(db.createColumnFamily(named((int) wanted - 1)));
            handles.forEach(ColumnFamilyHandle::close);
        }
        return manifest(database);
    }

    private static ColumnFamilyDescriptor named(int length) {
        return new ColumnFamilyDescriptor("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
    }

    private static Path manifest(Path database) throws Exception {
        return database.resolve(Files.readString(database.resolve("CURRENT")).strip());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 7, 8, 12, 19, 20, 100})
    void aFileIsStruckWhereverTheBlockEnds(int left) throws Exception {
        Path manifest = manifestWithLeft(left);
        long misses = (BLOCK - Files.size(manifest) % BLOCK) % BLOCK - left;
        assertThat(misses).isBetween(-2L, 2L);
        OpenedCopy.TableFile accounts;
        try (OpenedCopy copy = OpenedCopy.open(manifest.getParent(), WALRecoveryMode.TolerateCorruptedTailRecords)) {
            accounts = copy.files().stream()
                    .filter(file -> file.table() == Table.ACCOUNTS)
                    .findFirst()
                    .orElseThrow();
        }
        byte[] edit =
                ManifestEdit.withoutFile(Files.size(manifest), accounts.family(), accounts.level(), accounts.number());
        Files.write(manifest, edit, StandardOpenOption.APPEND);

        try (OpenedCopy copy = OpenedCopy.open(manifest.getParent(), WALRecoveryMode.TolerateCorruptedTailRecords)) {
            assertThat(copy.files()).extracting(OpenedCopy.TableFile::table).containsExactly(Table.ENTRIES);
        }
    }

    @Test
    void aRecordWithoutRoomIsContinuedInTheNextBlock() {
        assertThat(ManifestEdit.withoutFile(0, 1, 6, 300)).hasSize(7 + 7);
        assertThat(ManifestEdit.withoutFile(BLOCK - 7 - 7, 1, 6, 300)).hasSize(7 + 7);
        assertThat(ManifestEdit.withoutFile(BLOCK - 7 - 6, 1, 6, 300)).hasSize(7 + 7 + 7);
        assertThat(ManifestEdit.withoutFile(BLOCK - 6, 1, 6, 300)).hasSize(6 + 7 + 7);
    }
}
