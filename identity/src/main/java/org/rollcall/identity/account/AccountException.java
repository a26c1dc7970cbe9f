package org.rollcall.identity.account;

/** A change of accounts that is refused; nothing was changed. Costs no stack trace, since wrong requests are normal. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong with the request. */
    public enum Kind {
        /** The text is no name. */
        INVALID_NAME,
        /** An account or group has this name. */
        NAME_TAKEN,
        /** There is no such account, group or member. */
        ABSENT,
        /** There are as many already as may be. */
        TOO_MANY,
        /** A group would be in itself, directly or through others. */
        CIRCLE,
        /** More changes wait than may: later ones may pass. */
        BUSY
    }

    private final Kind kind;

    public AccountException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
