package org.rollcall.store.rocksdb;

import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;

class MemoryStoreTest extends StoreContract {
    @Override
    Store store() {
        return new MemoryStore();
    }
}
