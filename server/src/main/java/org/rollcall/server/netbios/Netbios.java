package org.rollcall.server.netbios;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rollcall.server.config.MachineName;
import org.rollcall.server.config.NetbiosSettings;
import org.rollcall.server.limits.AddressRate;
import org.rollcall.server.limits.Clients;
import org.rollcall.server.net.Encrypting;
import org.rollcall.server.net.ListenException;
import org.rollcall.server.net.Listeners;

/** What a server does for clients of NetBIOS, made from its settings. */
public final class Netbios {
    private static final InetAddress ANY = Inet4Address.ofLiteral("0.0.0.0");

    private final OwnNames names;
    private final SessionService sessions;
    private final AddressRate queryRate;
    private final Clients clients;
    private final LongSupplier nanoTime;
    private final NetbiosCounters counters = new NetbiosCounters();

    /**
     * Nothing is listened on yet.
     *
     * @param nanoTime a monotonic clock
     * @throws IllegalArgumentException where a setting makes no sense, with what is wrong
     */
    public Netbios(NetbiosSettings settings, Clients clients, LongSupplier nanoTime) {
        this.names = OwnNames.of(
                settings.name(), settings.scope(), settings.name().isEmpty() ? MachineName.host("netbios.name") : "");
        this.sessions = new SessionService(new SessionDesk(names, retarget(settings)), settings.keepAlive(), counters);
        this.queryRate = AddressRate.perSecond(
                settings.queriesPerSecondPerAddress(), Math.max(1, settings.queriesPerSecondPerAddress()));
        this.clients = clients;
        this.nanoTime = nanoTime;
    }

    private static Optional<SessionAnswer.Retarget> retarget(NetbiosSettings settings) {
        String address = settings.retargetAddress();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SessionAnswer.Retarget(Inet4Address.ofLiteral(address), settings.retargetPort()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("netbios.retargetAddress '" + address + "' is no IPv4 address", e);
        }
    }

    /**
     * Listens.
     *
     * @param sessionPlaces where for sessions
     * @param queryPlaces where for questions about the name; addresses of IPv6, which NetBIOS does not have, are left out
     * @throws ListenException where that is not possible
     */
    public NetbiosPlaces listen(
            Listeners listeners,
            List<InetSocketAddress> sessionPlaces,
            int backlog,
            List<InetSocketAddress> queryPlaces)
            throws ListenException {
        List<InetSocketAddress> boundForSessions = new ArrayList<>();
        for (InetSocketAddress place : sessionPlaces) {
            boundForSessions.add(listeners.listen(place, backlog, Encrypting.NEVER, sessions));
        }
        List<InetSocketAddress> boundForQueries = new ArrayList<>();
        for (InetSocketAddress place : queryPlaces) {
            if (place.getAddress().isAnyLocalAddress()) {
                boundForQueries.add(
                        listenForQueries(listeners, new InetSocketAddress(ANY, place.getPort()), Whereabouts.BY_ROUTE));
            } else if (place.getAddress() instanceof Inet4Address address) {
                boundForQueries.add(listenForQueries(listeners, place, asker -> Optional.of(address)));
            }
        }
        return new NetbiosPlaces(names.label(), boundForSessions, boundForQueries);
    }

    private InetSocketAddress listenForQueries(Listeners listeners, InetSocketAddress place, Whereabouts whereabouts)
            throws ListenException {
        return listeners.listenForDatagrams(
                place,
                observer -> new NameService(names, whereabouts, clients, queryRate, nanoTime, counters, observer));
    }

    /** What clients were told. */
    public NetbiosCounters counters() {
        return counters;
    }
}
