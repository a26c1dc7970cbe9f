package org.rollcall.server.control;

import java.time.Duration;

/**
 * How much the channel bears.
 *
 * @param lineBytes octets of a request's line
 * @param entryBytes octets of the line of an entry that comes in; the largest that an LDIF file may have takes less
 * @param connections that are served at once; more are refused
 * @param outstandingEntries that one connection may send before the first of them is answered; no more are read
 * @param outstandingBytes octets of the lines of entries that are taken in for one connection at once, less than a store
 *     lets wait for its disk; a line that is longer is alone
 * @param patience how long a peer may take to send its request, or to take in a line of the answer
 * @param entryPatience the same while entries come and go: whoever reads them may be a person with a pager
 * @param progressInterval the least time between two lines of progress
 */
public record ControlLimits(
        int lineBytes,
        int entryBytes,
        int connections,
        int outstandingEntries,
        int outstandingBytes,
        Duration patience,
        Duration entryPatience,
        Duration progressInterval) {
    public static final ControlLimits DEFAULT = new ControlLimits(
            64 * 1024,
            16 << 20,
            16,
            1024,
            4 << 20,
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofMillis(100));
}
