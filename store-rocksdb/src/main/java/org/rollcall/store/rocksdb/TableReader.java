package org.rollcall.store.rocksdb;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rollcall.directory.store.Store.Reader;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.ldap.OctetString;

/**
 * One pass over a table. RocksDB gives up at the first block whose checksum does not fit; then the pass goes on without
 * its checksums, since each record has its own; and where even that cannot go on, from the end backwards.
 */
final class TableReader {
    private final RocksDB db;
    private final ColumnFamilyHandle family;
    private final Table table;
    private final Reader reader;
    private OctetString last = OctetString.EMPTY;
    private boolean begun;
    private long damaged;

    TableReader(RocksDB db, ColumnFamilyHandle family, Table table, Reader reader) {
        this.db = db;
        this.family = family;
        this.table = table;
        this.reader = reader;
    }

    void read() throws RocksDBException {
        @Nullable RocksDBException verified = forward(true);
        if (verified == null) {
            return;
        }
        OctetString before = last;
        long damagedBefore = damaged;
        @Nullable RocksDBException unverified = forward(false);
        if (unverified != null) {
            reader.damaged(last, "records after this one cannot be read: " + unverified.getMessage());
            backward();
        } else if (damaged == damagedBefore) {
            // The records are whole, or one vanished with its key: whoever looks after the disk should know.
            reader.damaged(before, "the block after this record is damaged: " + verified.getMessage());
        }
    }

    /** Reads on after the last record; @return what ended it before the end. */
    private @Nullable RocksDBException forward(boolean verify) throws RocksDBException {
        try (ReadOptions options = new ReadOptions(verify, false);
                RocksIterator records = db.newIterator(family, options)) {
            if (begun) {
                records.seek(last.unsafeArray());
                if (records.isValid() && last.equals(OctetString.wrap(records.key()))) {
                    records.next();
                }
            } else {
                records.seekToFirst();
            }
            for (; records.isValid(); records.next()) {
                deliver(records);
                last = OctetString.wrap(records.key());
                begun = true;
            }
            return failure(records);
        }
    }

    /** Reads from the end back to the last record. */
    private void backward() throws RocksDBException {
        try (ReadOptions options = new ReadOptions(false, false);
                RocksIterator records = db.newIterator(family, options)) {
            for (records.seekToLast(); records.isValid(); records.prev()) {
                if (begun && OctetString.wrap(records.key()).compareTo(last) <= 0) {
                    return;
                }
                deliver(records);
            }
            // Damage is known by now; other errors are not.
            failure(records);
        }
    }

    private void deliver(RocksIterator records) {
        byte[] key = records.key();
        byte[] sealed = records.value();
        String wrong = Envelope.check(table, key, sealed);
        if (wrong.isEmpty()) {
            reader.record(OctetString.wrap(key), OctetString.wrap(Envelope.open(sealed)));
        } else {
            damaged++;
            reader.damaged(OctetString.wrap(key), wrong);
        }
    }

    private static @Nullable RocksDBException failure(RocksIterator records) throws RocksDBException {
        try {
            records.status();
            return null;
        } catch (RocksDBException e) {
            if (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption) {
                return e;
            }
            throw e;
        }
    }
}
