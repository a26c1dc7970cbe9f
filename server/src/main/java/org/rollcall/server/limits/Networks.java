package org.rollcall.server.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.rollcall.ldap.OctetString;

/** Some networks, by their addresses and prefixes. Immutable. */
public final class Networks {
    private final List<Network> networks;

    /** @param first address of the network */
    private record Network(OctetString first, int prefix) {
        Network(byte[] address, int prefix) {
            this(OctetString.wrap(masked(address, prefix)), prefix);
        }

        boolean contains(byte[] address) {
            return first.equals(OctetString.wrap(masked(address, prefix)));
        }
    }

    private Networks(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Networks in the form {@code ADDRESS/PREFIX}, or single addresses.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static Networks parse(List<String> texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            int slash = text.indexOf('/');
            byte[] octets = address(slash < 0 ? text : text.substring(0, slash), text);
            int bits = octets.length * 8;
            networks.add(new Network(octets, slash < 0 ? bits : prefix(text, slash, bits)));
        }
        return new Networks(networks);
    }

    private static byte[] address(String address, String text) {
        // What looks like a name would be asked of the network.
        if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("'" + text + "' is no network; one is 192.0.2.0/24, or 2001:db8::/32");
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' has no address before its prefix", e);
        }
    }

    private static int prefix(String text, int slash, int most) {
        try {
            int prefix = Integer.parseInt(text.substring(slash + 1));
            if (prefix >= 0 && prefix <= most) {
                return prefix;
            }
        } catch (NumberFormatException e) {
            // It is told below.
        }
        throw new IllegalArgumentException("'" + text + "' has no prefix between 0 and " + most);
    }

    /** The first address of the network with this prefix that an address is in. */
    static byte[] masked(byte[] address, int prefix) {
        byte[] octets = address.clone();
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.clamp(prefix - i * 8L, 0, 8);
            octets[i] &= (byte) (0xff00 >> kept);
        }
        return octets;
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /** Whether one of them has this address. */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(octets));
    }
}
