package org.rollcall.server.limits;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.rollcall.directory.Owner;

/**
 * Where a connection comes from, and what follows from that before anything was said on it.
 *
 * @param remote the other end of the connection
 * @param observed its address, an IPv4 address where it is one in IPv6 clothes
 * @param owner whom entries added anonymously belong to (decision 14)
 * @param key equal for connections that count as one client: an IPv4 address, an IPv6 /64
 * @param exempt true where the limits for one address do not hold
 */
public record Client(InetSocketAddress remote, Optional<InetAddress> observed, Owner owner, long key, boolean exempt) {}
