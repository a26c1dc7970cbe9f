package org.rollcall.locator;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.locator.LocatorSettings.AddressPolicy;

/**
 * The address under which a person can be called (decision 13): the decimal number of the four octets read from the
 * last to the first (MS-TAIL 2.2.3), as the client sent it or as the server saw it.
 */
final class RegisteredAddress {
    private RegisteredAddress() {}

    /** The decimal form of an address: 192.168.0.224 is 3758139584. */
    static String decimal(Inet4Address address) {
        byte[] octets = address.getAddress();
        long number =
                (octets[0] & 0xffL) | (octets[1] & 0xffL) << 8 | (octets[2] & 0xffL) << 16 | (octets[3] & 0xffL) << 24;
        return Long.toString(number);
    }

    /** What to register in place of the value sent; the value itself where the policy has nothing better. */
    static OctetString choose(AddressPolicy policy, OctetString sent, Optional<InetAddress> observed) {
        return switch (policy) {
            case AS_SENT -> sent;
            case OBSERVED -> observed(observed).orElse(sent);
            case AUTO -> {
                boolean replace = observed.isPresent() && !isPrivate(observed.get()) && isPrivate(sent);
                yield replace ? observed(observed).orElse(sent) : sent;
            }
        };
    }

    /** The value to register for a person that sent none, where the policy has one. */
    static Optional<OctetString> forNone(AddressPolicy policy, Optional<InetAddress> observed) {
        return policy == AddressPolicy.OBSERVED ? observed(observed) : Optional.empty();
    }

    // An IPv6 address has no decimal form that a client would understand.
    private static Optional<OctetString> observed(Optional<InetAddress> observed) {
        return observed.filter(Inet4Address.class::isInstance)
                .map(address -> OctetString.of(decimal((Inet4Address) address)));
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] octets = address.getAddress();
        if (octets.length == 4) {
            return isPrivate(octets[0] & 0xff, octets[1] & 0xff);
        }
        boolean uniqueLocal = (octets[0] & 0xfe) == 0xfc;
        return uniqueLocal || address.isLoopbackAddress() || address.isLinkLocalAddress();
    }

    private static boolean isPrivate(OctetString sent) {
        long number = 0;
        if (sent.isEmpty() || sent.length() > 10) {
            return false;
        }
        for (int i = 0; i < sent.length(); i++) {
            int digit = sent.at(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            number = number * 10 + digit;
        }
        return number <= 0xffffffffL && isPrivate((int) (number & 0xff), (int) ((number >> 8) & 0xff));
    }

    // RFC 1918, loopback, link-local, and the shared space of carriers (RFC 6598); 0.0.0.0 is no address at all.
    private static boolean isPrivate(int first, int second) {
        return first == 10
                || first == 127
                || first == 0
                || (first == 172 && second >= 16 && second <= 31)
                || (first == 192 && second == 168)
                || (first == 169 && second == 254)
                || (first == 100 && second >= 64 && second <= 127);
    }
}
