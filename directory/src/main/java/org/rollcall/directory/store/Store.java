package org.rollcall.directory.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.rollcall.ldap.OctetString;

/**
 * Where committed state outlives the process: named tables of keys and values, changed by atomic batches. Commits
 * complete in the order they were given.
 */
public interface Store extends AutoCloseable {

    /** A table; its number is part of what is stored. */
    enum Table {
        ENTRIES(1),
        ACCOUNTS(2),
        MULTICAST_LEASES(3);

        private final int number;

        Table(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    /** One change; the value is only built by a store that keeps it, and before {@link #commit} returns. */
    sealed interface Write {
        record Put(Table table, OctetString key, Supplier<OctetString> value) implements Write {}

        record Remove(Table table, OctetString key) implements Write {}
    }

    /** What reads a table. */
    interface Reader {
        void record(OctetString key, OctetString value);

        /**
         * A record that is there and cannot be trusted: what else the table holds is read all the same.
         *
         * @param key the record's key; where it cannot be told, that of the last record before it; empty where not even
         *     that can be told
         * @param reason what is wrong, for people
         */
        void damaged(OctetString key, String reason);
    }

    /**
     * All or nothing; completes when it is as durable as the operator asked for.
     *
     * @return fails with a {@link StoreException}: at once when the store takes no more, and else in the order of the
     *     commits. What failed does not show in the store while it is open. After a restart it may be there if it failed
     *     as {@link StoreException.Kind#FAILED}, or as {@link StoreException.Kind#FULL} in a process that ended before
     *     there was room again; as any other kind it is not
     */
    CompletionStage<Void> commit(List<Write> batch);

    /**
     * Reads a whole table, in the order of its keys: at start only. The reader is called on the caller's thread.
     *
     * @throws StoreException if the table cannot be read at all, or the store is closed
     */
    void read(Table table, Reader reader);

    /** Whether commits are taken, and why not; for metrics and operators. */
    StoreHealth health();

    /** Finishes what was given; later commits fail. Waits for that, so it is not for an event loop. Closing again does nothing. */
    @Override
    void close();
}
