package org.rollcall.server.control;

import java.time.Duration;

/**
 * How much the channel bears.
 *
 * @param lineBytes octets of a request's line
 * @param connections that are served at once; more are refused
 * @param patience how long a peer may take to send its request, or to take in a line of the answer
 * @param progressInterval the least time between two lines of progress
 */
public record ControlLimits(int lineBytes, int connections, Duration patience, Duration progressInterval) {
    public static final ControlLimits DEFAULT =
            new ControlLimits(64 * 1024, 16, Duration.ofSeconds(10), Duration.ofMillis(100));
}
