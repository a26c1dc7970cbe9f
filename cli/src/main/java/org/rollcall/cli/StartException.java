package org.rollcall.cli;

/** A start that failed for a reason the operator can do something about; the message says what and how. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
