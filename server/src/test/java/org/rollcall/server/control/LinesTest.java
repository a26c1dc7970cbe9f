package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
    @TempDir
    Path folder;

    private SocketChannel peer;
    private Lines lines;

    @BeforeEach
    void connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            peer = SocketChannel.open(address);
            lines = new Lines(server.accept());
        }
    }

    @AfterEach
    void close() throws IOException {
        lines.close();
        peer.close();
    }

    private void send(String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            peer.write(octets);
        }
    }

    @Test
    void linesAreReadWhateverTheirLengths() throws Exception {
        int[] lengths = {0, 1, 8_190, 8_191, 8_192, 8_193, 0, 100_000, 3};
        CompletableFuture<Void> sender = CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int length : lengths) {
                            send("x".repeat(length) + "\n");
                        }
                        send("not ended");
                        peer.shutdownOutput();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                Thread::startVirtualThread);
        for (int length : lengths) {
            assertThat(lines.readWhenItComes(100_000))
                    .isEqualTo("x".repeat(length).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(lines.read(100_000)).isNull();
        assertThat(lines.readWhenItComes(100_000)).isNull();
        sender.get();
    }

    @Test
    void aLineMayBeAsLongAsItMayAndNoLonger() throws Exception {
        send("12345\n123456\n");
        assertThat(lines.read(5)).asString(StandardCharsets.US_ASCII).isEqualTo("12345");
        assertThatThrownBy(() -> lines.read(5)).isInstanceOf(Lines.TooLongException.class);
    }

    @Test
    void whatCameBeforeTheEndIsNotHandedOutAfterIt() throws Exception {
        send("1\n2\n");
        assertThat(lines.readWhenItComes(5)).hasSize(1);
        lines.closeQuietly();
        assertThatThrownBy(() -> lines.readWhenItComes(5)).isInstanceOf(ClosedChannelException.class);
    }
}
