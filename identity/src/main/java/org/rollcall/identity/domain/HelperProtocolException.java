package org.rollcall.identity.domain;

/** A helper writes what it must not. The message is for operators. */
public final class HelperProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    HelperProtocolException(String message) {
        super(message);
    }
}
