package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;

/**
 * A port that looks encrypted from the start, before one that is so on request: it makes the request (RFC 4511 §4.14)
 * itself, for programs that don't know how to, and passes on what follows.
 */
final class StartTlsDoor implements AutoCloseable {
    /** LDAPMessage, messageID 1, ExtendedRequest with the name 1.3.6.1.4.1.1466.20037. */
    private static final byte[] REQUEST = HexFormat.of()
            .parseHex("301d" + "020101" + "7718" + "8016" + "312e332e362e312e342e312e313436362e3230303337");

    private final ServerSocket door;
    private final int serverPort;

    private StartTlsDoor(ServerSocket door, int serverPort) {
        this.door = door;
        this.serverPort = serverPort;
    }

    static StartTlsDoor before(int serverPort) throws IOException {
        StartTlsDoor made = new StartTlsDoor(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
        Thread.ofPlatform().name("starttls-door").daemon().start(made::acceptAll);
        return made;
    }

    int port() {
        return door.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket visitor = door.accept();
                Thread.ofVirtual().start(() -> serve(visitor));
            }
        } catch (IOException e) {
            // The door is closed.
            return;
        }
    }

    private void serve(Socket visitor) {
        try (visitor;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            server.getOutputStream().write(REQUEST);
            Tlv answer = Tlv.read(server.getInputStream());
            if (answer == null || answer.children().get(1).children().getFirst().integer() != 0) {
                throw new AssertionError("the server does not begin TLS: " + answer);
            }
            Thread there = Thread.ofVirtual().start(() -> pass(visitor, server));
            pass(server, visitor);
            there.join();
        } catch (IOException e) {
            // Whoever was there went away, as scanners do.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them ended.
            return;
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
