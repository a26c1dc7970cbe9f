package org.rollcall.access.ntlm.message;

/**
 * Octets that are not the message they should be. It carries no stack trace: hostile input is a normal case and must be
 * cheap to refuse.
 */
public final class NtlmFormatException extends Exception {
    NtlmFormatException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong and where, in words fit for an operator. They repeat nothing that the message holds. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
