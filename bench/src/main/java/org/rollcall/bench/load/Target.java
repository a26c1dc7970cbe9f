package org.rollcall.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where load goes: always this machine. */
public record Target(InetSocketAddress address) {
    public Target {
        if (!address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("load goes to loopback addresses only, not to " + address);
        }
    }

    public static Target port(int port) {
        return new Target(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }
}
