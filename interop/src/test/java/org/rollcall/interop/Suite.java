package org.rollcall.interop;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What lasts for all classes of a run: the server that they share, and the captures of every server. */
final class Suite implements AutoCloseable {
    private final List<Capture> captures = new ArrayList<>();
    private final List<RollcallServer> servers = new ArrayList<>();
    private RollcallServer shared;

    private Suite() {
        Peer.forgetAll();
    }

    static synchronized Suite of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Suite.class))
                .computeIfAbsent(Suite.class, key -> new Suite(), Suite.class);
    }

    /** The server that classes share: tests keep apart by the names they give their entries. */
    synchronized RollcallServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** A server of one's own, recorded from its first packet. */
    synchronized RollcallServer start(String... flags) {
        int port = Workplace.freePort();
        captures.add(Capture.start(port));
        return started(port, flags);
    }

    /** A server of one's own for what is not LDAP by intention: nothing is recorded. */
    synchronized RollcallServer startUnrecorded(String... flags) {
        return started(Workplace.freePort(), flags);
    }

    private RollcallServer started(int port, String... flags) {
        RollcallServer server = RollcallServer.start(port, List.of(flags));
        servers.add(server);
        return server;
    }

    /** Stops all servers and recordings, and gives the recordings. */
    synchronized List<Capture> finish() {
        close();
        return List.copyOf(captures);
    }

    @Override
    public synchronized void close() {
        servers.forEach(RollcallServer::close);
        captures.forEach(Capture::close);
        shared = null;
    }
}
