package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.util.ssl.SSLUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.rollcall.server.RollcallServer;

class SelfSignedCommandTest extends Installation {
    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream stream = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
        }
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        return alternatives.stream().map(name -> name.get(1).toString()).toList();
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    @Test
    void whatItMakesIsAllThatAServerNeeds() throws Exception {
        assertThat(run("tls", "self-signed")).as(err.toString()).isZero();
        Path file = folder.resolve("tls/certificate.pem");
        assertThat(names(certificate(file))).contains("localhost", "127.0.0.1");
        assertThat(mode("tls/key.pem")).isEqualTo("rw-------");
        assertThat(mode("tls/certificate.pem")).isEqualTo("rw-r--r--");
        assertThat(out.toString())
                .contains("--tls.certificate " + file, "--tls.key " + folder.resolve("tls/key.pem"), "--tls.ports 636")
                .contains("LDAPTLS_CACERT=" + file);

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, new char[0]);
        trusted.setCertificateEntry("own", certificate(file));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        try (RollcallServer server = serve(Map.of(
                        "store",
                        "memory",
                        "tls.ports",
                        "0",
                        "tls.certificate",
                        file.toString(),
                        "tls.key",
                        folder.resolve("tls/key.pem").toString()));
                LDAPConnection connection = new LDAPConnection(
                        new SSLUtil(trust.getTrustManagers()).createSSLSocketFactory(),
                        "127.0.0.1",
                        server.boundTlsAddresses().getFirst().getPort())) {
            assertThat(connection.getRootDSE()).isNotNull();
        }
    }

    @Test
    void namesAndTimeAndPlaceCanBeGiven() throws Exception {
        assertThat(run("tls", "self-signed", "keys", "--name", "ils.example.org", "--name=192.0.2.1", "--days", "30"))
                .isZero();
        X509Certificate made = certificate(folder.resolve("keys/certificate.pem"));
        assertThat(names(made)).containsExactly("ils.example.org", "192.0.2.1");
        assertThat(Duration.between(
                        made.getNotBefore().toInstant(), made.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(30), Duration.ofDays(31));
        assertThat(out.toString()).contains("ldaps://ils.example.org");
    }

    @Test
    void whatIsThereIsKeptUnlessItIsForced() throws Exception {
        Files.createDirectories(folder.resolve("tls"));
        Files.writeString(folder.resolve("tls/key.pem"), "mine");
        assertThat(run("tls", "self-signed")).isEqualTo(StoreCommand.REFUSED);
        assertThat(err.toString()).contains(folder.resolve("tls/key.pem") + " is there already", "--force");
        assertThat(folder.resolve("tls/key.pem")).hasContent("mine");
        assertThat(folder.resolve("tls/certificate.pem")).doesNotExist();
        assertThat(run("tls", "self-signed", "--force")).isZero();
        assertThat(folder.resolve("tls/key.pem")).content().contains("PRIVATE KEY");
        assertThat(mode("tls/key.pem")).isEqualTo("rw-------");
    }

    @Test
    void mistakesAreTold() throws Exception {
        assertThat(run("tls", "self-signed", "--name", "two words")).isEqualTo(Main.NOT_UNDERSTOOD);
        assertThat(err.toString()).contains("--name", "two words", "neither a host name nor an address");
        assertThat(run("tls", "self-signed", "--days", "0")).isEqualTo(Main.NOT_UNDERSTOOD);
        assertThat(err.toString()).contains("--days");
        assertThat(run("tls")).isEqualTo(Main.NOT_UNDERSTOOD);
        assertThat(err.toString()).contains("rollcall tls self-signed");
        Files.writeString(folder.resolve("file"), "");
        assertThat(run("tls", "self-signed", "file")).isEqualTo(Main.FAILED);
        assertThat(err.toString()).contains("cannot write to " + folder.resolve("file"));
        assertThat(folder.resolve("tls")).doesNotExist();
    }
}
