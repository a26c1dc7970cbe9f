package org.rollcall.access.sddl;

/** Text that is not a descriptor, or none that is read here, and where in it the fault is. It carries no stack trace. */
public final class InvalidSddlException extends Exception {
    private final int offset;

    InvalidSddlException(String message, int offset) {
        super(message + " at character " + offset, null, false, false);
        this.offset = offset;
    }

    /** The index of the character at which reading stopped. */
    public int offset() {
        return offset;
    }

    /** What is wrong and where, in words fit for a diagnosticMessage. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
