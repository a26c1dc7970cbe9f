package org.rollcall.cli;

import java.net.InetSocketAddress;
import java.util.List;
import org.rollcall.server.ServerStartException;
import org.rollcall.server.config.EffectiveSettings;
import org.rollcall.server.config.Settings;
import org.rollcall.server.net.ListenException;

/**
 * Starts a server on the ports it is to have. The default port needs a privilege on most systems: where it is missing,
 * and nobody asked for that port, another one is taken.
 */
final class Startup {
    /** A server that listens, and what must be said about where. */
    record Started(RunningServer server, List<String> notes) {
        Started {
            notes = List.copyOf(notes);
        }
    }

    private final RunningServer.Starter starter;

    Startup(RunningServer.Starter starter) {
        this.starter = starter;
    }

    /**
     * Starts a server.
     *
     * @throws StartException where that is impossible, with what the operator can do
     */
    Started start(EffectiveSettings effective) throws StartException {
        Settings settings = effective.settings();
        try {
            return new Started(starter.start(settings), List.of());
        } catch (ListenException e) {
            int fallback = settings.listen().fallbackPort();
            boolean ofTls = !settings.listen().ports().contains(e.address().getPort());
            if (!e.isForbidden() || effective.isExplicit("listen.ports") || fallback == 0 || ofTls) {
                throw new StartException(explain(e, settings), e);
            }
            return startElsewhere(
                    settings.withPorts(List.of(fallback)), e.address().getPort());
        } catch (ServerStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private Started startElsewhere(Settings settings, int forbidden) throws StartException {
        try {
            RunningServer server = starter.start(settings);
            return new Started(
                    server,
                    List.of(
                            "Port " + forbidden + " needs a privilege that this process lacks, so port "
                                    + settings.listen().ports().getFirst() + " was taken instead.",
                            "To allow " + forbidden + ": " + remedy(forbidden)));
        } catch (ListenException e) {
            throw new StartException(
                    "port " + forbidden + " needs a privilege that this process lacks; " + explain(e, settings), e);
        } catch (ServerStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String explain(ListenException failure, Settings settings) {
        InetSocketAddress address = failure.address();
        String advice = failure.isForbidden()
                ? "; to allow it: " + remedy(address.getPort())
                : "; if another server has it, choose a different one by " + flag(address.getPort(), settings);
        return failure.getMessage() + advice;
    }

    /** By which a port was chosen. */
    private static String flag(int port, Settings settings) {
        if (settings.tls().ports().contains(port)) {
            return "--tls.ports";
        }
        if (settings.netbios().ports().contains(port)) {
            return "--netbios.ports";
        }
        return settings.netbios().nameService().contains(port) ? "--netbios.nameService" : "--port";
    }

    private static String remedy(int port) {
        return "sudo sysctl net.ipv4.ip_unprivileged_port_start=" + port
                + " (or AmbientCapabilities=CAP_NET_BIND_SERVICE in a systemd unit, or authbind)";
    }
}
