package org.rollcall.server.netbios;

/**
 * A packet that is not as RFC 1002 has it. It carries no stack trace: hostile input is a normal case and must be cheap to
 * refuse.
 */
final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }

    /** What is wrong. */
    String text() {
        return String.valueOf(getMessage());
    }
}
