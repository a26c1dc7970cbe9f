package org.rollcall.store.rocksdb;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rollcall.ldap.OctetString;

/**
 * Where the blocks of a table begin. RocksDB tells how many octets of files are before a key, from the indexes alone: as
 * keys grow that grows in steps, one for each block, whatever is in the blocks. The key of a step is found by halving.
 */
final class BlockSteps {
    /** Failures after which more than one block is skipped at a time. */
    private static final int PATIENCE = 32;

    private final RocksDB db;
    private final ColumnFamilyHandle family;
    private final byte[] end;

    BlockSteps(RocksDB db, ColumnFamilyHandle family) throws RocksDBException {
        this.db = db;
        this.family = family;
        byte[] name = family.getName();
        byte[] largest = db.getLiveFilesMetaData().stream()
                .filter(file -> Arrays.equals(file.columnFamilyName(), name))
                .map(LiveFileMetaData::largestKey)
                .max(Comparator.comparing(OctetString::wrap))
                .orElse(new byte[0]);
        this.end = Arrays.copyOf(largest, largest.length + 1);
    }

    /**
     * Where a seek ends.
     *
     * @param key the record found; null where there is none
     */
    private record Found(boolean failed, @Nullable OctetString key) {}

    /**
     * The first record that can be read in a block after the one in which reading failed.
     *
     * @param last the last record that was read; empty if there was none
     */
    Optional<OctetString> readableAfter(Optional<OctetString> last) throws RocksDBException {
        byte[] failing = last.orElse(OctetString.EMPTY).unsafeArray();
        long growth = 1;
        for (int failures = 1; ; failures++) {
            byte[] start = next(failing, growth);
            if (start == null) {
                // What is in no file yet may come after all that is in files.
                return Optional.ofNullable(seek(end).key);
            }
            Found found = seek(start);
            if (!found.failed) {
                return Optional.ofNullable(growth == 1 ? found.key : earliest(failing, start, found));
            }
            failing = start;
            if (failures >= PATIENCE) {
                growth *= 2;
            }
        }
    }

    /** The least key that has so many octets more before it than this one; null where there is none. */
    private byte @Nullable [] next(byte[] key, long growth) {
        long least = Math.min(octetsBefore(key) + growth, octetsBefore(end));
        if (octetsBefore(key) >= least) {
            return null;
        }
        byte[] below = key;
        byte[] above = end;
        for (byte[] middle = between(below, above); middle != null; middle = between(below, above)) {
            if (octetsBefore(middle) >= least) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above;
    }

    /** The first record of those that many blocks were skipped to get to. */
    private @Nullable OctetString earliest(byte[] failing, byte[] readable, Found found) throws RocksDBException {
        byte[] below = failing;
        byte[] above = readable;
        Found first = found;
        for (byte[] middle = between(below, above); middle != null; middle = between(below, above)) {
            Found there = seek(middle);
            if (there.failed) {
                below = middle;
            } else {
                above = middle;
                first = there;
            }
        }
        return first.key;
    }

    private long octetsBefore(byte[] key) {
        try (Slice from = new Slice(new byte[0]);
                Slice to = new Slice(key)) {
            return db.getApproximateSizes(family, List.of(new Range(from, to)), SizeApproximationFlag.INCLUDE_FILES)[0];
        }
    }

    private Found seek(byte[] key) throws RocksDBException {
        try (ReadOptions options = new ReadOptions(false, false);
                RocksIterator records = db.newIterator(family, options)) {
            records.seek(key);
            return records.isValid()
                    ? new Found(false, OctetString.wrap(records.key()))
                    : new Found(TableReader.failure(records) != null, null);
        }
    }

    /** A key half way; null where there is none of that length. */
    static byte @Nullable [] between(byte[] below, byte[] above) {
        int length = Math.max(below.length, above.length);
        BigInteger low = new BigInteger(1, Arrays.copyOf(below, length));
        BigInteger high = new BigInteger(1, Arrays.copyOf(above, length));
        BigInteger middle = low.add(high).shiftRight(1);
        if (middle.compareTo(low) <= 0) {
            return null;
        }
        byte[] octets = middle.toByteArray();
        byte[] key = new byte[length];
        int count = Math.min(octets.length, length);
        System.arraycopy(octets, octets.length - count, key, length - count, count);
        return key;
    }
}
