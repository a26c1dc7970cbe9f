package org.rollcall.store.rocksdb;

import java.util.Optional;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

/** Something wrong that a check came upon. */
public sealed interface Finding {

    /** For people, on one line. */
    String text();

    /**
     * A record that is not what was written, or means nothing to those who wrote it. A repair leaves it out.
     *
     * @param reason for people
     */
    record BadRecord(Store.Table table, OctetString key, String reason) implements Finding {
        @Override
        public String text() {
            return "table " + RocksDatabase.nameOf(table) + ", record " + key + ": " + reason;
        }
    }

    /**
     * Records that cannot be read, all of those between two keys.
     *
     * @param after the last record before them; empty where they are the first
     * @param before the first record after them; empty where they are the last
     * @param kept how many records with such keys other files have: as they were before, perhaps
     * @param reason for people
     */
    record LostRange(
            Store.Table table, Optional<OctetString> after, Optional<OctetString> before, long kept, String reason)
            implements Finding {
        @Override
        public String text() {
            return "table " + RocksDatabase.nameOf(table) + ", records after "
                    + after.map(OctetString::toString).orElse("the beginning") + " and before "
                    + before.map(OctetString::toString).orElse("the end")
                    + ": cannot be read" + (kept == 0 ? "" : ", but for " + kept + " that may be older ones") + ": "
                    + reason;
        }
    }

    /**
     * A file of a table with damage in it.
     *
     * @param name of the file
     * @param first the least key of its records
     * @param last the greatest
     * @param readable whether what is whole in it can be read. Where not, records from the first key to the last may be
     *     missing, or be as they were before
     * @param reason for people
     */
    record BadFile(String name, Store.Table table, OctetString first, OctetString last, boolean readable, String reason)
            implements Finding {
        @Override
        public String text() {
            return "file " + name + " of table " + RocksDatabase.nameOf(table) + ", with records from " + first + " to "
                    + last
                    + (readable
                            ? ": is damaged: "
                            : ": cannot be read at all, so that these may be missing or be older ones: ")
                    + reason;
        }
    }

    /**
     * Damage to what is common to all tables.
     *
     * @param reason for people
     */
    record Damage(String reason) implements Finding {
        @Override
        public String text() {
            return reason;
        }
    }
}
