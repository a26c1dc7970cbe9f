package org.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionFloodTest {
    private static final byte[] BIND = {1, 2, 3};

    private final AtomicInteger bound = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();

    private Target serve(ServerSocket server) {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> answer(socket));
                }
            } catch (IOException e) {
                // The server socket is closed: the test is over.
            }
        });
        return Target.port(server.getLocalPort());
    }

    private void answer(Socket socket) {
        try (socket) {
            byte[] first = socket.getInputStream().readNBytes(BIND.length);
            if (first.length < BIND.length) {
                silent.incrementAndGet();
                return;
            }
            // Counted first: whoever has the answer counts on it.
            bound.incrementAndGet();
            socket.getOutputStream().write(first);
            var ignored = socket.getInputStream().read();
            bound.decrementAndGet();
        } catch (IOException e) {
            silent.incrementAndGet();
        }
    }

    private static void sendAway(ServerSocket server) {
        try {
            server.accept().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void someStayAndOthersComeAndGo() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1_024, InetAddress.ofLiteral("127.0.0.1"));
                ConnectionFlood flood = ConnectionFlood.begin(serve(server), 50, BIND, 500)) {
            assertThat(bound).hasValue(50);
            while (flood.opened() < 600) {
                Thread.onSpinWait();
            }
            assertThat(flood.failed()).isZero();
            // Those of the first second are gone.
            while (silent.get() < 50) {
                Thread.onSpinWait();
            }
            assertThat(bound).hasValue(50);
        }
    }

    @Test
    void aServerThatWantsNoMoreIsTold() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 16, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> sendAway(server));
            assertThatThrownBy(() -> ConnectionFlood.begin(Target.port(server.getLocalPort()), 1, BIND, 1)
                            .close())
                    .isInstanceOf(IOException.class);
        }
    }
}
