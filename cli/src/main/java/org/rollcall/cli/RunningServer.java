package org.rollcall.cli;

import java.net.InetSocketAddress;
import java.util.List;
import org.rollcall.server.RollcallServer;
import org.rollcall.server.ServerStartException;
import org.rollcall.server.config.Settings;
import org.rollcall.server.net.ListenException;

/** What the command needs of a server; tests put their own in its place. */
interface RunningServer extends AutoCloseable {
    /** Where it listens. */
    List<InetSocketAddress> boundAddresses();

    /** Ends it in good order, within two seconds. */
    @Override
    void close();

    /** Makes servers. */
    interface Starter {
        /** Starts one; it answers when this returns. */
        RunningServer start(Settings settings) throws ListenException, ServerStartException;
    }

    /** The real thing. */
    static RunningServer start(Settings settings) throws ListenException, ServerStartException {
        RollcallServer server = RollcallServer.start(settings);
        return new RunningServer() {
            @Override
            public List<InetSocketAddress> boundAddresses() {
                return server.boundAddresses();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
