package org.rollcall.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.server.config.Settings;
import org.rollcall.server.config.TlsSettings;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.Pki;

/** Certificates and keys as operators have them in files, and what is said of those that can't be used. */
class KeyMaterialTest {
    private static final Pki PKI = new Pki("authority");

    @TempDir
    private Path folder;

    private KeyMaterial read(String certificates, String key) throws Exception {
        return read(certificates, key, Map.of());
    }

    private KeyMaterial read(String certificates, String key, Map<String, String> more) throws Exception {
        var settings = new HashMap<>(Map.of(
                "tls.certificate",
                Files.writeString(folder.resolve("c.pem"), certificates).toString(),
                "tls.key",
                Files.writeString(folder.resolve("k.pem"), key).toString()));
        settings.putAll(more);
        return KeyMaterial.of(TlsFiles.read(Settings.of(settings).tls()));
    }

    private void assertRefused(String certificates, String key, String... words) {
        assertThatThrownBy(() -> read(certificates, key))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @EnumSource(Pki.Kind.class)
    void pairsOfEveryUsualKindAreRead(Pki.Kind kind) throws Exception {
        Pki.Issued own = PKI.issue("server", kind);
        KeyMaterial read = read(own.certificatePem() + PKI.authority().certificatePem(), own.keyPem());
        assertThat(read.chain())
                .containsExactly(own.certificate(), PKI.authority().certificate());
        assertThat(read.key()).isEqualTo(own.keys().getPrivate());
    }

    @Test
    void whatStandsAroundTheBlocksIsPassedOver() throws Exception {
        Pki.Issued own = PKI.issue("server");
        String certificate =
                "subject=CN = server\r\n\r\n" + own.certificatePem().replace("\n", "\r\n") + "\r\n# end";
        read(certificate, "Bag Attributes\n" + own.certificatePem() + own.keyPem());
    }

    @Test
    void anEncryptedKeyNeedsItsPassword() throws Exception {
        Pki.Issued own = PKI.issue("server");
        String key = own.encryptedKeyPem("correct horse");
        Path right = Files.writeString(folder.resolve("right"), "correct horse\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "wrong");
        Path empty = Files.writeString(folder.resolve("empty"), "");

        assertThat(read(own.certificatePem(), key, Map.of("tls.keyPassword", right.toString()))
                        .key())
                .isEqualTo(own.keys().getPrivate());
        for (Path each : new Path[] {wrong, empty}) {
            assertThatThrownBy(() -> read(own.certificatePem(), key, Map.of("tls.keyPassword", each.toString())))
                    .isInstanceOf(TlsException.class)
                    .hasMessageContainingAll("k.pem", "password", each.toString());
        }
        assertRefused(own.certificatePem(), key, "k.pem", "encrypted", "tls.keyPassword");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        assertRefused(PKI.issue("a").certificatePem(), PKI.issue("b").keyPem(), "k.pem", "does not belong to", "c.pem");
        assertRefused(
                PKI.issue("a").certificatePem(), PKI.issue("b", Pki.Kind.RSA).keyPem(), "k.pem:1", "kind", "EC");
    }

    @Test
    void aChainInTheWrongOrderIsToldFromAnotherKey() {
        Pki.Issued own = PKI.issue("server");
        assertRefused(
                PKI.authority().certificatePem() + own.certificatePem(), own.keyPem(), "c.pem", "must come first");
    }

    @Test
    void filesWithSomethingElseInThemAreRefused() {
        Pki.Issued own = PKI.issue("server");
        assertRefused("", own.keyPem(), "c.pem", "no certificate");
        assertRefused(own.certificatePem(), "", "k.pem", "no private key");
        assertRefused(own.keyPem(), own.keyPem(), "c.pem", "no certificate");
        assertRefused(own.certificatePem(), own.certificatePem(), "k.pem", "no private key");
        assertRefused(
                own.certificatePem(),
                own.keyPem().replace("PRIVATE KEY", "RSA PRIVATE KEY"),
                "k.pem:1",
                "openssl pkcs8 -topk8");
        String cut = own.certificatePem().substring(0, 200);
        assertRefused("x\n" + cut, own.keyPem(), "c.pem:2", "cut off");
        assertRefused(own.certificatePem().replace("MII", "M!I"), own.keyPem(), "c.pem:1", "damaged");
        assertRefused(own.certificatePem(), own.keyPem().replaceFirst("\n.{20}", "\n"), "k.pem:1");
        assertRefused(own.certificatePem() + "A".repeat(1 << 20), own.keyPem(), "c.pem", "larger");
    }

    @Test
    void filesThatAreNotThereAreNamedWithTheirSetting() throws Exception {
        Files.writeString(folder.resolve("c.pem"), PKI.authority().certificatePem());
        TlsSettings settings = Settings.of(
                        Map.of("tls.certificate", folder.resolve("c.pem").toString(), "tls.key", "/nowhere/k.pem"))
                .tls();
        assertThatThrownBy(() -> TlsFiles.read(settings))
                .isInstanceOf(TlsException.class)
                .hasMessage("tls.key: there is no file /nowhere/k.pem");
        TlsSettings directory = Settings.of(Map.of("tls.certificate", folder.toString(), "tls.key", "k"))
                .tls();
        assertThatThrownBy(() -> TlsFiles.read(directory))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll("tls.certificate", folder.toString(), "cannot be read");
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() throws Exception {
        Pki.Issued own = PKI.issue("server");
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] certificate = own.certificatePem().getBytes(StandardCharsets.ISO_8859_1);
            byte[] key = own.keyPem().getBytes(StandardCharsets.ISO_8859_1);
            if (i % 2 == 0) {
                certificate = Mutations.mutate(certificate, random);
            } else {
                key = Mutations.mutate(key, random);
            }
            try {
                read(
                        new String(certificate, StandardCharsets.ISO_8859_1),
                        new String(key, StandardCharsets.ISO_8859_1));
            } catch (TlsException e) {
                assertThat(e.text()).isNotBlank();
            }
        }
    }
}
