package org.rollcall.identity.sasl;

/**
 * Somebody changed what goes over a connection, or is not who it was. It carries no stack trace: hostile input is a
 * normal case and must be cheap to refuse.
 */
public final class SecurityLayerException extends Exception {
    private static final long serialVersionUID = 1;

    public SecurityLayerException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong, in words fit for an operator. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
