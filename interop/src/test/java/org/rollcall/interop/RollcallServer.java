package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Rollcall server in a process of its own, started by the launcher with {@code ./rollcall serve --port N}. It does not
 * outlive this JVM.
 */
public final class RollcallServer implements AutoCloseable {
    /** On a fresh clone the launcher builds first. */
    private static final Duration START = Duration.ofMinutes(5);

    /**
     * More than the two seconds that are promised, so that the test that holds them can say how long it took; and others
     * may use the machine meanwhile.
     */
    private static final Duration STOP = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final Path folder;

    private RollcallServer(Process process, int port, Path folder) {
        this.process = process;
        this.port = port;
        this.folder = folder;
        Thread atTheEnd = new Thread(process::destroyForcibly, "kill server on port " + port);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        // Fails where the JVM ends already, which does no harm.
        CompletableFuture<Void> ignored =
                process.onExit().thenRun(() -> Runtime.getRuntime().removeShutdownHook(atTheEnd));
    }

    /** Starts a server on {@code port} and waits until it accepts connections. */
    static RollcallServer start(int port, List<String> flags) {
        return start(port, Workplace.newFolder("server"), flags, Map.of());
    }

    /**
     * Starts a server in that folder, where it finds the data of the one before it, and waits until it accepts
     * connections.
     */
    public static RollcallServer start(int port, Path folder, List<String> flags, Map<String, String> environment) {
        RollcallServer server = begin(port, folder, flags, environment);
        boolean answers = Await.comesTrue(START, () -> !server.isAlive() || server.accepts());
        if (!answers || !server.isAlive()) {
            server.process.destroyForcibly();
            throw new AssertionError("no server on port " + port + " with " + flags + "\n" + server.log());
        }
        return server;
    }

    /** Starts a server and does not wait for it. */
    public static RollcallServer begin(int port, Path folder, List<String> flags, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Workplace.root().resolve("rollcall").toString());
        command.add("serve");
        command.add("--port");
        command.add(Integer.toString(port));
        command.addAll(flags);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(folder.resolve("log").toFile()));
            builder.environment().putAll(environment);
            return new RollcallServer(builder.start(), port, folder);
        } catch (IOException e) {
            throw new AssertionError("the launcher does not start: " + command, e);
        }
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
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

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it ends by itself.
     *
     * @return its exit status
     */
    public int awaitEnd() {
        if (!Await.comesTrue(START, () -> !isAlive())) {
            throw new AssertionError("a server that was to end goes on\n" + log());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM and waits for the end. */
    public Ended stop() {
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

    /**
     * Sends SIGKILL and waits for the end.
     *
     * @return whether it was java itself that got it: the launcher becomes it
     */
    public boolean kill() {
        boolean java = process.info()
                .command()
                .map(command -> Path.of(command).endsWith("java"))
                .orElse(false);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return java;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** How the server ended and how long that took. */
    public record Ended(int status, Duration took) {}
}
