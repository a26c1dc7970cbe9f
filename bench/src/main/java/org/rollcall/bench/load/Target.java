package org.rollcall.bench.load;

import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where load goes: always this machine.
 *
 * @param source the loopback address that it comes from; without one the system chooses
 * @param tls how it is encrypted from the first octet on, if it is
 */
public record Target(InetSocketAddress address, Optional<InetAddress> source, Optional<SslContext> tls) {
    public Target {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("load goes to loopback addresses only, not to " + address);
        }
    }

    public static Target port(int port) {
        return new Target(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), Optional.empty(), Optional.empty());
    }

    /** The same from that address. */
    public Target from(InetAddress other) {
        return new Target(address, Optional.of(other), tls);
    }

    /** The same under TLS. */
    public Target under(SslContext context) {
        return new Target(address, source, Optional.of(context));
    }
}
