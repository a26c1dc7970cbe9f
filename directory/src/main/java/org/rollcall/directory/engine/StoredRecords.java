package org.rollcall.directory.engine;

import java.util.Optional;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

/** What the records of a store mean, for those who look after a store and serve no directory from it. */
public final class StoredRecords {
    static final String NO_CONTENTS = "contents that are not an entry's";

    private StoredRecords() {}

    /**
     * What is wrong with a record, for people; empty if nothing is. An entry that today's schema does not know is as it
     * should be: it is not served, and not lost.
     */
    public static Optional<String> problem(Store.Table table, OctetString key, OctetString value) {
        return switch (table) {
            case ENTRIES -> problem(value);
            case ACCOUNTS, MULTICAST_LEASES -> Optional.empty();
        };
    }

    private static Optional<String> problem(OctetString entry) {
        try {
            StoredEntry read = StoredEntry.read(entry);
            return Wire.isSound(
                            read.contents(),
                            read.classes().size(),
                            read.attributes().size())
                    ? Optional.empty()
                    : Optional.of(NO_CONTENTS);
        } catch (StoredEntry.Unreadable e) {
            return Optional.of("no entry that this version reads: " + e.getMessage());
        }
    }
}
