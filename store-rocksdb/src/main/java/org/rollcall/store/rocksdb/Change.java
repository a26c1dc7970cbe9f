package org.rollcall.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.ldap.OctetString;

/**
 * One change as it goes to disk.
 *
 * @param sealed the value in its envelope; null to remove the record
 */
record Change(Table table, OctetString key, @Nullable OctetString sealed) {

    /** Builds the values: on the caller's thread, so that they are those of the moment it committed at. */
    static List<Change> of(List<Write> batch) {
        List<Change> changes = new ArrayList<>(batch.size());
        for (Write write : batch) {
            changes.add(
                    switch (write) {
                        case Write.Put put ->
                            put(put.table(), put.key(), put.value().get());
                        case Write.Remove remove -> new Change(remove.table(), remove.key(), null);
                    });
        }
        return changes;
    }

    static Change put(Table table, OctetString key, OctetString content) {
        byte[] sealed = Envelope.seal(table, key.unsafeArray(), content.unsafeArray());
        return new Change(table, key, OctetString.wrap(sealed));
    }

    int bytes() {
        return key.length() + (sealed == null ? 0 : sealed.length());
    }
}
