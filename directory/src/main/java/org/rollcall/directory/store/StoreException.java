package org.rollcall.directory.store;

import org.jspecify.annotations.Nullable;

/** Why a store did not do what it was asked. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What a caller may do about it. */
    public enum Kind {
        /** No room on the disk: nothing was changed, and writes go on when there is room. */
        FULL,
        /** More commits wait than may: nothing was changed, and later ones may pass. */
        BUSY,
        /** The store cannot vouch for what it writes and takes nothing more. Whether this batch is there is unknown. */
        FAILED,
        /** The store was closed before: nothing was changed. */
        CLOSED,
        /** The place given cannot be opened as a store; it was left as it is. */
        REFUSED
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** Refusals under load are normal and cost no stack trace. */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause, true, kind == Kind.FAILED || kind == Kind.REFUSED);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
