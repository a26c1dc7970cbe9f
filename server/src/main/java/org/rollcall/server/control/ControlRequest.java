package org.rollcall.server.control;

import java.nio.file.Path;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Selection;

/** What can be asked of a running server. A new kind is a record here and a line in {@link ControlCodec}. */
public sealed interface ControlRequest {

    /** Something to be done with the store, which ends with one result. */
    sealed interface OfStore extends ControlRequest {}

    /** Something for which entries come or go before the result. */
    sealed interface OfEntries extends ControlRequest {}

    /**
     * A backup of the store.
     *
     * @param directory of the backups, absolute, since the server's own folder is another
     * @param keep how many to keep, 1 or more
     */
    record Backup(Path directory, int keep) implements OfStore {
        public Backup {
            if (!directory.isAbsolute()) {
                throw new IllegalArgumentException("the directory has no absolute name: " + directory);
            }
            if (keep < 1) {
                throw new IllegalArgumentException("one backup or more is kept, not " + keep);
            }
        }
    }

    /** A compaction of the store. */
    record Compact() implements OfStore {}

    /** How the store is. */
    record Stats() implements OfStore {}

    /** All entries of a selection. */
    record Export(Selection selection) implements OfEntries {}

    /** That entries be taken, which come behind it. */
    record Import(IntakeTerms terms) implements OfEntries {}
}
