package org.rollcall.server.control;

import java.nio.file.Path;

/** What can be asked of a running server. A new kind is a record here and a line in {@link ControlCodec}. */
public sealed interface ControlRequest {

    /**
     * A backup of the store.
     *
     * @param directory of the backups, absolute, since the server's own folder is another
     * @param keep how many to keep, 1 or more
     */
    record Backup(Path directory, int keep) implements ControlRequest {
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
    record Compact() implements ControlRequest {}

    /** How the store is. */
    record Stats() implements ControlRequest {}
}
