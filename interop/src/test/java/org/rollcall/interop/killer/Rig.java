package org.rollcall.interop.killer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rollcall.interop.RollcallServer;
import org.rollcall.interop.Workplace;

/** A data directory, the server on it, the journal of its clients, and the comparison of both. */
final class Rig implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT = Map.of("ROLLCALL_HEAP", "256m");
    /** A renewal that a writer hinders is told of in the next turn; and a busy machine is late. */
    private static final Duration LATE = Duration.ofSeconds(2);

    /** Of the server, where it is not told otherwise. */
    private static final Duration SAVED_EVERY = Duration.ofMinutes(1);

    private static final int PATIENCE_MILLIS = 10_000;

    private final Path folder;
    private final List<String> flags;
    private final int port = Workplace.freePort();
    private final int metricsPort = Workplace.freePort();
    private final Journal journal;
    private final Ledger ledger;
    private final Comparison comparison = new Comparison();
    private RollcallServer server;
    private final Standstill standstill = Standstill.watch();
    private Duration forgotten = Duration.ZERO;
    private Duration heldUp = Duration.ZERO;

    /**
     * @param folder of logs and journal, and of the data if the flags do not say where they are
     * @param flags of every server, beside the port, the metrics and patience
     */
    Rig(Path folder, String... flags) {
        this.folder = folder;
        this.flags = new ArrayList<>(List.of(flags));
        this.flags.addAll(List.of("--metrics.enabled", "--metrics.port=" + metricsPort));
        // On a busy machine a client may stand still before it has said a word.
        this.flags.add("--limits.firstMessageTime=10m");
        journal = new Journal(folder.resolve("journal"));
        ledger = new Ledger(journal.path());
    }

    /** Starts a server with its defaults and waits until clients can connect. */
    void start() {
        start(SAVED_EVERY, flags());
    }

    /** Starts one that writes renewals as often as that. */
    void start(Duration savedEvery) {
        start(savedEvery, flags("--lease.savedEvery=" + savedEvery.toMillis() + "ms"));
    }

    private void start(Duration savedEvery, List<String> all) {
        // What is added at the end counts from here.
        forgotten = savedEvery.multipliedBy(2).plus(LATE).minus(stoodStill());
        long from = System.currentTimeMillis();
        server = RollcallServer.start(port, folder, all, ENVIRONMENT);
        journal.started(new Lease.Start(from, System.currentTimeMillis()));
    }

    /** How long before now a renewal may have been acknowledged that a crash would make forgotten. */
    Duration forgotten() {
        return forgotten.plus(stoodStill());
    }

    /** How long the machine, or the server alone, has stood still so far. */
    Duration stoodStill() {
        return standstill.total().plus(heldUp);
    }

    /** The server was made to stand still. */
    void heldUp(Duration more) {
        heldUp = heldUp.plus(more);
    }

    /** The store's log that was written to last, where the data are in the rig's folder. */
    Path storeLog() {
        return storeLog(folder.resolve("data"));
    }

    static Path storeLog(Path data) {
        try (Stream<Path> files = Files.list(data.resolve("db"))) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+\\.log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a server and does not wait for it. */
    void begin() {
        server = RollcallServer.begin(port, folder, flags(), ENVIRONMENT);
    }

    private List<String> flags(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(Arrays.asList(more));
        return all;
    }

    /** Clients that go on from all that the journal has; they are not at work yet. */
    Fleet fleet(long seed, Fleet.Size size) {
        journal.sync();
        ledger.read();
        return new Fleet(server.address(), ledger, journal, seed, size);
    }

    /** SIGKILL, in the middle of the fleet's work. */
    void kill(Fleet fleet) {
        fleet.mayBreak();
        long at = System.currentTimeMillis();
        kill();
        Duration mayBeForgotten = forgotten();
        fleet.join();
        journal.ended(at, mayBeForgotten.toMillis());
    }

    /** SIGKILL of a server that has no clients. */
    void kill() {
        if (!server.kill()) {
            throw new AssertionError("not the server itself was killed");
        }
    }

    /** SIGTERM; all renewals are told of, or as many as the time allows. */
    RollcallServer.Ended stop() {
        RollcallServer.Ended ended = server.stop();
        journal.ended(System.currentTimeMillis(), 0);
        return ended;
    }

    /** SIGTERM, in the middle of the fleet's work. */
    RollcallServer.Ended stop(Fleet fleet) {
        fleet.mayBreak();
        RollcallServer.Ended ended = server.stop();
        long at = System.currentTimeMillis();
        fleet.join();
        journal.ended(at, 0);
        return ended;
    }

    /** Compares all, settles what was open, and says what came of it. */
    Verdict judge(String when) {
        journal.sync();
        ledger.read();
        Verdict verdict = comparison.compare(ledger, Listing.of(server.address()));
        verdict.settled().forEach(journal::found);
        journal.sync();
        ledger.read();
        System.out.println(when + ": " + ledger.acknowledged() + " acknowledged so far, " + verdict);
        return verdict;
    }

    /** What is acknowledged from here on may be gone after the next start, as far as the comparison goes. */
    void doubtFromHere() {
        journal.sync();
        ledger.read();
        ledger.doubtFromHere();
    }

    RollcallServer server() {
        return server;
    }

    Journal journal() {
        return journal;
    }

    Ledger ledger() {
        return ledger;
    }

    /** One of the figures that the server offers. */
    double metric(String name) {
        try {
            URLConnection connection = URI.create("http://127.0.0.1:" + metricsPort + "/metrics")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return value(name, connection);
        } catch (IOException e) {
            throw new AssertionError("no metrics", e);
        }
    }

    private static double value(String name, URLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher line =
                    Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE).matcher(text);
            if (!line.find()) {
                throw new AssertionError("no " + name + " among\n" + text);
            }
            return Double.parseDouble(line.group(1));
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        journal.close();
        standstill.close();
    }
}
