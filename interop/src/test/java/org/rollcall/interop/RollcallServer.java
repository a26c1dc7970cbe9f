package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Rollcall server in a process of its own, started by the launcher with {@code ./rollcall serve --port N}. */
final class RollcallServer implements AutoCloseable {
    /** On a fresh clone the launcher builds first. */
    private static final Duration START = Duration.ofMinutes(5);

    /** More than the two seconds that are promised, so that the test that holds them can say how long it took. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final Path folder;

    private RollcallServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
    }

    /** Starts a server on {@code port} and waits until it accepts connections. */
    static RollcallServer start(int port, List<String> flags) {
        Path folder = Workplace.newFolder("server");
        List<String> command = new ArrayList<>();
        command.add(Workplace.root().resolve("rollcall").toString());
        command.add("serve");
        command.add("--port");
        command.add(Integer.toString(port));
        command.addAll(flags);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            RollcallServer server = new RollcallServer(process, port, folder);
            boolean answers = Await.comesTrue(START, () -> !process.isAlive() || server.accepts());
            if (!answers || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError("no server on port " + port + ": " + command + "\n" + server.log());
            }
            return server;
        } catch (IOException e) {
            throw new AssertionError("the launcher does not start: " + command, e);
        }
    }

    int port() {
        return port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String uri() {
        return "ldap://127.0.0.1:" + port;
    }

    boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM and waits for the end. */
    Ended stop() {
        long start = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("SIGTERM did not end the server within " + STOP.toSeconds() + " s\n" + log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return new Ended(process.exitValue(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** How the server ended and how long that took. */
    record Ended(int status, Duration took) {}
}
