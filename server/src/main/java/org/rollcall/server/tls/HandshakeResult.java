package org.rollcall.server.tls;

import java.util.Locale;

/** How the beginning of an encrypted connection ended. */
public enum HandshakeResult {
    DONE,
    /** One side did not like what the other offered. */
    FAILED,
    /** What came was no TLS at all. */
    NOT_TLS,
    TIMED_OUT,
    /** The connection was closed before it was decided. */
    BROKEN_OFF;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it stands in the metrics. */
    public String label() {
        return label;
    }
}
