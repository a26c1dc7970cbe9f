package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.bench.canned.CannedServer;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.Transport;
import org.rollcall.server.tls.SelfSigned;

class LoadUnderTlsTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private static SslContext serverContext(Path folder) throws Exception {
        SelfSigned made = SelfSigned.make(List.of("localhost"), Instant.now(), Duration.ofDays(1), new SecureRandom());
        return SslContextBuilder.forServer(
                        Files.writeString(folder.resolve("certificate.pem"), made.certificate())
                                .toFile(),
                        Files.writeString(folder.resolve("key.pem"), made.key()).toFile())
                .build();
    }

    @Test
    void loadsAndSamplesAreTheSameUnderTls(@TempDir Path folder) throws Exception {
        try (CannedServer server = new CannedServer(
                        Transport.best(), 1, 0, new ReplySizes(1, 300, 20), Optional.of(serverContext(folder)));
                LoadClient client = new LoadClient(Transport.best(), System::nanoTime)) {
            Target target = Target.port(server.port()).under(TestCertificate.client());
            Loads.Step search = Dialect.exact();

            assertThat(Sample.take(target, List.of(search.template()), 7))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.entries()).isEqualTo(1));
            Measurement open = client.run(
                    target,
                    new Loads.Closed(
                            3, 4, RequestSource.of(search.template(), () -> 7), search.expectation(), ENOUGH, 500));
            assertThat(open.completed()).isEqualTo(500);
            Measurement sessions =
                    client.run(target, new Loads.Sessions(2, Dialect.PLAIN.session(), () -> 7, ENOUGH, 20));
            assertThat(sessions.completed()).isEqualTo(20);
        }
    }
}
