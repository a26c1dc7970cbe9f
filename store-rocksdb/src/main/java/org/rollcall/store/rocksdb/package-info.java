/**
 * The durable store of the engine, in one directory on disk; and what that directory looks like. How entries become
 * octets is the engine's matter, and no type of RocksDB leaves this package. What operators do with a store is here as
 * well: backups, restores, checks and repairs, compaction, figures.
 *
 * <h2>The directory, format 1</h2>
 *
 * <ul>
 *   <li>{@code rollcall.store}: lines of UTF-8, {@code Rollcall store}, {@code format 1}, {@code id} and a UUID,
 *       {@code by} and the version of the program that made it. A directory that has other things and not this file is
 *       nobody's business here.
 *   <li>{@code lock}: locked as long as the store is open, with the process and its start in it.
 *   <li>{@code db}: RocksDB's files, without compression. A column family for each table: {@code entries},
 *       {@code accounts}, {@code multicast_leases}.
 *   <li>{@code scratch}: where a backup or a check works; gone when it ends, or else at the next start.
 *   <li>{@code incoming}: the database that a restore or a repair puts in the place of the other. With it, and without
 *       the marker or the database, the directory is half of one and is not opened.
 *   <li>{@code replaced-} and a time: what was there before, itself laid out as a data directory.
 * </ul>
 *
 * <h2>A directory of backups, format 1</h2>
 *
 * <ul>
 *   <li>{@code rollcall.backups}: as {@code rollcall.store}, with {@code Rollcall backups} and the id of the store.
 *   <li>{@code lock}: locked while a backup is made.
 *   <li>a folder for each backup, with its number as its name: laid out as a data directory, with
 *       {@code rollcall.backup} beside the marker, the list of its files with their lengths and CRC-32C. Files of tables
 *       are hard links where the backup before has the same.
 * </ul>
 *
 * <p>A record's value: one octet 1, the form of what follows; four octets CRC-32C, big-endian, over the form's octet,
 * the table's number (four octets), the key's length (four octets), the key and the content; then the content. So a
 * record that strayed to another key or table is found out as well as one whose bits flipped.
 *
 * <p>Damage is read around and told, and stays where it is: when RocksDB comes to merge a damaged block with others it
 * refuses, and the store turns FAILED. So damage that was told is to be mended, from a backup or by a repair, which
 * writes what is whole anew.
 */
@NullMarked
package org.rollcall.store.rocksdb;

import org.jspecify.annotations.NullMarked;
