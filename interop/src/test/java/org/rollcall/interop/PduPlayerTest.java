package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PduPlayerTest {
    private static final String BOUND = "300c02010161070a010004000400";
    private static final String ENTRY = "301e02010264190403613d623012300704017831020400300704017931020400";
    private static final String ENTRY_OTHER_ORDER = "301e02010264190403613d623012300704017931020400300704017831020400";

    /** Plays {@code script} to a server that answers with these octets, whatever it is sent, and closes. */
    private static void play(String answer, String script) {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = Thread.startVirtualThread(() -> {
                try (Socket socket = listener.accept()) {
                    Tlv.read(socket.getInputStream());
                    socket.getOutputStream().write(HexFormat.of().parseHex(answer));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            PduPlayer.play(
                    PduScript.parse("x.pdu", "connect\nsend\n 30 05 02 01 01 42 00\n" + script),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
            server.join();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String octets(String hex) {
        return " " + hex.replaceAll("..", "$0 ").strip() + "\n";
    }

    @Test
    void theOctetsAsWrittenPass() {
        assertThatCode(() -> play(BOUND, "expect\n" + octets(BOUND) + "expect-close\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void oneOtherOctetFailsAtItsStep() {
        String other = BOUND.replace("0a0100", "0a0101");
        assertThatThrownBy(() -> play(other, "expect\n" + octets(BOUND)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("x.pdu:4")
                .hasMessageContaining("61 07 0a 01 01");
    }

    @Test
    void anEndInsteadOfAReplyFails() {
        assertThatThrownBy(() -> play("", "expect\n" + octets(BOUND))).hasMessageContaining("closed the connection");
    }

    @Test
    void aReplyInsteadOfTheEndFails() {
        assertThatThrownBy(() -> play(BOUND, "expect-close\n")).hasMessageContaining("expected the connection's end");
    }

    @Test
    void aResultIsComparedByIdOperationAndCode() {
        assertThatCode(() -> play(BOUND, "expect-result 01 61 00\n")).doesNotThrowAnyException();
        assertThatThrownBy(() -> play(BOUND, "expect-result 01 61 35\n")).hasMessageContaining("result code 53, got 0");
        assertThatThrownBy(() -> play(BOUND, "expect-result 02 61 00\n")).hasMessageContaining("another operation");
        assertThatThrownBy(() -> play(BOUND, "expect-result 01 65 00\n")).hasMessageContaining("another operation");
    }

    @Test
    void orderCountsUnlessSaidOtherwise() {
        assertThatCode(() -> play(ENTRY_OTHER_ORDER, "expect-in-any-order\n" + octets(ENTRY)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> play(ENTRY_OTHER_ORDER, "expect\n" + octets(ENTRY)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> play(ENTRY.replace("78", "7a"), "expect-in-any-order\n" + octets(ENTRY)))
                .isInstanceOf(AssertionError.class);
    }
}
