package org.rollcall.server.net;

import java.time.Duration;

/**
 * What one connection may cost, and all together.
 *
 * @param idleTime time without a request or progress of one after which it is closed; zero never closes it
 * @param firstMessageTime time to complete a first message; zero sets no limit
 * @param handshakeTime time to agree on encryption once that has begun
 * @param outputOctets replies held for a client that does not read
 * @param allOutputOctets replies held for all of them
 */
public record ConnectionLimits(
        Duration idleTime, Duration firstMessageTime, Duration handshakeTime, int outputOctets, long allOutputOctets) {}
