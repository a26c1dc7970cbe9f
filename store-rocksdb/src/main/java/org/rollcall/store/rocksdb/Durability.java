package org.rollcall.store.rocksdb;

/** What an acknowledged commit survives. With each of these, a store that was closed keeps all of it. */
public enum Durability {
    /**
     * Loss of power, as far as the disk keeps what it says it has written; and so everything below. One sync of the
     * disk for each round of commits.
     */
    SYNCED,
    /**
     * The end of the process in any way, such as SIGKILL: what was acknowledged is with the operating system. When
     * that itself or the power fails, the last commits are lost, some 30 seconds of them on usual Linux systems: whole
     * ones, and the latest only.
     */
    OS,
    /**
     * Nothing but a close: when the process ends otherwise, everything since the last time that RocksDB's buffers were
     * full is lost, which may be hours. What is there then is the state after some commit.
     */
    MEMORY
}
