package org.rollcall.server.netbios;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What a server is called by NetBIOS, and where it listens.
 *
 * @param sessions for sessions
 * @param queries for questions about its name
 */
public record NetbiosPlaces(String name, List<InetSocketAddress> sessions, List<InetSocketAddress> queries) {
    public NetbiosPlaces {
        sessions = List.copyOf(sessions);
        queries = List.copyOf(queries);
    }
}
