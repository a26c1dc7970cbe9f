package org.rollcall.store.rocksdb;

import java.util.Optional;
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
 * its checksums, since each record has its own; and where even that cannot go on, from the next block that can be read.
 */
final class TableReader {
    private final RocksDB db;
    private final ColumnFamilyHandle family;
    private final Table table;
    private final Sink sink;
    /** Begins with the record that is looked at. */
    private byte[] sealed = new byte[4_096];

    private Optional<OctetString> last = Optional.empty();
    private long damaged;

    /** What takes the table in, in the order of its keys. */
    interface Sink {
        void record(OctetString key, OctetString value) throws RocksDBException;

        /** A record that is there, and is not what was written. */
        void damaged(OctetString key, String reason);

        /**
         * A block that is not what was written, though its records are.
         *
         * @param after the record before it; empty where it is the first
         */
        void suspicious(Optional<OctetString> after, String reason);

        /**
         * Blocks that cannot be taken apart.
         *
         * @param after the record before them; empty where they are the first
         * @param before the record after them; empty where they are the last
         */
        void lost(Optional<OctetString> after, Optional<OctetString> before, String reason) throws RocksDBException;
    }

    TableReader(RocksDB db, ColumnFamilyHandle family, Table table, Sink sink) {
        this.db = db;
        this.family = family;
        this.table = table;
        this.sink = sink;
    }

    /** What the engine hears of that. */
    static Sink sink(Reader reader) {
        return new Sink() {
            @Override
            public void record(OctetString key, OctetString value) {
                reader.record(key, value);
            }

            @Override
            public void damaged(OctetString key, String reason) {
                reader.damaged(key, reason);
            }

            @Override
            public void suspicious(Optional<OctetString> after, String reason) {
                reader.damaged(after.orElse(OctetString.EMPTY), "the block after this record is damaged: " + reason);
            }

            @Override
            public void lost(Optional<OctetString> after, Optional<OctetString> before, String reason) {
                reader.damaged(
                        after.orElse(OctetString.EMPTY),
                        "records after this one"
                                + before.map(key -> " and before " + key).orElse("") + " cannot be read: " + reason);
            }
        };
    }

    void read() throws RocksDBException {
        @Nullable RocksDBException verified = forward(true, null);
        if (verified == null) {
            return;
        }
        Optional<OctetString> before = last;
        long damagedBefore = damaged;
        @Nullable RocksDBException failure = forward(false, null);
        if (failure == null && damaged == damagedBefore) {
            // The records are whole, or one vanished with its key: whoever looks after the disk should know.
            sink.suspicious(before, String.valueOf(verified.getMessage()));
        }
        while (failure != null) {
            Optional<OctetString> next = new BlockSteps(db, family).readableAfter(last);
            sink.lost(last, next, String.valueOf(failure.getMessage()));
            failure = next.isEmpty() ? null : forward(false, next.get());
        }
    }

    /**
     * Reads on.
     *
     * @param from the record to begin with; null for the one after the last
     * @return what ended it before the end
     */
    private @Nullable RocksDBException forward(boolean verify, @Nullable OctetString from) throws RocksDBException {
        try (ReadOptions options = new ReadOptions(verify, false);
                RocksIterator records = db.newIterator(family, options)) {
            if (from != null) {
                records.seek(from.unsafeArray());
            } else if (last.isPresent()) {
                records.seek(last.get().unsafeArray());
                if (records.isValid() && last.get().equals(OctetString.wrap(records.key()))) {
                    records.next();
                }
            } else {
                records.seekToFirst();
            }
            for (; records.isValid(); records.next()) {
                OctetString key = OctetString.wrap(records.key());
                deliver(key, take(records));
                last = Optional.of(key);
            }
            return failure(records);
        }
    }

    /** Takes a record in; how long it is. */
    private int take(RocksIterator records) {
        int length = records.value(sealed);
        if (length > sealed.length) {
            sealed = new byte[length];
            length = records.value(sealed);
        }
        return length;
    }

    private void deliver(OctetString key, int length) throws RocksDBException {
        String wrong = Envelope.check(table, key.unsafeArray(), sealed, length);
        if (wrong.isEmpty()) {
            sink.record(key, OctetString.wrap(Envelope.open(sealed, length)));
        } else {
            damaged++;
            sink.damaged(key, wrong);
        }
    }

    /**
     * What ended an iterator that is not valid any more: damage, or nothing at its end.
     *
     * @throws RocksDBException if it was something else
     */
    static @Nullable RocksDBException failure(RocksIterator records) throws RocksDBException {
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
