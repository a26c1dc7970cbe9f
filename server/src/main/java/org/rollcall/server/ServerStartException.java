package org.rollcall.server;

/** The server can't be started as it is set up; the message says why in words for its operator. */
public final class ServerStartException extends Exception {
    private static final long serialVersionUID = 1;

    ServerStartException(String message) {
        super(message);
    }

    ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
