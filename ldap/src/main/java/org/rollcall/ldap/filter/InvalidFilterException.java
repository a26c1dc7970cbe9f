package org.rollcall.ldap.filter;

/** A string that is not a filter, and where in it the fault is. It carries no stack trace. */
public final class InvalidFilterException extends Exception {
    private final int offset;

    InvalidFilterException(String message, int offset) {
        super(message + " at character " + offset, null, false, false);
        this.offset = offset;
    }

    /** The index of the character at which reading stopped. */
    public int offset() {
        return offset;
    }
}
