package org.rollcall.server.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What can be said of a certificate that clients are shown.
 *
 * @param names host names that it is for, if it has any
 * @param selfSigned whether nobody but itself vouches for it
 */
public record ServedCertificate(Instant notBefore, Instant notAfter, List<String> names, boolean selfSigned) {
    private static final int DNS_NAME = 2;

    public ServedCertificate {
        names = List.copyOf(names);
    }

    static ServedCertificate of(X509Certificate certificate) {
        return new ServedCertificate(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names(certificate),
                certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(name -> name.getFirst().equals(DNS_NAME))
                            .map(name -> name.get(1).toString())
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
