package org.rollcall.server.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import org.rollcall.server.config.TlsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How connections are encrypted, by the certificate that is in use. It is read again when its files change; what can't be
 * used is told once, and the one before stays. The arithmetic of handshakes is done by threads of its own, so that others'
 * requests do not wait for it.
 */
public final class Tls implements AutoCloseable {
    /** All that TLS 1.3 has, and of TLS 1.2 what keeps secrets when the key is lost later, and is authenticated. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TlsSettings settings;
    private final InstantSource clock;
    private final Logger log;
    private final TlsCounters counters = new TlsCounters();
    private final ExecutorService workers;
    /** What the files held when they were last looked at, good or bad; guarded by this. */
    private TlsFiles seen;
    /** What was last said of files that could not be read; guarded by this. */
    private String complaint = "";

    private volatile InUse inUse;

    private record InUse(SslContext context, ServedCertificate certificate) {}

    private Tls(TlsSettings settings, InstantSource clock, Logger log) throws TlsException {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.seen = TlsFiles.read(settings);
        this.inUse = use(seen);
        this.workers = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("rollcall-tls", true));
    }

    /**
     * Reads what the settings name; nothing where they name no certificate.
     *
     * @param clock tells whether certificates have expired
     * @throws TlsException where they contradict each other, or files can't be used
     */
    public static Optional<Tls> start(TlsSettings settings, InstantSource clock) throws TlsException {
        return start(settings, clock, LoggerFactory.getLogger(Tls.class));
    }

    static Optional<Tls> start(TlsSettings settings, InstantSource clock, Logger log) throws TlsException {
        if (!settings.enabled()) {
            if (!settings.ports().isEmpty() || TlsFiles.isGiven(settings.key())) {
                throw new TlsException(
                        (settings.ports().isEmpty() ? "tls.key" : "tls.ports") + " needs tls.certificate beside it;"
                                + " `rollcall tls self-signed` makes a certificate for a first try");
            }
            return Optional.empty();
        }
        if (!TlsFiles.isGiven(settings.key())) {
            throw new TlsException("tls.certificate needs tls.key, the file of its private key, beside it");
        }
        boolean clientsAreAsked = settings.clientCertificates() != TlsSettings.ClientCertificates.NONE;
        if (clientsAreAsked && !TlsFiles.isGiven(settings.clientCa())) {
            throw new TlsException(
                    "tls.clientCertificates needs tls.clientCa beside it: whose word is taken for clients");
        }
        if (!clientsAreAsked && TlsFiles.isGiven(settings.clientCa())) {
            log.warn("tls.clientCa is without effect: tls.clientCertificates is none");
        }
        return Optional.of(new Tls(settings, clock, log));
    }

    /** What encrypts one connection, by the certificate that is in use now; nothing has been said on it yet. */
    public SslHandler newHandler(ByteBufAllocator allocator) {
        SslHandler handler = inUse.context().newHandler(allocator, workers);
        // Who takes too long is found by the connection's own clock.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        return handler;
    }

    /** The certificate that new connections get. */
    public ServedCertificate certificate() {
        return inUse.certificate();
    }

    public TlsCounters counters() {
        return counters;
    }

    /** Looks at the files soon, on a thread that may wait for disks. */
    public void reloadSoon() {
        workers.execute(this::reload);
    }

    /** Looks whether files have changed, and uses what they hold now if it can be used. */
    synchronized void reload() {
        TlsFiles found;
        try {
            found = TlsFiles.read(settings);
        } catch (TlsException e) {
            if (!complaint.equals(e.text())) {
                complaint = e.text();
                log.warn("The certificate in use stays: {}", complaint);
            }
            return;
        }
        complaint = "";
        if (found.equals(seen)) {
            return;
        }
        seen = found;
        try {
            inUse = use(found);
            log.info(
                    "New connections get the certificate that is in {} now, valid until {}",
                    settings.certificate(),
                    inUse.certificate().notAfter());
        } catch (TlsException e) {
            log.warn("The certificate in use stays: {}", e.text());
        }
    }

    private InUse use(TlsFiles files) throws TlsException {
        KeyMaterial material = KeyMaterial.of(files);
        ServedCertificate certificate = ServedCertificate.of(material.chain().getFirst());
        InUse made = new InUse(context(material), certificate);
        warn(certificate);
        return made;
    }

    private SslContext context(KeyMaterial material) throws TlsException {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        material.key(), material.chain().toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.JDK)
                .protocols(
                        settings.minimum() == TlsSettings.Version.TLS13
                                ? List.of("TLSv1.3")
                                : List.of("TLSv1.3", "TLSv1.2"))
                .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .clientAuth(
                        switch (settings.clientCertificates()) {
                            case NONE -> ClientAuth.NONE;
                            case REQUEST -> ClientAuth.OPTIONAL;
                            case REQUIRE -> ClientAuth.REQUIRE;
                        });
        if (!material.clientAuthorities().isEmpty()) {
            builder.trustManager(material.clientAuthorities().toArray(X509Certificate[]::new));
        }
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    "the certificate in " + settings.certificate() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private void warn(ServedCertificate certificate) {
        Instant now = clock.instant();
        if (certificate.notAfter().isBefore(now)) {
            log.warn(
                    "The certificate in {} expired on {}: clients will refuse it",
                    settings.certificate(),
                    certificate.notAfter());
        } else if (certificate.notBefore().isAfter(now)) {
            log.warn(
                    "The certificate in {} is not valid before {}: clients will refuse it",
                    settings.certificate(),
                    certificate.notBefore());
        }
        if (isReadableByAll(settings.key())) {
            log.warn("Every user of this machine may read the key in {}: chmod 600 {}", settings.key(), settings.key());
        }
    }

    private static boolean isReadableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
