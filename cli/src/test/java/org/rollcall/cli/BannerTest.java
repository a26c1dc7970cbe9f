package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.server.netbios.NetbiosPlaces;
import org.rollcall.server.tls.ServedCertificate;

class BannerTest {
    private static InetSocketAddress at(String address, int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }

    @Test
    void everyAddressOfTheMachineIsJustThePort() throws UnknownHostException {
        assertThat(Banner.lines(
                        List.of(at("::", 1002), at("0.0.0.0", 389)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .containsExactly(
                        "Rollcall listens on port 1002, port 389 and serves o=Intranet.",
                        "Entries are kept in memory only.",
                        "Try:  ldapsearch -x -H ldap://localhost:1002 -b o=Intranet '(objectClass=*)'");
    }

    @Test
    void anAddressIsNamedAndTried() throws UnknownHostException {
        assertThat(Banner.lines(
                        List.of(at("192.0.2.1", 389)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("o=A, c=x"),
                        Optional.of(Path.of("/srv/rollcall")),
                        Optional.empty()))
                .containsExactly(
                        "Rollcall listens on 192.0.2.1 port 389 and serves o=Intranet; o=A, c=x.",
                        "Entries are kept in /srv/rollcall.",
                        "Try:  ldapsearch -x -H ldap://192.0.2.1:389 -b o=Intranet '(objectClass=*)'");
        assertThat(Banner.lines(
                                List.of(at("::1", 389)),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty())
                        .getLast())
                .contains("ldap://[0:0:0:0:0:0:0:1]:389 ");
    }

    @Test
    void figuresThatAreOfferedAreToldWithTheirPort() throws UnknownHostException {
        assertThat(Banner.lines(
                        List.of(at("::", 1002)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(at("127.0.0.1", 40123))))
                .hasSize(4)
                .endsWith("Figures for monitoring: http://127.0.0.1:40123/metrics");
    }

    @Test
    void theDataDirectoryIsNamedSoThatItIsFoundFromAnywhere() throws UnknownHostException {
        assertThat(Banner.lines(
                        List.of(at("::", 1002)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(Path.of("./data")),
                        Optional.empty()))
                .contains("Entries are kept in " + Path.of("").toAbsolutePath().resolve("data") + ".");
    }

    private static List<String> encrypted(
            List<InetSocketAddress> plain,
            List<InetSocketAddress> tls,
            boolean onRequest,
            boolean selfSigned,
            String... names) {
        ServedCertificate certificate = new ServedCertificate(Instant.EPOCH, Instant.MAX, List.of(names), selfSigned);
        return Banner.lines(
                plain,
                Optional.of(new Banner.Encryption(tls, onRequest, certificate, Path.of("/etc/c.pem"))),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void encryptedPortsAreToldWithALineToTry() throws UnknownHostException {
        assertThat(encrypted(List.of(at("::", 1002)), List.of(at("::", 636)), true, true, "ils.example", "localhost"))
                .contains(
                        "Rollcall listens on port 1002, port 636 (TLS) and serves o=Intranet.",
                        "Encrypted:  LDAPTLS_CACERT=/etc/c.pem ldapsearch -x -H ldaps://localhost:636 -b o=Intranet"
                                + " '(objectClass=*)'");
        assertThat(encrypted(List.of(), List.of(at("::", 636)), true, false, "ils.example"))
                .containsExactly(
                        "Rollcall listens on port 636 (TLS) and serves o=Intranet.",
                        "Entries are kept in memory only.",
                        "Encrypted:  ldapsearch -x -H ldaps://ils.example:636 -b o=Intranet '(objectClass=*)'");
    }

    @Test
    void encryptionOnRequestIsToldWithALineToTry() throws UnknownHostException {
        assertThat(encrypted(List.of(at("::", 1002)), List.of(), true, false))
                .endsWith("Encrypted:  ldapsearch -ZZ -x -H ldap://localhost:1002 -b o=Intranet '(objectClass=*)'");
        assertThat(encrypted(List.of(at("::", 1002)), List.of(), false, false))
                .noneMatch(line -> line.contains("Encrypted"));
    }

    @Test
    void theNetbiosNameIsToldWithWhereItIsAskedFor() throws UnknownHostException {
        NetbiosPlaces sessions = new NetbiosPlaces("ROLLCALL", List.of(at("::", 139)), List.of());
        assertThat(Banner.lines(
                        List.of(at("::", 1002)),
                        Optional.empty(),
                        Optional.of(sessions),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .contains(
                        "Rollcall listens on port 1002, port 139 (NetBIOS) and serves o=Intranet.",
                        "Its NetBIOS name is ROLLCALL.");
        NetbiosPlaces both = new NetbiosPlaces("ROLLCALL", List.of(), List.of(at("0.0.0.0", 137)));
        assertThat(Banner.lines(
                        List.of(at("::", 1002)),
                        Optional.empty(),
                        Optional.of(both),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .contains("Its NetBIOS name is ROLLCALL, which it tells who asks on port 137 (UDP).");
    }
}
