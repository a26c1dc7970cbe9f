package org.rollcall.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went over the loopback interface to and from one port, recorded by Wireshark's {@code dumpcap} and dissected by
 * {@code tshark}. Recording needs root, or a {@code dumpcap} with CAP_NET_RAW.
 */
final class Capture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MALFORMED =
            "_ws.malformed || _ws.expert.group == \"Malformed\" || _ws.expert.severity == \"Error\" || _ws.short";

    private final Process process;
    private final int port;
    private final Path file;
    private final Path log;

    private Capture(Process process, int port, Path file, Path log) {
        this.process = process;
        this.port = port;
        this.file = file;
        this.log = log;
    }

    /** Records from now on. */
    static Capture start(int port) {
        Path file = Workplace.folder().resolve("port-" + port + ".pcapng");
        Path log = Workplace.folder().resolve("port-" + port + ".dumpcap.log");
        try {
            // The buffer (in MiB) lets a burst wait, so that no packet is missed on a busy machine.
            Process process = new ProcessBuilder(
                            "dumpcap", "-i", "lo", "-B", "64", "-f", "tcp port " + port, "-w", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Capture capture = new Capture(process, port, file, log);
            boolean records = Await.comesTrue(
                    PATIENCE, () -> !process.isAlive() || capture.log().contains("File: "));
            if (!records || !process.isAlive()) {
                process.destroyForcibly();
                throw new AssertionError(
                        "cannot capture on loopback: run the interop tests as root, or give dumpcap CAP_NET_RAW\n"
                                + capture.log());
            }
            return capture;
        } catch (IOException e) {
            throw new AssertionError("dumpcap is missing; " + Peer.HOW_TO_INSTALL, e);
        }
    }

    /** A recording that exists. */
    static Capture of(Path file, int port) {
        return new Capture(null, port, file, file);
    }

    Path file() {
        return file;
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the recording and gives the number of packets that it missed. */
    long stop() {
        close();
        Matcher dropped =
                Pattern.compile("dropped on interface '.*': \\d+/(\\d+)").matcher(log());
        if (!dropped.find()) {
            throw new AssertionError("dumpcap did not say what it missed:\n" + log());
        }
        return Long.parseLong(dropped.group(1));
    }

    @Override
    public void close() {
        if (process == null || !process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The LDAP messages that tshark recognises. */
    long messages() {
        return dissect("-Y", "ldap", "-T", "fields", "-e", "ldap.messageID").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .count();
    }

    /** What tshark finds malformed, incomplete or in error, a packet a line. */
    List<String> malformed() {
        return dissect("-Y", MALFORMED);
    }

    /** Frames that carry data on this port and that tshark does not take for LDAP. */
    List<String> strangers() {
        return dissect(
                "-Y",
                "tcp.len > 0 && !ldap && !tcp.reassembled_in"
                        + " && !tcp.analysis.retransmission && !tcp.analysis.out_of_order");
    }

    private List<String> dissect(String... what) {
        // Two passes, and segments put in order: a message may span many, and the loopback interface may show them
        // shuffled.
        return Program.of("tshark", "-2", "-n", "-o", "tcp.reassemble_out_of_order:TRUE")
                .with("-r", file.toString(), "-d", "tcp.port==" + port + ",ldap")
                .with(what)
                .run()
                .expect(0)
                .lines();
    }
}
