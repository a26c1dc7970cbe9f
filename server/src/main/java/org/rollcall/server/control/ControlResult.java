package org.rollcall.server.control;

import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.StoreStats;

/** What is answered to a request that was done, a kind for each kind of request. */
public sealed interface ControlResult {
    record Backup(org.rollcall.store.rocksdb.Backup backup) implements ControlResult {}

    record Compact(RocksStore.Compaction compaction) implements ControlResult {}

    record Stats(StoreStats stats) implements ControlResult {}

    /** How many entries went over the channel. */
    record Entries(long count) implements ControlResult {}
}
