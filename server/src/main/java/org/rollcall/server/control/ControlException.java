package org.rollcall.server.control;

/** Why a request was not done; the message is for the operator. */
public final class ControlException extends Exception {
    private static final long serialVersionUID = 1;

    /** What an operator may do about it. Its name is part of the protocol. */
    public enum Kind {
        /** The request is none that this server knows, or has something in it that it should not. */
        NOT_UNDERSTOOD,
        /** A place was not what it must be: nothing was changed. */
        REFUSED,
        /** Too much is under way: nothing was changed, and later it may be done. */
        BUSY,
        /** What was to be read is damaged. */
        DAMAGED,
        /** It failed on the way, or was ended. */
        FAILED
    }

    private final Kind kind;

    public ControlException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ControlException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
