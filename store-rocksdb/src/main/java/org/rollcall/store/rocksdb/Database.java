package org.rollcall.store.rocksdb;

import java.util.List;
import org.rocksdb.RocksDBException;
import org.rollcall.directory.store.Store;

/** What the pipeline needs of the disk; tests put their failures in between. */
interface Database extends AutoCloseable {

    /** All of it or nothing, and as durable as was asked for when it returns. One thread at a time. */
    void write(List<Change> changes) throws RocksDBException;

    /** Fails as {@link #write} would now, and changes nothing that anybody reads. */
    void probe() throws RocksDBException;

    void read(Store.Table table, Store.Reader reader) throws RocksDBException;

    /** Puts into place what was written and is not yet as durable as a close promises. */
    void settle() throws RocksDBException;

    /** For operators' works on it while it is open. */
    RocksUpkeep upkeep();

    /** Ends it: nothing of it may be called afterwards. */
    @Override
    void close();
}
