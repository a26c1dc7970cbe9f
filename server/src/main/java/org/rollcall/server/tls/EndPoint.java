package org.rollcall.server.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.OctetString;

/** What ties a logon to the TLS connection that carries it: the channel binding {@code tls-server-end-point}. */
public final class EndPoint {
    private EndPoint() {}

    /**
     * The hash of a certificate (RFC 5929 §4.1), by the algorithm of its signature, or SHA-256 where that is weaker.
     *
     * @param certificates the server's own first, as a session of TLS has them
     * @return empty where the signature has no single hash algorithm, as that of Ed25519
     */
    public static Optional<OctetString> of(Certificate @Nullable [] certificates) {
        if (certificates == null
                || certificates.length == 0
                || !(certificates[0] instanceof X509Certificate certificate)) {
            return Optional.empty();
        }
        Optional<String> algorithm = algorithm(certificate.getSigAlgName().toUpperCase(Locale.ROOT));
        if (algorithm.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OctetString.wrap(MessageDigest.getInstance(algorithm.get()).digest(certificate.getEncoded())));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    // SHA256withRSA, SHA512withECDSA; RSASSA-PSS says its algorithm in its parameters only.
    private static Optional<String> algorithm(String signature) {
        int with = signature.indexOf("WITH");
        if (with < 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (signature.substring(0, with)) {
                    case "SHA384" -> "SHA-384";
                    case "SHA512" -> "SHA-512";
                    case "SHA224" -> "SHA-224";
                    default -> "SHA-256";
                });
    }
}
