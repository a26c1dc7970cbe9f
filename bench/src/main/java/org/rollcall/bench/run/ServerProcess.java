package org.rollcall.bench.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.rollcall.bench.load.Target;

/**
 * A server under test as a child process. While another one is measured it is stopped by signal, so that it takes
 * nothing from the other; it dies with this JVM.
 */
final class ServerProcess implements AutoCloseable {
    private final Peer peer;
    private final String version;
    private final Process process;
    private final Target target;
    private final Path log;
    private final long startNanos;
    private final Thread killer;

    private ServerProcess(Peer peer, String version, Process process, Target target, Path log, long startNanos) {
        this.peer = peer;
        this.version = version;
        this.process = process;
        this.target = target;
        this.log = log;
        this.startNanos = startNanos;
        this.killer = new Thread(this::kill, "kill-" + peer);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts the command and waits until the port takes connections. */
    static ServerProcess start(
            Peer peer,
            String version,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            Target target,
            Duration limit)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long startNanos = System.nanoTime();
        ServerProcess server = new ServerProcess(peer, version, builder.start(), target, log, startNanos);
        long deadline = startNanos + limit.toNanos();
        while (!isListening(target)) {
            if (!server.process.isAlive() || System.nanoTime() - deadline > 0) {
                server.close();
                throw new IOException(
                        peer.title() + " did not start (" + String.join(" ", command) + "):\n" + server.tailOfLog());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static boolean isListening(Target target) {
        try (Socket socket = new Socket()) {
            socket.connect(target.address(), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Peer peer() {
        return peer;
    }

    String version() {
        return version;
    }

    Target target() {
        return target;
    }

    /** When its command was given, by {@link System#nanoTime}. */
    long startNanos() {
        return startNanos;
    }

    /** The process that serves: the command's own, or, where that is a launcher, its only child. */
    long pid() {
        return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
    }

    /** One line to the process's standard input. */
    void tell(String line) throws IOException {
        BufferedWriter writer = process.outputWriter(StandardCharsets.UTF_8);
        writer.write(line + "\n");
        writer.flush();
    }

    void pause() throws InterruptedException {
        signal("STOP");
    }

    void resume() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        handles().forEach(handle -> command.add(Long.toString(handle.pid())));
        Commands.output(command);
    }

    private Stream<ProcessHandle> handles() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** The most memory the process has had, in MiB; 0 where the system does not say. */
    long peakMemoryMiB() {
        return statusMiB("VmHWM:");
    }

    /** The memory that the process has now, in MiB; 0 where the system does not say. */
    long residentMiB() {
        return statusMiB("VmRSS:");
    }

    private long statusMiB(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    String tailOfLog() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private void kill() {
        List<ProcessHandle> all = handles().toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends it without a warning, and waits for its end. */
    void crash() throws InterruptedException {
        kill();
        process.waitFor(10, TimeUnit.SECONDS);
        close();
    }

    @Override
    public void close() {
        try {
            resume();
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
