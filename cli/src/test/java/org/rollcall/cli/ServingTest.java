package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.BindRequest;

@Isolated // there is one logging context for the process
class ServingTest {
    private static final BindRequest ANONYMOUS =
            new BindRequest(3, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY));

    private final StringWriter out = new StringWriter();

    private Serving start(String... flags) throws StartException {
        List<String> all = new ArrayList<>(List.of("--store", "memory"));
        all.addAll(List.of(flags));
        return start(all);
    }

    private Serving start(List<String> flags) throws StartException {
        return Serving.start(
                PlainFlags.read(flags).orElseThrow().load(Map.of(), Path.of("nowhere")), new PrintWriter(out));
    }

    private static void ask(InetSocketAddress address) throws IOException {
        try (RehearsalClient client = new RehearsalClient(address, TextEncoding.UTF_8)) {
            client.ask(ANONYMOUS);
        }
    }

    @Test
    void aServerAnswersOnEachOfItsPortsUntilItIsClosed() throws StartException, IOException {
        InetSocketAddress first;
        try (Serving serving = start("--address", "127.0.0.1", "--port", "0", "--port", "0")) {
            assertThat(serving.boundAddresses()).hasSize(2).doesNotHaveDuplicates();
            first = serving.boundAddresses().getFirst();
            for (InetSocketAddress address : serving.boundAddresses()) {
                ask(address);
                assertThat(out.toString()).contains("127.0.0.1 port " + address.getPort());
            }
            assertThat(out.toString()).contains("kept in memory only");
        }
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ask(first));
    }

    @Test
    void theFreePortThatItsFiguresTookIsTold() throws Exception {
        try (Serving _ = start("--address", "127.0.0.1", "--port", "0", "--metrics.enabled=true", "--metrics.port=0");
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(out.toString()).containsOnlyOnce("http://");
            URI told = URI.create(out.toString().lines().toList().getLast().replaceFirst(".*http:", "http:"));
            assertThat(client.send(HttpRequest.newBuilder(told).build(), BodyHandlers.ofString())
                            .body())
                    .contains("rollcall_connections 0.0");
        }
    }

    @Test
    void anEncryptedPortIsToldWithALineToTry(@TempDir Path folder) throws StartException {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(Commands.run(nowhere, nowhere, Map.of(), folder, "tls", "self-signed", "."))
                .isZero();
        String certificate = folder.resolve("certificate.pem").toString();
        try (Serving _ = start(
                "--address=127.0.0.1",
                "--port=0",
                "--tls.ports=0",
                "--tls.certificate=" + certificate,
                "--tls.key=" + folder.resolve("key.pem"))) {
            assertThat(out.toString())
                    .containsPattern("port \\d+, 127\\.0\\.0\\.1 port \\d+ \\(TLS\\) and serves")
                    .contains("LDAPTLS_CACERT=" + certificate + " ldapsearch -x -H ldaps://127.0.0.1:");
        }
    }

    @Test
    void theDirectoryThatEntriesAreKeptInIsTold(@TempDir Path folder) throws StartException {
        Path data = folder.resolve("data");
        try (Serving _ = start(List.of("--address=127.0.0.1", "--port=0", "--data=" + data))) {
            assertThat(out.toString()).contains("kept in " + data + ".");
        }
    }

    @Test
    void operationsAreInTheFileWhenTheServerIsClosed(@TempDir Path folder) throws StartException, IOException {
        Path file = folder.resolve("access.log");
        try (Serving serving =
                start("--address", "127.0.0.1", "--port", "0", "--log.access=true", "--log.accessFile=" + file)) {
            ask(serving.boundAddresses().getFirst());
        }
        assertThat(Files.readAllLines(file))
                .first()
                .asString()
                .matches("\\S+ \\S+ 127\\.0\\.0\\.1 \\d+ v3 #\\d+ bind bindVersion=3 .* result=success us=\\d+");
    }

    @Test
    void aPortThatIsTakenIsToldByItsNumber() throws StartException {
        try (Serving serving = start("--address", "127.0.0.1", "--port", "0")) {
            int taken = serving.boundAddresses().getFirst().getPort();

            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> start("--address", "127.0.0.1", "--port", Integer.toString(taken)))
                    .withMessageContaining("port " + taken)
                    .withMessageContaining("in use");
        }
    }

    @Test
    void theRehearsalReachesItsEnd() throws StartException, IOException, InvalidFilterException {
        assertThat(new RehearseCommand().call()).isZero();
    }
}
