package org.rollcall.cli;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.rollcall.server.RollcallServer;
import org.rollcall.server.ServerStartException;
import org.rollcall.server.config.Settings;
import org.rollcall.server.net.ListenException;
import org.rollcall.server.netbios.NetbiosPlaces;
import org.rollcall.server.tls.ServedCertificate;

/** What the command needs of a server; tests put their own in its place. */
interface RunningServer extends AutoCloseable {
    /** What is said on a terminal while entries come back from the store. */
    String RECOVERING = "Bringing entries back";

    /** Where it listens. */
    List<InetSocketAddress> boundAddresses();

    /** Where it listens for clients that encrypt from the start. */
    List<InetSocketAddress> boundTlsAddresses();

    /** Where it listens for clients of NetBIOS, if it does. */
    Optional<NetbiosPlaces> netbios();

    /** The certificate that clients are shown, if there is encryption. */
    Optional<ServedCertificate> certificate();

    /** Where its figures are, if they are offered. */
    Optional<InetSocketAddress> metricsAddress();

    /** Ends it in good order, within two seconds unless the disk takes longer. */
    @Override
    void close();

    /** Makes servers. */
    interface Starter {
        /** Starts one; it answers when this returns. */
        RunningServer start(Settings settings) throws ListenException, ServerStartException;
    }

    private static RollcallServer recovering(Settings settings, OutputStream accessLines)
            throws ListenException, ServerStartException {
        EntryProgress progress = EntryProgress.onTerminal(RECOVERING);
        try {
            return RollcallServer.start(settings, accessLines, progress);
        } finally {
            progress.erase();
        }
    }

    /**
     * The real thing.
     *
     * @param accessLines takes the lines of operations
     */
    static RunningServer start(Settings settings, OutputStream accessLines)
            throws ListenException, ServerStartException {
        RollcallServer server = recovering(settings, accessLines);
        return new RunningServer() {
            @Override
            public List<InetSocketAddress> boundAddresses() {
                return server.boundAddresses();
            }

            @Override
            public List<InetSocketAddress> boundTlsAddresses() {
                return server.boundTlsAddresses();
            }

            @Override
            public Optional<NetbiosPlaces> netbios() {
                return server.netbios();
            }

            @Override
            public Optional<ServedCertificate> certificate() {
                return server.certificate();
            }

            @Override
            public Optional<InetSocketAddress> metricsAddress() {
                return server.metricsAddress();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
