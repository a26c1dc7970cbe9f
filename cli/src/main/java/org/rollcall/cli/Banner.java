package org.rollcall.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.server.netbios.NetbiosPlaces;
import org.rollcall.server.tls.ServedCertificate;

/** What a started server says of itself: where it listens, what it serves, what it keeps, a line to try, its figures. */
final class Banner {
    private static final String MAIN_SUFFIX = "o=Intranet";

    private static final String LOCALHOST = "localhost";

    private Banner() {}

    /**
     * How a server encrypts.
     *
     * @param addresses where it does so from the start
     * @param onRequest whether it does so elsewhere where it is asked to
     * @param file of the certificate
     */
    record Encryption(List<InetSocketAddress> addresses, boolean onRequest, ServedCertificate certificate, Path file) {
        Encryption {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The banner's lines.
     *
     * @param addresses where the server listens; somewhere, here, encrypted or by NetBIOS
     * @param encryption how it encrypts, if it does
     * @param netbios what it is called by NetBIOS, if it is
     * @param furtherSuffixes what it serves beside its own tree
     * @param data the directory that entries are kept in, if they are
     * @param metrics where its figures are, if they are offered
     */
    static List<String> lines(
            List<InetSocketAddress> addresses,
            Optional<Encryption> encryption,
            Optional<NetbiosPlaces> netbios,
            List<String> furtherSuffixes,
            Optional<Path> data,
            Optional<InetSocketAddress> metrics) {
        List<String> suffixes = new ArrayList<>();
        suffixes.add(MAIN_SUFFIX);
        suffixes.addAll(furtherSuffixes);
        List<String> lines = new ArrayList<>();
        List<String> places = new ArrayList<>();
        addresses.forEach(address -> places.add(place(address)));
        encryption.ifPresent(tls -> tls.addresses().forEach(address -> places.add(place(address) + " (TLS)")));
        netbios.ifPresent(named -> named.sessions().forEach(address -> places.add(place(address) + " (NetBIOS)")));
        lines.add("Rollcall listens on " + String.join(", ", places) + " and serves " + String.join("; ", suffixes)
                + ".");
        lines.add(data.map(directory ->
                        "Entries are kept in " + directory.toAbsolutePath().normalize() + ".")
                .orElse("Entries are kept in memory only."));
        netbios.ifPresent(named -> lines.add("Its NetBIOS name is " + named.name() + queries(named.queries())));
        String search = " -b " + MAIN_SUFFIX + " '(objectClass=*)'";
        if (!addresses.isEmpty()) {
            lines.add("Try:  ldapsearch -x -H " + uri("ldap", addresses.getFirst(), LOCALHOST) + search);
        }
        encryption
                .flatMap(tls -> encrypted(tls, addresses))
                .ifPresent(command -> lines.add("Encrypted:  " + command + search));
        metrics.ifPresent(
                address -> lines.add("Figures for monitoring: " + uri("http", address, LOCALHOST) + "/metrics"));
        return lines;
    }

    /** The beginning of a search that is encrypted, by the name that the certificate is for. */
    private static Optional<String> encrypted(Encryption tls, List<InetSocketAddress> plain) {
        List<String> names = tls.certificate().names();
        String name = names.contains(LOCALHOST)
                ? LOCALHOST
                : names.stream()
                        .filter(each -> !each.startsWith("*"))
                        .findFirst()
                        .orElse(LOCALHOST);
        // Nobody vouches for such a certificate, so that the client has to be told to believe it.
        String search = tls.certificate().selfSigned()
                ? "LDAPTLS_CACERT=" + tls.file().toAbsolutePath().normalize() + " ldapsearch"
                : "ldapsearch";
        if (!tls.addresses().isEmpty()) {
            return Optional.of(search + " -x -H " + uri("ldaps", tls.addresses().getFirst(), name));
        }
        return tls.onRequest() && !plain.isEmpty()
                ? Optional.of(search + " -ZZ -x -H " + uri("ldap", plain.getFirst(), name))
                : Optional.empty();
    }

    private static String queries(List<InetSocketAddress> addresses) {
        return addresses.isEmpty()
                ? "."
                : addresses.stream()
                        .map(address -> place(address) + " (UDP)")
                        .collect(Collectors.joining(", ", ", which it tells who asks on ", "."));
    }

    private static String place(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? "port " + address.getPort()
                : host(address.getAddress()) + " port " + address.getPort();
    }

    private static String uri(String scheme, InetSocketAddress address, String name) {
        String host = address.getAddress().isAnyLocalAddress() ? name : host(address.getAddress());
        return scheme + "://" + host + ":" + address.getPort();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
