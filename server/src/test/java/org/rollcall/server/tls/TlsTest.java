package org.rollcall.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.config.Settings;
import org.rollcall.server.fakes.Pki;
import org.rollcall.server.fakes.RecordingLogger;

/** Which certificate is in use while files change, and what operators hear of it. */
class TlsTest {
    private static final Pki PKI = new Pki("authority");
    private static final Instant NOW = Instant.now();

    @TempDir
    private Path folder;

    private final RecordingLogger log = new RecordingLogger();
    private Tls tls;

    @AfterEach
    void close() {
        if (tls != null) {
            tls.close();
        }
    }

    private void start(Map<String, String> more) throws TlsException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.certificate", folder.resolve("server.pem").toString(),
                "tls.key", folder.resolve("server-key.pem").toString()));
        settings.putAll(more);
        tls = Tls.start(Settings.of(settings).tls(), () -> NOW, log).orElseThrow();
    }

    private void assertRefused(Map<String, String> settings, String... words) {
        assertThatThrownBy(() -> Tls.start(Settings.of(settings).tls(), () -> NOW, log))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll(words);
    }

    private static Pki.Issued until(Instant end) {
        return PKI.issue("server", NOW.minus(Duration.ofDays(2)), end);
    }

    private Instant shown() {
        return tls.certificate().notAfter();
    }

    private static Instant end(Pki.Issued issued) {
        X509Certificate certificate = issued.certificate();
        return certificate.getNotAfter().toInstant();
    }

    @Test
    void withoutACertificateThereIsNoEncryption() throws TlsException {
        assertThat(Tls.start(Settings.of(Map.of()).tls(), () -> NOW, log)).isEmpty();
    }

    @Test
    void settingsThatLackOthersAreRefused() throws Exception {
        PKI.issue("server").write(folder, "server");
        String certificate = folder.resolve("server.pem").toString();
        String key = folder.resolve("server-key.pem").toString();
        assertRefused(Map.of("tls.ports", "0"), "tls.ports", "tls.certificate", "rollcall tls self-signed");
        assertRefused(Map.of("tls.key", key), "tls.key", "tls.certificate");
        assertRefused(Map.of("tls.certificate", certificate), "tls.key");
        assertRefused(
                Map.of("tls.certificate", certificate, "tls.key", key, "tls.clientCertificates", "request"),
                "tls.clientCa");
    }

    @Test
    void aNewPairIsTakenUp() throws Exception {
        Pki.Issued old = until(NOW.plus(Duration.ofDays(1)));
        old.write(folder, "server");
        start(Map.of());
        assertThat(shown()).isEqualTo(end(old));
        tls.reload();
        assertThat(log.messages()).isEmpty();

        Pki.Issued renewed = until(NOW.plus(Duration.ofDays(9)));
        renewed.write(folder, "server");
        tls.reload();
        assertThat(shown()).isEqualTo(end(renewed));
        assertThat(log.messages()).singleElement().asString().contains("New connections", "server.pem");
    }

    @Test
    void aPairThatIsReplacedByHalfIsTakenUpWhenItIsWhole() throws Exception {
        Pki.Issued old = until(NOW.plus(Duration.ofDays(1)));
        old.write(folder, "server");
        start(Map.of());
        Pki.Issued renewed = until(NOW.plus(Duration.ofDays(9)));
        Files.writeString(folder.resolve("server.pem"), renewed.certificatePem());
        tls.reload();
        tls.reload();
        assertThat(shown()).isEqualTo(end(old));
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("The certificate in use stays", "server-key.pem", "does not belong");

        Files.writeString(folder.resolve("server-key.pem"), renewed.keyPem());
        tls.reload();
        assertThat(shown()).isEqualTo(end(renewed));
    }

    @Test
    void whatCannotBeUsedIsToldOnceAndTheOldStays() throws Exception {
        Pki.Issued old = until(NOW.plus(Duration.ofDays(1)));
        old.write(folder, "server");
        start(Map.of());
        Files.delete(folder.resolve("server.pem"));
        tls.reload();
        tls.reload();
        Files.writeString(
                folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        tls.reload();
        tls.reload();
        assertThat(shown()).isEqualTo(end(old));
        assertThat(log.messages())
                .satisfiesExactly(
                        gone -> assertThat(gone).contains("stays", "tls.certificate: there is no file"),
                        damaged -> assertThat(damaged).contains("stays", "server.pem:1", "damaged"));
        old.write(folder, "server");
        tls.reload();
        assertThat(shown()).isEqualTo(end(old));
        assertThat(log.messages()).hasSize(3);
    }

    @Test
    void certificatesThatClientsWillRefuseAreUsedWithAWarning() throws Exception {
        Pki.Issued expired = until(NOW.minus(Duration.ofDays(1)));
        expired.write(folder, "server");
        start(Map.of());
        assertThat(log.messages()).singleElement().asString().contains("expired on " + end(expired), "server.pem");
        PKI.issue("early", NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(2)))
                .write(folder, "server");
        tls.reload();
        assertThat(log.messages()).anyMatch(line -> line.contains("not valid before"));
    }

    @Test
    void aKeyThatEverybodyMayReadIsToldOf() throws Exception {
        PKI.issue("server").write(folder, "server");
        Files.setPosixFilePermissions(folder.resolve("server-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        start(Map.of());
        assertThat(log.messages()).singleElement().asString().contains("server-key.pem", "chmod 600");
    }

    @Test
    void onlyGoodVersionsAndCiphersAreSpoken() throws Exception {
        PKI.issue("server").write(folder, "server");
        start(Map.of());
        var engine = tls.newHandler(UnpooledByteBufAllocator.DEFAULT).engine();
        assertThat(engine.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
        assertThat(engine.getEnabledCipherSuites())
                .isNotEmpty()
                .allMatch(suite -> suite.startsWith("TLS_AES_")
                        || suite.startsWith("TLS_CHACHA20_")
                        || suite.matches("TLS_ECDHE_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_.*"));
        tls.close();
        start(Map.of("tls.minimum", "tls13"));
        assertThat(tls.newHandler(UnpooledByteBufAllocator.DEFAULT).engine().getEnabledProtocols())
                .containsExactly("TLSv1.3");
    }

    @Test
    void authoritiesOfClientsWithoutUseAreToldOf() throws Exception {
        PKI.issue("server").write(folder, "server");
        PKI.authority().write(folder, "ca");
        start(Map.of("tls.clientCa", folder.resolve("ca.pem").toString()));
        assertThat(log.messages()).singleElement().asString().contains("tls.clientCa", "none");
    }

    @Test
    void namesAndIssuerOfACertificateAreKnown() throws Exception {
        PKI.issue("server").write(folder, "server");
        start(Map.of());
        assertThat(tls.certificate().names()).containsExactly("localhost");
        assertThat(tls.certificate().selfSigned()).isFalse();
        PKI.authority().write(folder, "server");
        tls.reload();
        assertThat(tls.certificate().names()).isEqualTo(List.of());
        assertThat(tls.certificate().selfSigned()).isTrue();
    }
}
