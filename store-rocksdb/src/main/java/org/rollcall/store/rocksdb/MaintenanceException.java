package org.rollcall.store.rocksdb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rollcall.directory.store.StoreException;

/** Why a backup, a restore or another work of an operator on a store was not done; the message is for that operator. */
public final class MaintenanceException extends Exception {
    private static final long serialVersionUID = 1;

    /** What an operator may do about it. */
    public enum Kind {
        /** A place was not what it must be, or somebody has it: nothing was changed. */
        REFUSED,
        /** Another such work is under way in this process: nothing was changed. */
        BUSY,
        /** What was to be read is damaged. */
        DAMAGED,
        /** The disk, or what is on it, failed on the way; what was begun was taken away again where that could be done. */
        FAILED
    }

    private final Kind kind;

    MaintenanceException(Kind kind, String message) {
        this(kind, message, null);
    }

    MaintenanceException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static MaintenanceException failed(String what, IOException e) {
        return new MaintenanceException(Kind.FAILED, what + ": " + DiskFiles.reason(e), e);
    }

    static MaintenanceException failed(String what, RocksDBException e) {
        return new MaintenanceException(Kind.FAILED, what + ": " + e.getMessage(), e);
    }

    static MaintenanceException refused(StoreException e) {
        return new MaintenanceException(Kind.REFUSED, String.valueOf(e.getMessage()), e);
    }

    public Kind kind() {
        return kind;
    }
}
