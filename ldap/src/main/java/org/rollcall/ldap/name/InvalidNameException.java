package org.rollcall.ldap.name;

/** A string that is not a distinguished name. It carries no stack trace: hostile input is a normal case. */
public final class InvalidNameException extends Exception {
    InvalidNameException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong, in words fit for a diagnosticMessage. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
