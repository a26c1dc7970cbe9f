package org.rollcall.bench;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rollcall.bench.canned.CannedServer;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.wire.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The canned-reply server by itself. */
@Command(
        name = "canned",
        description = {
            "Serves canned replies on loopback until its standard input ends. A line there of three numbers",
            "(entries, bytes of each, bytes of the result) changes the replies."
        },
        mixinStandardHelpOptions = true)
final class CannedCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", description = "Port (default: a free one).", defaultValue = "0")
    private int port;

    @Option(names = "--threads", description = "Event loops (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private int threads;

    @Option(names = "--entries", description = "Entries of a search (default: ${DEFAULT-VALUE}).", defaultValue = "1")
    private int entries;

    @Option(names = "--entry-bytes", description = "Size of each (default: ${DEFAULT-VALUE}).", defaultValue = "300")
    private int entryBytes;

    @Option(names = "--certificate", paramLabel = "FILE", description = "Serves under TLS only, with this one.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "The certificate's key.")
    private @Nullable Path key;

    /** As Rollcall does it, but on its event loop. */
    private Optional<SslContext> tls() throws IOException {
        return certificate == null || key == null
                ? Optional.empty()
                : Optional.of(SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .build());
    }

    @Override
    public Integer call() throws IOException {
        try (CannedServer server = new CannedServer(
                        Transport.best(), threads, port, new ReplySizes(entries, entryBytes, 0), tls());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("canned replies on 127.0.0.1:" + server.port());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int[] numbers = Arrays.stream(line.strip().split("\\s+", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                server.answerWith(new ReplySizes(numbers[0], numbers[1], numbers[2]));
            }
        }
        return 0;
    }
}
