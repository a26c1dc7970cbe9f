package org.rollcall.directory.engine;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.OctetString;

/** A store that outlives its directory: what it committed is there for the next. */
class MapStore implements Store {
    private final TreeMap<OctetString, OctetString> entries = new TreeMap<>();
    private StoreException refusal;
    private int commits;

    @Override
    public CompletionStage<Void> commit(List<Write> batch) {
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        for (Write write : batch) {
            switch (write) {
                case Write.Put put -> entries.put(put.key(), put.value().get());
                case Write.Remove remove -> entries.remove(remove.key());
            }
        }
        commits++;
        return CompletableFuture.completedFuture(null);
    }

    /** Takes nothing more, and says why; null takes all again. */
    void refuse(StoreException reason) {
        refusal = reason;
    }

    TreeMap<OctetString, OctetString> entries() {
        return entries;
    }

    int commits() {
        return commits;
    }

    @Override
    public void read(Table table, Reader reader) {
        entries.forEach(reader::record);
    }

    @Override
    public StoreHealth health() {
        return StoreHealth.GOOD;
    }

    @Override
    public void close() {}
}
