package org.rollcall.server.limits;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.rollcall.directory.Owner;
import org.rollcall.server.config.Settings;

/** Tells clients apart by their addresses, as the operator wants it. Immutable. */
public final class Clients {
    private static final Owner ANYONE = new Owner.Network("any");

    private final Settings.Ownership ownership;
    private final boolean limitsHoldForLoopback;

    public Clients(Settings.Ownership ownership, boolean limitsHoldForLoopback) {
        this.ownership = ownership;
        this.limitsHoldForLoopback = limitsHoldForLoopback;
    }

    public Client client(InetSocketAddress remote) {
        InetAddress address = remote.getAddress();
        if (address == null) {
            return new Client(remote, Optional.empty(), ANYONE, 0, false);
        }
        InetAddress plain = unwrapped(address);
        boolean exempt = plain.isLoopbackAddress() && !limitsHoldForLoopback;
        return new Client(remote, Optional.of(plain), owner(plain), key(plain), exempt);
    }

    /** The network whose entries a client at this address may change. */
    Owner owner(InetAddress address) {
        if (ownership.anyone()) {
            return ANYONE;
        }
        byte[] octets = address.getAddress();
        int prefix = octets.length == 4 ? ownership.ipv4Prefix() : ownership.ipv6Prefix();
        if (prefix == octets.length * 8) {
            return new Owner.Network(address.getHostAddress() + "/" + prefix);
        }
        try {
            return new Owner.Network(
                    InetAddress.getByAddress(Networks.masked(octets, prefix)).getHostAddress() + "/" + prefix);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address keeps its length", e);
        }
    }

    /** The upper half of an IPv6 address; an IPv4 address stands where no global IPv6 network does. */
    private static long key(InetAddress address) {
        byte[] octets = address.getAddress();
        long key = address instanceof Inet4Address ? 0xffff : 0;
        for (int i = 0; i < Math.min(octets.length, 8); i++) {
            key = (key << 8) | (octets[i] & 0xff);
        }
        return key;
    }

    /** Sockets that serve both families show IPv4 clients as {@code ::ffff:a.b.c.d}. */
    private static InetAddress unwrapped(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] octets = address.getAddress();
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return withoutScope(address, octets);
            }
        }
        if (octets[10] != (byte) 0xff || octets[11] != (byte) 0xff) {
            return withoutScope(address, octets);
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(octets, 12, 16));
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    /** The interface through which a client was heard is no part of who it is. */
    private static InetAddress withoutScope(InetAddress address, byte[] octets) {
        try {
            return address.isLinkLocalAddress() ? InetAddress.getByAddress(octets) : address;
        } catch (UnknownHostException e) {
            throw new AssertionError("sixteen octets are an address", e);
        }
    }
}
