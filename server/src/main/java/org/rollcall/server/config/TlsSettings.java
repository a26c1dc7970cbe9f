package org.rollcall.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Encryption of connections. It is on when there is a certificate. */
public record TlsSettings(
        @Setting(
                value = "TCP ports on which connections are encrypted from the start (LDAPS), such as 636; 0 takes a"
                        + " free one",
                defaultsTo = "",
                min = "0",
                max = "65535")
        List<Integer> ports,

        @Setting(
                value = "Whether clients of the other ports may ask for encryption (StartTLS), once there is a"
                        + " certificate",
                defaultsTo = "true")
        boolean startTls,

        @Setting(
                value = "PEM file of the server's certificate and, after it, those that it rests on; without one"
                        + " nothing is encrypted",
                defaultsTo = "")
        Path certificate,

        @Setting(value = "PEM file of the certificate's private key in PKCS #8 form, encrypted or not", defaultsTo = "")
        Path key,

        @Setting(value = "File whose first line is the password of an encrypted key", defaultsTo = "")
        Path keyPassword,

        @Setting(value = "Oldest version of TLS that is spoken", defaultsTo = "tls12")
        Version minimum,

        @Setting(
                value = "Whether clients are asked for a certificate of theirs: none, request (those without one are"
                        + " served too) or require",
                defaultsTo = "none")
        ClientCertificates clientCertificates,

        @Setting(value = "PEM file of the authorities whose client certificates are believed", defaultsTo = "")
        Path clientCa,

        @Setting(
                value = "How often the files are looked at; where they have changed, new connections get the new"
                        + " certificate, and open ones stay",
                defaultsTo = "10s",
                min = "100ms",
                max = "1d")
        Duration reloadEvery) {
    public TlsSettings {
        ports = List.copyOf(ports);
    }

    /** Whether anything is encrypted. */
    public boolean enabled() {
        return !certificate.toString().isEmpty();
    }

    /** Whether clients may ask for encryption. */
    public boolean offersStartTls() {
        return startTls && enabled();
    }

    /** These settings with relative names of files as they are meant by whoever is in this folder. */
    TlsSettings in(Path folder) {
        return new TlsSettings(
                ports,
                startTls,
                in(folder, certificate),
                in(folder, key),
                in(folder, keyPassword),
                minimum,
                clientCertificates,
                in(folder, clientCa),
                reloadEvery);
    }

    private static Path in(Path folder, Path file) {
        return file.toString().isEmpty() ? file : folder.resolve(file);
    }

    /** A version of TLS. */
    public enum Version {
        TLS12,
        TLS13
    }

    /** Whether clients are asked for certificates. */
    public enum ClientCertificates {
        NONE,
        REQUEST,
        REQUIRE
    }
}
