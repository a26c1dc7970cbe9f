package org.rollcall.server.session;

import java.time.Duration;

/**
 * What one session may ask for.
 *
 * @param outstandingRequests requests that may wait for their results; beyond it nothing more is read
 * @param messageBytes largest message of a client that has said who it is; also how many bytes of requests may wait
 * @param anonymousMessageBytes the same for all others
 * @param searchTime working time of one search, without the time it waits for the client's reading; zero sets no limit
 */
public record SessionLimits(
        int outstandingRequests, int messageBytes, int anonymousMessageBytes, Duration searchTime) {}
