package org.rollcall.access.ntlm.crypto;

/** A message that was not signed by the other side, or not sent now. Its connection can't go on. */
public final class MessageSecurityException extends Exception {
    MessageSecurityException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong, in words fit for an operator. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
