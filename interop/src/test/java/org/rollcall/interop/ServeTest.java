package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The start and the end of {@code ./rollcall serve}, as the one who types it sees them. */
@AgainstRollcall
class ServeTest {
    private static final Duration PROMISED = Duration.ofSeconds(2);
    private static final String BIND = "300c020101600702010%d04008000";
    private static final String BOUND = "300c02010161070a010004000400";

    private final Suite suite;

    ServeTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void peer() {
        Peer.openLdapTools().seenBy(getClass());
    }

    @Test
    void theLineToTryWorks() {
        RollcallServer server = suite.start();
        Await.until("a line to try", Duration.ofSeconds(10), () -> server.log().contains("ldapsearch "));
        assertThat(server.log()).contains("o=Intranet").contains(Integer.toString(server.port()));
        String line = server.log()
                .lines()
                .filter(text -> text.contains("ldapsearch "))
                .findFirst()
                .orElseThrow();
        Program.of("sh", "-c", line.substring(line.indexOf("ldapsearch ")))
                .run()
                .expect(0);
        server.stop();
    }

    @Test
    void sigtermTellsV3ClientsAndEndsWithinTwoSeconds() throws IOException {
        RollcallServer server = suite.start();
        try (Socket v3 = bound(server, 3);
                Socket v2 = bound(server, 2)) {
            RollcallServer.Ended ended = server.stop();

            Tlv notice = Tlv.read(v3.getInputStream());
            assertThat(notice)
                    .as("RFC 4511 §4.4.1: the notice of disconnection")
                    .isNotNull();
            List<Tlv> parts = notice.children();
            assertThat(parts.get(0).integer()).as("messageID").isZero();
            assertThat(parts.get(1).tag()).as("an ExtendedResponse").isEqualTo(0x78);
            List<Tlv> response = parts.get(1).children();
            assertThat(response.get(0).integer()).as("unavailable").isEqualTo(52);
            assertThat(new String(response.getLast().contents(), StandardCharsets.US_ASCII))
                    .isEqualTo("1.3.6.1.4.1.1466.20036");
            assertThat(Tlv.read(v3.getInputStream())).as("the connection's end").isNull();
            assertThat(Tlv.read(v2.getInputStream()))
                    .as("decision 6: a v2 client gets no unsolicited message")
                    .isNull();

            assertThat(ended.took()).isLessThan(PROMISED);
            assertThat(ended.status()).as("ended by itself").isIn(0, 143);
        }
    }

    private static Socket bound(RollcallServer server, int version) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(HexFormat.of().parseHex(BIND.formatted(version)));
        InputStream in = socket.getInputStream();
        assertThat(HexFormat.of().formatHex(Tlv.read(in).encoded())).isEqualTo(BOUND);
        return socket;
    }
}
