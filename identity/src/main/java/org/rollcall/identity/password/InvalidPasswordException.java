package org.rollcall.identity.password;

/** A text that cannot be anybody's password; the message says why, and nothing of the text. */
public final class InvalidPasswordException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidPasswordException(String message) {
        super(message, null, false, false);
    }
}
