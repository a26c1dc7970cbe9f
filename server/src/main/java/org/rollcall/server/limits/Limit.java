package org.rollcall.server.limits;

import java.util.Locale;

/** A limit that a client can run into; each is counted under its label. */
public enum Limit {
    CONNECTIONS,
    CONNECTIONS_PER_ADDRESS,
    IDLE_TIME,
    FIRST_MESSAGE_TIME,
    HANDSHAKE_TIME,
    MESSAGE_SIZE,
    OUTSTANDING_REQUESTS,
    /** Replies that all clients together leave unread. */
    OUTPUT_MEMORY,
    /** Changes from one address. */
    WRITE_RATE,
    /** Changes by one account. */
    ACCOUNT_WRITE_RATE,
    NAME_QUERIES,
    /** Logons that were not looked at since too many of their address have failed. */
    FAILED_LOGONS,
    /** Logons whose answer had to wait since others of their address have failed. */
    LOGON_DELAY,
    /** Entries per address or account, and the size of one. */
    ENTRIES,
    SEARCH_TIME,
    /** Entries that one search looks at, or returns where its client did not ask for fewer. */
    SEARCH_WORK;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As it stands in the metrics. */
    public String label() {
        return label;
    }
}
