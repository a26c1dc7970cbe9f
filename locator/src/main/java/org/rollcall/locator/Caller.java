package org.rollcall.locator;

import java.net.InetAddress;
import java.util.Optional;
import org.rollcall.directory.View;

/**
 * Who sent a request.
 *
 * @param observed the address it came from, for decision 13; none for the server's own requests
 */
public record Caller(View view, ProtocolVersion version, Optional<InetAddress> observed) {}
