package org.rollcall.store.rocksdb;

import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

final class Readers {
    static final Store.Reader NONE = new Store.Reader() {
        @Override
        public void record(OctetString key, OctetString value) {}

        @Override
        public void damaged(OctetString key, String reason) {}
    };

    private Readers() {}
}
