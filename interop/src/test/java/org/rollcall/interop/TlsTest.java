package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.util.json.JSONObject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.StartTlsRequest;
import javax.naming.ldap.StartTlsResponse;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients of three libraries of TLS, and a scanner, against a server with a certificate that it made itself. */
@AgainstRollcall
class TlsTest {
    private static final String SEARCH = "o=Intranet";

    /** What testssl.sh says of who vouches for the certificate, and how one would hear of a revocation, is true and meant. */
    private static final Set<String> OF_TRUST = Set.of("cert_chain_of_trust", "cert_trust", "cert_revocation");

    private static final Set<String> ABOVE_LOW = Set.of("MEDIUM", "HIGH", "CRITICAL", "FATAL");

    private final Suite suite;
    private final Path folder = Workplace.newFolder("tls");
    private final Path certificate = folder.resolve("certificate.pem");
    private final int tlsPort = Workplace.freePort();
    private RollcallServer server;

    TlsTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        selfSigned(folder);
        server = suite.startUnrecorded(flags(tlsPort));
        Peer.openLdapTools().seenBy(getClass());
        openssl().seenBy(getClass());
        sslscan().seenBy(getClass());
        Peer.require("testssl.sh", "testssl\\.sh\\s+(\\d\\S*)", "dpkg-query", "--show", "testssl.sh")
                .seenBy(getClass());
    }

    /** A certificate and its key, in files of a folder. */
    static void selfSigned(Path folder) {
        Program.of(Workplace.root().resolve("rollcall").toString(), "tls", "self-signed", folder.toString())
                .with("--name=localhost", "--name=127.0.0.1")
                .run()
                .expect(0);
    }

    private String[] flags(int port, String... more) {
        return Stream.concat(
                        Stream.of(
                                "--tls.ports=" + port,
                                "--tls.certificate=" + certificate,
                                "--tls.key=" + folder.resolve("key.pem")),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static Peer openssl() {
        return Peer.require("openssl", "OpenSSL (\\S+)", "openssl", "version");
    }

    private static Peer sslscan() {
        return Peer.require("sslscan", "(\\d+\\.\\d+\\S*)", "sslscan", "--no-colour", "--version");
    }

    private Program ldapsearch(String... arguments) {
        return Program.of("env", "-u", "LDAPNOINIT", "HOME=" + folder)
                .with(arguments)
                .with("-x", "-LLL", "-b", SEARCH, "-s", "base");
    }

    /** By address: where it reads {@code localhost}, libldap wants the machine's own name in the certificate. */
    @Test
    void openLdapsClientsSearchUnderTls() {
        String trust = "LDAPTLS_CACERT=" + certificate;
        String ldaps = "ldaps://127.0.0.1:" + tlsPort;
        String ldap = "ldap://127.0.0.1:" + server.port();
        assertThat(ldapsearch(trust, "ldapsearch", "-H", ldaps).run().expect(0).out())
                .contains("dn: " + SEARCH);
        assertThat(ldapsearch(trust, "ldapsearch", "-ZZ", "-H", ldap)
                        .run()
                        .expect(0)
                        .out())
                .contains("dn: " + SEARCH);
        assertThat(ldapsearch("ldapsearch", "-H", ldaps).run().status())
                .as("without the certificate it is not believed")
                .isNotZero();
    }

    @Test
    void ldap3WorksUnderTls() {
        Facts facts = Facts.of("ldap3_tls.py", server, Integer.toString(tlsPort), certificate.toString());
        new Peer("python3-ldap3", facts.one("version")).seenBy(getClass());
        assertThat(facts.all("ldaps")).containsExactly("success", "TLSv1.3");
        assertThat(facts.all("start-tls")).containsExactly("success", "TLSv1.3");
        assertThat(facts.one("offered")).isEqualTo("True");
        assertThat(facts.one("add")).isEqualTo("success");
        assertThat(facts.one("again")).isEqualTo("False");
    }

    @Test
    void jndiBeginsTlsOnRequest() throws Exception {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://127.0.0.1:" + server.port());
        environment.put("com.sun.jndi.ldap.read.timeout", "20000");
        InitialLdapContext context = new InitialLdapContext(environment, null);
        StartTlsResponse tls = (StartTlsResponse) context.extendedOperation(new StartTlsRequest());
        assertThat(tls.negotiate(trusting().getSocketFactory()).getProtocol()).isEqualTo("TLSv1.3");
        assertThat(context.getAttributes(SEARCH).get("objectClass")).isNotNull();
        context.close();
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, new char[0]);
        try (InputStream stream = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(stream));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Program.Outcome sClient(String... arguments) {
        return Program.of("openssl", "s_client", "-verify_return_error", "-CAfile", certificate.toString())
                .with(arguments)
                .run();
    }

    @Test
    void opensslAgreesOnNewVersionsOnly() {
        List<String> places = List.of("localhost:" + tlsPort, "localhost:" + server.port());
        for (String place : places) {
            String[] how = place.equals(places.getFirst())
                    ? new String[] {"-connect", place}
                    : new String[] {"-connect", place, "-starttls", "ldap"};
            assertThat(sClient(how).expect(0).out()).contains("Verify return code: 0 (ok)", "New, TLSv1.3");
            assertThat(sClient(Stream.concat(Stream.of(how), Stream.of("-tls1_2"))
                                    .toArray(String[]::new))
                            .expect(0)
                            .out())
                    .contains("Verify return code: 0 (ok)", "New, TLSv1.2");
            assertThat(sClient(Stream.concat(Stream.of(how), Stream.of("-tls1_1", "-cipher", "ALL:@SECLEVEL=0"))
                                    .toArray(String[]::new))
                            .status())
                    .isNotZero();
        }
    }

    /** Not by StartTLS, whose answer the scanner only knows without the name that RFC 4511 §4.14.2 lets it have. */
    @Test
    void aScannerFindsNothingOldAndNothingWeak() {
        String report = Program.of("sslscan", "--no-colour", "--xml=-", "127.0.0.1:" + tlsPort)
                .run()
                .expect(0)
                .out();
        assertThat(attributes(report, "protocol"))
                .filteredOn(protocol -> protocol.contains("enabled=\"1\""))
                .containsExactlyInAnyOrder(
                        "type=\"tls\" version=\"1.2\" enabled=\"1\"", "type=\"tls\" version=\"1.3\" enabled=\"1\"");
        assertThat(attributes(report, "cipher"))
                .isNotEmpty()
                .allMatch(cipher -> cipher.contains("cipher=\"TLS_") || cipher.contains("cipher=\"ECDHE-"))
                .noneMatch(cipher -> cipher.contains("-SHA\""))
                .allMatch(
                        cipher -> cipher.contains("strength=\"strong\"") || cipher.contains("strength=\"acceptable\""));
        assertThat(attributes(report, "heartbleed")).noneMatch(found -> found.contains("vulnerable=\"1\""));
        assertThat(attributes(report, "compression")).allMatch(found -> found.contains("supported=\"0\""));
        assertThat(server.log()).doesNotContain("ERROR");
    }

    @Test
    void testsslFindsNothingAboveLowOnThePortForTls() throws Exception {
        assertNothingAboveLow(tlsPort, "ldaps");
    }

    /** It can't begin TLS in LDAP over its own sockets, and its other way looks at less. */
    @Test
    void testsslFindsNothingAboveLowBehindStartTls() throws Exception {
        try (StartTlsDoor door = StartTlsDoor.before(server.port())) {
            assertNothingAboveLow(door.port(), "starttls");
        }
    }

    private void assertNothingAboveLow(int port, String name) throws Exception {
        Path report = folder.resolve("testssl-" + name + ".json");
        Program.of("testssl", "--quiet", "--color", "0", "--warnings", "off", "--nodns", "none")
                .with("--jsonfile", report.toString(), "127.0.0.1:" + port)
                .within(Duration.ofMinutes(10))
                .run();
        List<JSONObject> findings = new JSONObject("{\"all\":" + Files.readString(report) + "}")
                .getFieldAsArray("all").stream().map(JSONObject.class::cast).toList();
        assertThat(findings)
                .as("protocols, ciphers and vulnerabilities were looked at")
                .extracting(each -> each.getFieldAsString("id"))
                .contains("TLS1_3", "TLS1_2", "TLS1", "SSLv3", "heartbleed", "ROBOT", "LUCKY13", "scanTime");
        assertThat(findings)
                .filteredOn(each -> !OF_TRUST.contains(each.getFieldAsString("id")))
                .filteredOn(each -> ABOVE_LOW.contains(each.getFieldAsString("severity")))
                .isEmpty();
        assertThat(server.log()).doesNotContain("ERROR");
    }

    private static List<String> attributes(String report, String element) {
        return Pattern.compile("<" + element + " ([^>]*?) */>")
                .matcher(report)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
