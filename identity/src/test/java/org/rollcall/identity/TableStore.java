package org.rollcall.identity;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.OctetString;

/** A store whose table of accounts a test can look into, damage, hold back and refuse. */
public final class TableStore implements Store {
    private final SortedMap<OctetString, OctetString> table = new TreeMap<>();
    private final Map<OctetString, String> damaged = new HashMap<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holding;
    private boolean refusing;

    @Override
    public CompletionStage<Void> commit(List<Write> batch) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean refused = refusing;
        Map<OctetString, OctetString> puts = new HashMap<>();
        batch.forEach(write -> {
            if (write instanceof Write.Put put) {
                puts.put(put.key(), put.value().get());
            }
        });
        Runnable commit = () -> {
            if (refused) {
                done.completeExceptionally(new StoreException(StoreException.Kind.FULL, "no room"));
                return;
            }
            for (Write write : batch) {
                switch (write) {
                    case Write.Put put -> table.put(put.key(), puts.get(put.key()));
                    case Write.Remove remove -> table.remove(remove.key());
                }
            }
            done.complete(null);
        };
        if (holding) {
            held.add(commit);
        } else {
            commit.run();
        }
        return done;
    }

    @Override
    public void read(Table name, Reader reader) {
        damaged.forEach(reader::damaged);
        table.forEach((key, value) -> {
            if (!damaged.containsKey(key)) {
                reader.record(key, value);
            }
        });
    }

    public SortedMap<OctetString, OctetString> table() {
        return table;
    }

    /** What the store itself finds wrong. */
    public void damage(OctetString key, String reason) {
        damaged.put(key, reason);
    }

    public void hold() {
        holding = true;
    }

    /** Commits after this one are done at once. */
    public void release() {
        holding = false;
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    public int held() {
        return held.size();
    }

    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public StoreHealth health() {
        return StoreHealth.GOOD;
    }

    @Override
    public void close() {}
}
