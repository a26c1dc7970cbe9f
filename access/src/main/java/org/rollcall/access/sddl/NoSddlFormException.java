package org.rollcall.access.sddl;

/** A descriptor of which some part has no text form here; its binary form is as good as ever. */
public final class NoSddlFormException extends Exception {
    NoSddlFormException(String message) {
        super(message, null, false, false);
    }

    /** What can't be written, in words fit for a diagnosticMessage. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
