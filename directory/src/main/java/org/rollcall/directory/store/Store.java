package org.rollcall.directory.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.rollcall.ldap.OctetString;

/**
 * Where committed state outlives the process: named tables of keys and values, changed by atomic batches. Commits
 * complete in the order they were given.
 */
public interface Store extends AutoCloseable {

    /** A table; its number is part of what is stored. */
    enum Table {
        ENTRIES,
        ACCOUNTS,
        MULTICAST_LEASES
    }

    /** One change; the value is only built by a store that keeps it. */
    sealed interface Write {
        record Put(Table table, OctetString key, Supplier<OctetString> value) implements Write {}

        record Remove(Table table, OctetString key) implements Write {}
    }

    /** All or nothing; completes when it is as durable as the operator asked for. */
    CompletionStage<Void> commit(List<Write> batch);

    /** Reads a whole table: at start only. */
    void read(Table table, BiConsumer<OctetString, OctetString> reader);

    @Override
    void close();
}
