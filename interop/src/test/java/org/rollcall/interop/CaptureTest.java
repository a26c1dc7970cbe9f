package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The last class of a run: Wireshark's opinion of every packet that the others exchanged with Rollcall. */
@AgainstRollcall
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CaptureTest {
    private final Suite suite;

    CaptureTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void peer() {
        Peer.tshark().seenBy(getClass());
    }

    /** The judge itself: a bind whose version says it is longer than the whole message. */
    @Test
    @Order(1)
    void tsharkFindsAMalformedMessageWhereThereIsOne() throws IOException {
        Path folder = Workplace.newFolder("malformed");
        Path hex = folder.resolve("hex");
        Path file = folder.resolve("malformed.pcap");
        for (String message :
                List.of("30 0c 02 01 01 60 07 02 01 03 04 00 80 00", "30 0c 02 01 01 60 07 02 09 03 04 00 80 00")) {
            Files.writeString(hex, "0000 " + message + "\n");
            Program.of("text2pcap", "-q", "-T", "40001,1002", hex.toString(), file.toString())
                    .run()
                    .expect(0);
            Capture capture = Capture.of(file, 1002);
            assertThat(capture.messages()).as(message).isEqualTo(1);
            assertThat(capture.malformed()).as(message).hasSize(message.contains("02 09") ? 1 : 0);
        }
    }

    @Test
    @Order(2)
    void noPacketOfTheSuiteIsMalformed() {
        // So that there is something to judge when this class runs alone.
        new LdapTools(suite.shared().uri(), 3).search("-b", "o=Intranet", "-s", "base");
        long messages = 0;
        for (Capture capture : suite.finish()) {
            assertThat(capture.stop()).as("packets missed, %s", capture.file()).isZero();
            assertThat(capture.malformed()).as("malformed, %s", capture.file()).isEmpty();
            assertThat(capture.strangers()).as("not LDAP, %s", capture.file()).isEmpty();
            messages += capture.messages();
        }
        System.out.println("tshark dissected " + messages + " LDAP messages, none malformed");
        assertThat(messages).isGreaterThanOrEqualTo(4);
    }
}
