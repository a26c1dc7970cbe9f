package org.rollcall.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom this server believes where it is a client itself. */
public final class Authorities {
    private Authorities() {}

    /**
     * Makes encrypted connections to servers for which these authorities vouch. Whether a certificate has the name that
     * was asked for is the caller's affair.
     *
     * @param setting that names the file
     * @param file in PEM form; without one, those are believed that Java believes
     * @throws TlsException where the file can't be read or has no certificate, with the setting's name
     */
    public static SSLSocketFactory clients(String setting, Optional<Path> file) throws TlsException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(file.isPresent() ? store(certificates(setting, file.get())) : javas());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(setting + ": the authorities can't be used: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> certificates(String setting, Path file) throws TlsException {
        TlsFiles.Content content = TlsFiles.read(setting, file);
        try {
            return KeyMaterial.certificates(content);
        } catch (TlsException e) {
            throw new TlsException(setting + ": " + e.text(), e);
        }
    }

    private static @Nullable KeyStore javas() {
        return null;
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("authority " + i, certificates.get(i));
        }
        return store;
    }
}
