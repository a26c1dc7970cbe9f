package org.rollcall.interop.killer;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.interop.RollcallServer;
import org.rollcall.interop.Workplace;

/** A data directory, the server on it, the journal of its clients, and the comparison of both. */
final class Rig implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT = Map.of("ROLLCALL_HEAP", "256m");
    /** A renewal that a writer hinders is told of in the next turn; and a busy machine is late. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final Duration SAVED_EVERY_BY_DEFAULT = Duration.ofSeconds(10);

    private final Path folder;
    private final List<String> flags;
    private final int port = Workplace.freePort();
    private final int metricsPort = Workplace.freePort();
    private final Journal journal;
    private final Ledger ledger;
    private final Comparison comparison = new Comparison();
    private RollcallServer server;
    private final Standstill standstill = Standstill.watch();
    private Duration forgotten;

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
        start(SAVED_EVERY_BY_DEFAULT);
    }

    void start(Duration savedEvery) {
        // What is added at the end counts from here.
        forgotten = savedEvery.multipliedBy(2).plus(LATE).minus(standstill.total());
        long from = System.currentTimeMillis();
        server = RollcallServer.start(
                port, folder, flags("--lease.savedEvery=" + savedEvery.toMillis() + "ms"), ENVIRONMENT);
        journal.started(new Lease.Start(from, System.currentTimeMillis()));
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
        Duration stood = standstill.total();
        fleet.join();
        journal.ended(at, forgotten.plus(stood).toMillis());
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
        try (var in = URI.create("http://127.0.0.1:" + metricsPort + "/metrics")
                .toURL()
                .openStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher line =
                    Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE).matcher(text);
            if (!line.find()) {
                throw new AssertionError("no " + name + " among\n" + text);
            }
            return Double.parseDouble(line.group(1));
        } catch (IOException e) {
            throw new AssertionError("no metrics", e);
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
