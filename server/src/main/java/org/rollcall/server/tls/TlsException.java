package org.rollcall.server.tls;

/** Certificates or keys that can't be used; the message tells an operator which file is to blame, and why. */
public final class TlsException extends Exception {
    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, and what to do. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
