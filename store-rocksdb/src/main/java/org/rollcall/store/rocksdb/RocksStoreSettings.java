package org.rollcall.store.rocksdb;

import java.time.Duration;

/**
 * The operator's choices that bear on the store.
 *
 * @param durability what an acknowledged commit survives
 * @param writeBufferBytes the most octets of changes kept in memory beside their log, before they become a table on
 *     disk; as many may be in the way there. Also about how many octets of log a start after a crash reads
 * @param blockCacheBytes memory for reading; reads happen at start only
 * @param maxOpenFiles files that RocksDB keeps open
 * @param maxWaitingCommits the most commits that wait for the disk; more are refused
 * @param maxWaitingBytes the most octets of keys and values that wait for the disk; more are refused
 * @param retryInterval how often a full disk is looked at again
 */
public record RocksStoreSettings(
        Durability durability,
        long writeBufferBytes,
        long blockCacheBytes,
        int maxOpenFiles,
        int maxWaitingCommits,
        long maxWaitingBytes,
        Duration retryInterval) {
    private static final long MIB = 1 << 20;

    public static final RocksStoreSettings DEFAULT =
            new RocksStoreSettings(Durability.SYNCED, 32 * MIB, 8 * MIB, 256, 65_536, 16 * MIB, Duration.ofSeconds(1));

    public RocksStoreSettings {
        if (writeBufferBytes < MIB || blockCacheBytes < 0) {
            throw new IllegalArgumentException("the write buffer has 1 MiB or more, the cache 0 or more: "
                    + writeBufferBytes + ", " + blockCacheBytes);
        }
        if (maxOpenFiles < 32) {
            throw new IllegalArgumentException("RocksDB needs 32 open files or more: " + maxOpenFiles);
        }
        if (maxWaitingCommits < 1 || maxWaitingBytes < 1) {
            throw new IllegalArgumentException(
                    "one commit or more may wait: " + maxWaitingCommits + ", " + maxWaitingBytes);
        }
        if (!retryInterval.isPositive()) {
            throw new IllegalArgumentException("some time passes between two looks: " + retryInterval);
        }
    }

    public RocksStoreSettings withDurability(Durability other) {
        return new RocksStoreSettings(
                other,
                writeBufferBytes,
                blockCacheBytes,
                maxOpenFiles,
                maxWaitingCommits,
                maxWaitingBytes,
                retryInterval);
    }
}
