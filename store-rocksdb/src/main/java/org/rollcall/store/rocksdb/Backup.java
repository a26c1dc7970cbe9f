package org.rollcall.store.rocksdb;

import java.time.Instant;
import java.util.UUID;

/**
 * One backup that is whole, as far as its list of files tells: whether the files are is seen when they are read.
 *
 * @param number larger than those of earlier ones in the same directory
 * @param store the id of the store that it is of
 * @param made when it was begun: it holds all that was committed before
 * @param bytes octets of its files, those it shares with others included
 * @param newBytes octets that the one before did not have
 * @param records about how many records all tables had
 */
public record Backup(long number, UUID store, Instant made, long bytes, long newBytes, long records) {}
