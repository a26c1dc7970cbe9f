package org.rollcall.server.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.rollcall.ldap.OctetString;

/** Some networks, by their addresses and prefixes. Immutable. */
public final class Networks {
    private final List<Network> networks;

    private record Network(OctetString octets, int prefix) {
        boolean contains(byte[] address) {
            if (address.length != octets.length()) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit += 8) {
                int mask = prefix - bit >= 8 ? 0xff : 0xff00 >> (prefix - bit) & 0xff;
                if (((address[bit / 8] ^ octets.at(bit / 8)) & mask) != 0) {
                    return false;
                }
            }
            return true;
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
            networks.add(new Network(OctetString.wrap(octets), slash < 0 ? bits : prefix(text, slash, bits)));
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

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /** Whether one of them has this address. */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return networks.stream().anyMatch(network -> network.contains(octets));
    }
}
