package org.rollcall.store.rocksdb;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreHealth;

/**
 * How a store is at one moment.
 *
 * @param id what tells it from others
 * @param tables each table
 * @param tableFileBytes octets of the files of all tables
 * @param logBytes octets of the log, which holds what is not in files of tables yet
 * @param freeBytes octets that may still be written to the disk
 * @param counts what was written since the store was opened
 */
public record StoreStats(
        UUID id,
        Path directory,
        Durability durability,
        StoreHealth health,
        Map<Store.Table, TableStats> tables,
        long tableFileBytes,
        long logBytes,
        long freeBytes,
        RocksStore.Counts counts) {
    public StoreStats {
        tables = Map.copyOf(tables);
    }

    /**
     * One table.
     *
     * @param records about how many there are: those that replaced others, or were removed, since the last compaction
     *     may be counted more than once
     * @param bytes octets of its files, and of what is not in files yet
     */
    public record TableStats(long records, long bytes) {}
}
