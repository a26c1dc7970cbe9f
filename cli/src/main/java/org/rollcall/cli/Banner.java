package org.rollcall.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a started server says of itself: where it listens, what it serves, what it keeps, a line to try, its figures. */
final class Banner {
    private static final String MAIN_SUFFIX = "o=Intranet";

    private Banner() {}

    /**
     * The banner's lines.
     *
     * @param addresses where the server listens, at least one
     * @param furtherSuffixes what it serves beside its own tree
     * @param data the directory that entries are kept in, if they are
     * @param metrics where its figures are, if they are offered
     */
    static List<String> lines(
            List<InetSocketAddress> addresses,
            List<String> furtherSuffixes,
            Optional<Path> data,
            Optional<InetSocketAddress> metrics) {
        List<String> suffixes = new ArrayList<>();
        suffixes.add(MAIN_SUFFIX);
        suffixes.addAll(furtherSuffixes);
        List<String> lines = new ArrayList<>();
        lines.add("Rollcall listens on " + addresses.stream().map(Banner::place).collect(Collectors.joining(", "))
                + " and serves " + String.join("; ", suffixes) + ".");
        lines.add(data.map(directory ->
                        "Entries are kept in " + directory.toAbsolutePath().normalize() + ".")
                .orElse("Entries are kept in memory only."));
        lines.add("Try:  ldapsearch -x -H " + uri("ldap", addresses.getFirst()) + " -b " + MAIN_SUFFIX
                + " '(objectClass=*)'");
        metrics.ifPresent(address -> lines.add("Figures for monitoring: " + uri("http", address) + "/metrics"));
        return lines;
    }

    private static String place(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? "port " + address.getPort()
                : host(address.getAddress()) + " port " + address.getPort();
    }

    private static String uri(String scheme, InetSocketAddress address) {
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : host(address.getAddress());
        return scheme + "://" + host + ":" + address.getPort();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
