package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Where the repository is, where the tests leave their logs and captures, and which ports are free. */
public final class Workplace {
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORT_ATTEMPTS = 100;

    private Workplace() {}

    public static Path root() {
        return Path.of(System.getProperty("rollcall.root", ".."))
                .toAbsolutePath()
                .normalize();
    }

    public static Path folder() {
        Path folder = Path.of(System.getProperty("rollcall.interop.work", "target/interop"));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder whose name starts with {@code name}. */
    public static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(folder(), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A free port below those that the system gives to outgoing connections, so that none of these takes it meanwhile. */
    public static int freePort() {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
        throw new AssertionError("no free port between " + FIRST_PORT + " and " + LAST_PORT);
    }
}
