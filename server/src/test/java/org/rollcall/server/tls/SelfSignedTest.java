package org.rollcall.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfSignedTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static X509Certificate make(String... names) throws Exception {
        SelfSigned made = SelfSigned.make(List.of(names), NOW, Duration.ofDays(10), new SecureRandom());
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(made.certificate().getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void itIsForTheNamesAndAddressesGivenAndVouchesForItself() throws Exception {
        X509Certificate made = make("ils.example.org", "*.example.org", "192.0.2.7", "2001:db8::7");
        made.verify(made.getPublicKey());
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=ils.example.org");
        assertThat(made.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .containsExactly("ils.example.org", "*.example.org", "192.0.2.7", "2001:db8:0:0:0:0:0:7");
        assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(10)));
        assertThat(made.getNotBefore().toInstant()).isBefore(NOW);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    }

    @Test
    void aLongNameStandsAmongTheAlternativesOnly() throws Exception {
        String name = ("a".repeat(50) + ".").repeat(2) + "example.org";
        X509Certificate made = make(name);
        assertThat(made.getSubjectX500Principal().getName()).isEqualTo("CN=Rollcall");
        assertThat(ServedCertificate.of(made).names()).containsExactly(name);
    }

    @Test
    void noTwoAreTheSame() throws Exception {
        assertThat(make("a").getSerialNumber()).isNotEqualTo(make("a").getSerialNumber());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a..b", "-x", "ldap://host", "ümlaut.example", "a,b", "a/b", "*"})
    void whatIsNoNameIsRefused(String name) {
        assertThatThrownBy(() -> make(name)).isInstanceOf(TlsException.class).hasMessageContaining(name);
    }
}
