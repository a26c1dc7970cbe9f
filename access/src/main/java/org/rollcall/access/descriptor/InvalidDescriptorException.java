package org.rollcall.access.descriptor;

/**
 * Octets that are no security descriptor, or entries that together are too large for one. It carries no stack trace:
 * hostile input is a normal case.
 */
public final class InvalidDescriptorException extends Exception {
    public InvalidDescriptorException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong and where, in words fit for a diagnosticMessage. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
