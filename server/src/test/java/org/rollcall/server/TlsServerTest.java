package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.fakes.Pki;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** A whole server with encryption, as an independent client meets it, and each of the settings of encryption. */
@Timeout(120)
class TlsServerTest {
    private static final Pki PKI = new Pki("authority");
    private static final Pki.Issued SERVER = PKI.issue("server");
    private static final String START_TLS = StartTLSExtendedRequest.STARTTLS_REQUEST_OID;

    @TempDir
    private Path folder;

    private Map<String, String> settings(Map<String, String> more) throws Exception {
        SERVER.write(folder, "server");
        PKI.authority().write(folder, "ca");
        Map<String, String> all = new HashMap<>(Map.of(
                "tls.ports", "0",
                "tls.certificate", folder.resolve("server.pem").toString(),
                "tls.key", folder.resolve("server-key.pem").toString()));
        all.putAll(more);
        return all;
    }

    private RollcallServer start(Map<String, String> more) throws Exception {
        return RollcallServerTest.start(settings(more));
    }

    private void assertNotStarted(Map<String, String> more, String... words) {
        assertThatThrownBy(() -> start(more).close())
                .isInstanceOf(ServerStartException.class)
                .hasMessageContainingAll(words);
    }

    private static LDAPConnection ldaps(RollcallServer server, SSLContext context) throws LDAPException {
        InetSocketAddress address = server.boundTlsAddresses().getFirst();
        return new LDAPConnection(context.getSocketFactory(), "127.0.0.1", address.getPort());
    }

    private static LDAPConnection plain(RollcallServer server) throws LDAPException {
        InetSocketAddress address = server.boundAddresses().getFirst();
        return new LDAPConnection("127.0.0.1", address.getPort());
    }

    private static LDAPConnection upgraded(RollcallServer server, SSLContext context) throws LDAPException {
        LDAPConnection connection = plain(server);
        ExtendedResult result = connection.processExtendedOperation(new StartTLSExtendedRequest(context));
        assertThat(result.getResultCode()).isEqualTo(ResultCode.SUCCESS);
        return connection;
    }

    private static void assertServed(LDAPConnection connection) throws LDAPException {
        assertThat(connection
                        .search("o=Intranet", SearchScope.BASE, "(objectClass=*)")
                        .getEntryCount())
                .isEqualTo(1);
    }

    private static Instant end(LDAPConnection connection) throws Exception {
        SSLSession session = connection.getSSLSession();
        return ((X509Certificate) session.getPeerCertificates()[0])
                .getNotAfter()
                .toInstant();
    }

    @Test
    void whatOneAddsUnderTlsOthersFind() throws Exception {
        int people = 300;
        try (RollcallServer server = start(Map.of())) {
            try (LDAPConnection one = ldaps(server, PKI.clients())) {
                for (int i = 0; i < people; i++) {
                    one.add(
                            "dn: cn=p" + i + ",ou=Dynamic,o=Intranet",
                            "objectClass: rtPerson",
                            "cn: p" + i,
                            "sn: " + "x".repeat(1_000));
                }
                assertFound(people, one);
            }
            try (LDAPConnection two = upgraded(server, PKI.clients())) {
                assertFound(people, two);
            }
            try (LDAPConnection three = plain(server)) {
                assertFound(people, three);
            }
        }
    }

    private static void assertFound(int people, LDAPConnection connection) throws LDAPException {
        assertThat(connection
                        .search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=*)")
                        .getEntryCount())
                .isEqualTo(people);
    }

    @Test
    void theRootDseNamesStartTlsWhereItIsOffered() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection connection = plain(server)) {
            assertThat(connection.getRootDSE().getSupportedExtendedOperationOIDs())
                    .contains(START_TLS);
        }
        try (RollcallServer server = start(Map.of("tls.startTls", "false"));
                LDAPConnection connection = plain(server);
                LDAPConnection encrypted = ldaps(server, PKI.clients())) {
            assertThat(connection.getRootDSE().getSupportedExtendedOperationOIDs())
                    .doesNotContain(START_TLS);
            assertThatThrownBy(() -> connection.processExtendedOperation(new StartTLSExtendedRequest(PKI.clients())))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.PROTOCOL_ERROR));
            assertServed(encrypted);
        }
    }

    @Test
    void version2HasNoStartTls() throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = new RawClient(server.boundAddresses().getFirst())) {
            assertThat(client.send(Requests.bind(1, 2)).result()).isEqualTo("1:success");
            assertThat(client.send(Requests.startTls(2)).result()).isEqualTo("2:protocolError");
        }
    }

    @Test
    void anEncryptedPortMayBeTheOnlyOne() throws Exception {
        try (RollcallServer server = start(Map.of("listen.ports", ""));
                LDAPConnection connection = ldaps(server, PKI.clients())) {
            assertThat(server.boundAddresses()).isEmpty();
            assertServed(connection);
        }
        assertNotStarted(Map.of("listen.ports", "", "tls.ports", ""), "listen.ports", "tls.ports");
    }

    @Test
    void clientCertificatesAreRequiredWhereThatIsSet() throws Exception {
        String ca = folder.resolve("ca.pem").toString();
        try (RollcallServer server = start(Map.of("tls.clientCertificates", "require", "tls.clientCa", ca))) {
            try (LDAPConnection known = ldaps(server, PKI.clients(PKI.issue("client")));
                    LDAPConnection alsoKnown = upgraded(server, PKI.clients(PKI.issue("client")))) {
                assertServed(known);
                assertServed(alsoKnown);
            }
            assertThatThrownBy(() -> {
                        try (LDAPConnection unknown = ldaps(server, PKI.clients())) {
                            assertServed(unknown);
                        }
                    })
                    .isInstanceOf(LDAPException.class);
        }
        try (RollcallServer server = start(Map.of("tls.clientCertificates", "request", "tls.clientCa", ca));
                LDAPConnection unknown = ldaps(server, PKI.clients())) {
            assertServed(unknown);
        }
    }

    @Test
    void theOldestVersionSpokenCanBeSet() throws Exception {
        try (RollcallServer any = start(Map.of());
                RollcallServer modern = start(Map.of("tls.minimum", "tls13"))) {
            assertThat(agreedBy(any)).isEqualTo("TLSv1.2");
            assertThatThrownBy(() -> agreedBy(modern)).isInstanceOf(IOException.class);
        }
    }

    private static String agreedBy(RollcallServer server) throws Exception {
        InetSocketAddress address = server.boundTlsAddresses().getFirst();
        try (SSLSocket socket =
                (SSLSocket) PKI.clients().getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void anEncryptedKeyIsReadByItsPassword() throws Exception {
        Path key = Files.writeString(folder.resolve("encrypted.pem"), SERVER.encryptedKeyPem("secret"));
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        try (RollcallServer server = start(Map.of("tls.key", key.toString(), "tls.keyPassword", password.toString()));
                LDAPConnection connection = ldaps(server, PKI.clients())) {
            assertServed(connection);
        }
        assertNotStarted(Map.of("tls.key", key.toString()), "encrypted", "tls.keyPassword");
    }

    @Test
    void aNewCertificateIsForNewConnectionsAndOpenOnesStay() throws Exception {
        try (RollcallServer server = start(Map.of("tls.reloadEvery", "100ms"));
                LDAPConnection open = ldaps(server, PKI.clients())) {
            Instant before = end(open);
            Pki.Issued renewed =
                    PKI.issue("server", Instant.now(), Instant.now().plus(Duration.ofDays(300)));
            renewed.write(folder, "server");
            Instant now = before;
            while (now.equals(before)) {
                try (LDAPConnection next = ldaps(server, PKI.clients())) {
                    assertServed(next);
                    now = end(next);
                }
            }
            assertThat(now).isEqualTo(renewed.certificate().getNotAfter().toInstant());
            assertThat(server.certificate().orElseThrow().notAfter()).isEqualTo(now);
            assertServed(open);
            assertThat(end(open)).isEqualTo(before);
            try (LDAPConnection upgraded = upgraded(server, PKI.clients())) {
                assertThat(end(upgraded)).isEqualTo(now);
            }
        }
    }

    @Test
    void whoTakesTooLongIsSentAway() throws Exception {
        try (RollcallServer server = start(Map.of("limits.handshakeTime", "100ms"));
                RawClient silent = new RawClient(server.boundTlsAddresses().getFirst())) {
            assertThat(silent.isClosed()).isTrue();
        }
    }

    @Test
    void figuresTellOfEncryption() throws Exception {
        try (RollcallServer server = start(Map.of("metrics.enabled", "true", "metrics.port", "0"));
                LDAPConnection connection = ldaps(server, PKI.clients());
                RawClient plain = new RawClient(server.boundTlsAddresses().getFirst()).send(Requests.bind(1, 3));
                HttpClient http = HttpClient.newHttpClient()) {
            assertServed(connection);
            plain.socket().getInputStream().readAllBytes();
            URI uri = URI.create(
                    "http://127.0.0.1:" + server.metricsAddress().orElseThrow().getPort() + "/metrics");
            assertThat(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .body()
                            .lines())
                    .contains(
                            "rollcall_tls_handshakes_total{result=\"done\"} 1.0",
                            "rollcall_tls_handshakes_total{result=\"not_tls\"} 1.0",
                            "rollcall_tls_connections 1.0")
                    .anyMatch(line -> line.startsWith("rollcall_tls_certificate_not_after_seconds ")
                            && Math.round(Double.parseDouble(line.split(" ")[1]))
                                    == SERVER.certificate()
                                            .getNotAfter()
                                            .toInstant()
                                            .getEpochSecond());
        }
    }

    @Test
    void whatCannotBeUsedKeepsTheServerFromStarting() {
        assertNotStarted(Map.of("tls.certificate", "/nowhere/c.pem"), "tls.certificate", "/nowhere/c.pem");
        assertNotStarted(Map.of("tls.key", folder.resolve("ca-key.pem").toString()), "ca-key.pem", "does not belong");
        assertNotStarted(Map.of("tls.certificate", "", "tls.key", ""), "tls.ports", "self-signed");
    }
}
