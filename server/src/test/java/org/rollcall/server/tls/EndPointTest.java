package org.rollcall.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.ldap.OctetString;

class EndPointTest {
    private static X509Certificate certificate(String keys, String signature) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(keys).generateKeyPair();
        X500Principal name = new X500Principal("CN=ils.example");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(Instant.EPOCH.plusSeconds(60)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate())));
    }

    // RFC 5929 §4.1: SHA-1 and MD5 give way to SHA-256.
    @ParameterizedTest
    @CsvSource({
        "EC, SHA256withECDSA, SHA-256",
        "EC, SHA384withECDSA, SHA-384",
        "EC, SHA512withECDSA, SHA-512",
        "RSA, SHA1withRSA, SHA-256",
        "RSA, SHA384withRSA, SHA-384"
    })
    void isTheHashOfTheCertificateByItsSignaturesAlgorithm(String keys, String signature, String hash)
            throws Exception {
        X509Certificate certificate = certificate(keys, signature);
        byte[] expected = MessageDigest.getInstance(hash).digest(certificate.getEncoded());
        assertThat(EndPoint.of(new Certificate[] {certificate})).contains(OctetString.wrap(expected));
    }

    @Test
    void isNotDefinedForSomeSignaturesAndWithoutCertificate() throws Exception {
        assertThat(EndPoint.of(new Certificate[] {certificate("Ed25519", "Ed25519")}))
                .isEmpty();
        assertThat(EndPoint.of(new Certificate[0])).isEmpty();
        assertThat(EndPoint.of(null)).isEmpty();
    }
}
