package org.rollcall.directory.query;

/** What a condition says of an entry (RFC 4511 §4.5.1.7): only TRUE makes it a match. */
public enum Truth {
    FALSE,
    UNDEFINED,
    TRUE;

    static Truth of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    Truth negated() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNDEFINED -> UNDEFINED;
            case TRUE -> FALSE;
        };
    }
}
