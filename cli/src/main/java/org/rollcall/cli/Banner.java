package org.rollcall.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a started server says of itself: where it listens, what it serves, a line to try. */
final class Banner {
    private static final String MAIN_SUFFIX = "o=Intranet";

    private Banner() {}

    /**
     * The banner's lines.
     *
     * @param addresses where the server listens, at least one
     * @param furtherSuffixes what it serves beside its own tree
     */
    static List<String> lines(List<InetSocketAddress> addresses, List<String> furtherSuffixes) {
        List<String> suffixes = new ArrayList<>();
        suffixes.add(MAIN_SUFFIX);
        suffixes.addAll(furtherSuffixes);
        return List.of(
                "Rollcall listens on " + addresses.stream().map(Banner::place).collect(Collectors.joining(", "))
                        + " and serves " + String.join("; ", suffixes) + ".",
                "Try:  ldapsearch -x -H " + uri(addresses.getFirst()) + " -b " + MAIN_SUFFIX + " '(objectClass=*)'");
    }

    private static String place(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? "port " + address.getPort()
                : host(address.getAddress()) + " port " + address.getPort();
    }

    private static String uri(InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : host(address.getAddress());
        return "ldap://" + host + ":" + address.getPort();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
