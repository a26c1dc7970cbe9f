package org.rollcall.server.limits;

import java.util.Locale;

/** A limit that a client can run into; each is counted under its label. */
public enum Limit {
    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS,
    IDLE_TIME,
    FIRST_MESSAGE_TIME,
    MESSAGE_SIZE,
    OUTSTANDING_REQUESTS,
    WRITE_RATE,
    ENTRY_LIMITS,
    SEARCH_TIME,
    SEARCH_WORK,
    SEARCH_SIZE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it stands in the metrics. */
    public String label() {
        return label;
    }
}
