package org.rollcall.store.rocksdb;

import java.util.concurrent.CancellationException;

/** Hears how far a work has come, on the thread that does it, a few times for each mebibyte or record at most. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (stage, done, total) -> {};

    /** What is being done, and in which unit. */
    enum Stage {
        /** Octets copied. */
        COPY,
        /** Octets of files read and compared with their checksums. */
        VERIFY,
        /** Records read; the total is an estimate. */
        READ,
        /** Tables put in order. */
        COMPACT
    }

    /**
     * How far it is.
     *
     * @throws CancellationException to end the work: what it had begun is taken away again
     */
    void report(Stage stage, long done, long total);
}
