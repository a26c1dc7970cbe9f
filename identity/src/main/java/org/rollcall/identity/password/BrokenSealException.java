package org.rollcall.identity.password;

/** An NT hash that does not open: under another key, of another account, or damaged. */
public final class BrokenSealException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenSealException(String message) {
        super(message, null, false, false);
    }
}
