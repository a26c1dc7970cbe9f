package org.rollcall.identity.account;

/** A record that is none of an account, a group or the authority, or one of a later form. */
final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableRecordException(String message) {
        super(message, null, false, false);
    }
}
