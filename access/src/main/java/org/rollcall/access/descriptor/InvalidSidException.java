package org.rollcall.access.descriptor;

/** Text or octets that are not a security identifier. It carries no stack trace: hostile input is a normal case. */
public final class InvalidSidException extends Exception {
    InvalidSidException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong, in words fit for a diagnosticMessage. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
