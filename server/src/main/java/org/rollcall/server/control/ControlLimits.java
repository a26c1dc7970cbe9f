package org.rollcall.server.control;

import java.time.Duration;

/**
 * How much the channel bears.
 *
 * @param lineBytes octets of a request's line
 * @param entryBytes octets of the line of an entry that comes in; the largest that an LDIF file may have takes less
 * @param connections that are served at once; more are refused
 * @param outstandingEntries that one connection may send before the first of them is answered; no more are read
 * @param patience how long a peer may take to send its request, or to take in a line of the answer
 * @param progressInterval the least time between two lines of progress
 */
public record ControlLimits(
        int lineBytes,
        int entryBytes,
        int connections,
        int outstandingEntries,
        Duration patience,
        Duration progressInterval) {
    public static final ControlLimits DEFAULT =
            new ControlLimits(64 * 1024, 16 << 20, 16, 1024, Duration.ofSeconds(10), Duration.ofMillis(100));
}
