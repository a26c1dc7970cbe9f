package org.rollcall.cli;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.rollcall.server.netbios.NetbiosPlaces;
import org.rollcall.server.tls.ServedCertificate;

/**
 * A server that does nothing, without encryption, NetBIOS and figures.
 *
 * @param boundAddresses where it says that it listens
 * @param ending what closing it does
 */
record FakeServer(List<InetSocketAddress> boundAddresses, Runnable ending) implements RunningServer {
    @Override
    public List<InetSocketAddress> boundTlsAddresses() {
        return List.of();
    }

    @Override
    public Optional<NetbiosPlaces> netbios() {
        return Optional.empty();
    }

    @Override
    public Optional<ServedCertificate> certificate() {
        return Optional.empty();
    }

    @Override
    public Optional<InetSocketAddress> metricsAddress() {
        return Optional.empty();
    }

    @Override
    public void close() {
        ending.run();
    }
}
