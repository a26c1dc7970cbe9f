package org.rollcall.bench.run;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;

/** A certificate and its key, in PEM files that every server of a run is given. */
record TestCertificate(Path certificate, Path key) {
    static final String PROTOCOL = "TLSv1.3";

    /** By openssl, in a new folder of the given one: every library of TLS reads what it writes. */
    static TestCertificate make(Path folder) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(folder, "tls");
        TestCertificate made = new TestCertificate(home.resolve("certificate.pem"), home.resolve("key.pem"));
        List<String> command = List.of(
                Commands.find("openssl").toString(),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-keyout",
                made.key.toString(),
                "-out",
                made.certificate.toString());
        Commands.run(command, home, home.resolve("log"));
        return made;
    }

    /**
     * For a client that believes any certificate. It takes up no session of before: every handshake is a whole one, since
     * it does not say whom it connects to.
     */
    static SslContext client() throws SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOL)
                .endpointIdentificationAlgorithm("")
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
    }
}
