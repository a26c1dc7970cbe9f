package org.rollcall.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Outcome.Rates;
import org.rollcall.bench.wire.Template;

/**
 * Several servers with the same people, of which one runs at a time, the others being stopped; and the same load on each
 * in turn.
 */
final class SideBySide implements AutoCloseable {
    /** Warming up ends after so many times its least duration, agreement or not. */
    private static final int PATIENCE = 4;

    private final Bench bench;
    private final int people;
    private final Optional<TestCertificate> certificate;
    private final Map<Peer, ServerProcess> servers = new EnumMap<>(Peer.class);
    private double emptyHeapBytes;

    private SideBySide(Bench bench, int people, Optional<TestCertificate> certificate) {
        this.bench = bench;
        this.people = people;
        this.certificate = certificate;
    }

    /** Starts and fills every server of the run. */
    static SideBySide start(Bench bench, int people) throws IOException, InterruptedException {
        return start(bench, people, Optional.empty());
    }

    /** The same under TLS, with one certificate for all. */
    static SideBySide startUnderTls(Bench bench, int people) throws IOException, InterruptedException {
        return start(bench, people, Optional.of(TestCertificate.make(bench.folder())));
    }

    private static SideBySide start(Bench bench, int people, Optional<TestCertificate> certificate)
            throws IOException, InterruptedException {
        SideBySide all = new SideBySide(bench, people, certificate);
        try {
            for (Peer peer : Peer.values()) {
                if (bench.peers().contains(peer)) {
                    Progress.say(String.format(Locale.ROOT, "%s with %,d people", peer.title(), people));
                    all.start(peer);
                    all.server(peer).pause();
                }
            }
            return all;
        } catch (IOException | InterruptedException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void start(Peer peer) throws IOException, InterruptedException {
        switch (peer) {
            case OPENLDAP ->
                servers.put(
                        peer,
                        OpenLdap.filled(bench.folder(), people, Workload.LEASE, OpenLdap.Commits.UNSYNCED, certificate)
                                .start(bench.pinning()));
            case CANNED -> servers.put(peer, Canned.start(bench.folder(), bench.pinning(), certificate));
            case ROLLCALL -> {
                Rollcall rollcall = certificate.map(bench.rollcall()::under).orElse(bench.rollcall());
                ServerProcess server = rollcall.start(bench.scale().heap());
                servers.put(peer, server);
                emptyHeapBytes = LiveHeap.bytes(server.pid());
                Rollcall.addPeople(bench.client(), server.target(), people, Workload.LEASE);
            }
        }
    }

    ServerProcess server(Peer peer) {
        ServerProcess server = servers.get(peer);
        if (server == null) {
            throw new IllegalArgumentException(peer.title() + " is not part of this run");
        }
        return server;
    }

    int people() {
        return people;
    }

    /** Of Rollcall, before anybody was added. */
    double emptyHeapBytes() {
        return emptyHeapBytes;
    }

    /** Samples, warm-up, then rounds in turn. */
    Outcome.Throughput measure(Workload workload) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(workload.id() + ": " + workload.title());
        ReplySizes sizes = ReplySizes.NOTHING;
        Dialect cannedDialect = Dialect.of(Peer.CANNED);
        Map<Peer, Load> loads = new EnumMap<>(Peer.class);
        for (ServerProcess server : servers.values()) {
            Peer peer = server.peer();
            server.resume();
            if (peer == Peer.CANNED) {
                Canned.answerWith(server, sizes);
                loads.put(peer, new Load(server, workload, cannedDialect));
            } else {
                // Servers come in the order of their enum, so that Rollcall's answers are those that canned ones
                // imitate.
                sizes = sample(workload, server);
                cannedDialect = Dialect.of(peer);
                loads.put(peer, new Load(server, workload, cannedDialect));
            }
            loads.get(peer).warmUp();
            server.pause();
        }
        for (int round = 0; round < bench.scale().rounds(); round++) {
            for (Load load : loads.values()) {
                load.server.resume();
                load.round();
                load.server.pause();
            }
        }
        List<Rates> rates = loads.values().stream().map(Load::rates).toList();
        rates.forEach(r -> Progress.say(String.format(
                Locale.ROOT,
                "  %-14s %,12.0f %s/s   p50 %,.0f µs, p99 %,.0f µs, p99.9 %,.0f µs",
                r.peer().title(),
                r.perSecond(),
                workload.unit(),
                r.p50Micros(),
                r.p99Micros(),
                r.p999Micros())));
        long replyBytes = (long) sizes.entries() * sizes.entryBytes() + sizes.resultBytes();
        return new Outcome.Throughput(workload, bench.environment(), people, replyBytes, rates);
    }

    /** Whether the answers are right; the sizes of the last step's. */
    private ReplySizes sample(Workload workload, ServerProcess server) throws IOException {
        Dialect dialect = Dialect.of(server.peer());
        List<Loads.Step> steps = workload.steps(dialect, people);
        List<Template> templates = steps.stream().map(Loads.Step::template).toList();
        // For a new person, a serial number that the load's own ones reach last.
        long serial = workload.needsNewNames() ? Template.SERIALS - 1 : people / 2;
        List<Sample> samples = Sample.take(server.target(), templates, serial);
        List<String> attributes = switch (workload) {
            case STTL_REFRESH -> List.of("sttl");
            case SESSION, TLS_SESSION, LIST, INFIX -> dialect.attributes();
            default -> Dialect.plainAttributes();
        };
        for (int i = 0; i < steps.size(); i++) {
            try {
                samples.get(i).check(steps.get(i), attributes);
            } catch (LoadFailedException e) {
                throw new LoadFailedException(
                        server.peer().title() + " in " + workload.id() + ", step " + (i + 1) + ": " + e.getMessage(),
                        e);
            }
        }
        if (workload == Workload.EXACT) {
            String dn = samples.getFirst().firstEntries().getFirst().dn();
            if (!dn.equalsIgnoreCase(People.personDn(People.name(serial)))) {
                throw new LoadFailedException(server.peer().title() + " found " + dn);
            }
        }
        return samples.getLast().sizes();
    }

    @Override
    public void close() {
        for (ServerProcess server : servers.values()) {
            server.close();
        }
    }

    /** One server's share in a workload. */
    private final class Load {
        private final ServerProcess server;
        private final Workload workload;
        private final List<Loads.Step> steps;
        private final java.util.function.LongSupplier serials;
        private final List<Measurement> rounds = new ArrayList<>();
        private double warmUpSeconds;

        Load(ServerProcess server, Workload workload, Dialect dialect) {
            this.server = server;
            this.workload = workload;
            this.steps = workload.steps(dialect, people);
            this.serials = workload.needsNewNames()
                    ? RequestSource.cycle(0, Template.SERIALS - 1)
                    : RequestSource.anyBelow(people);
        }

        void warmUp() {
            Duration least = server.peer() == Peer.OPENLDAP
                    ? bench.scale().warmUp().dividedBy(4)
                    : bench.scale().warmUp();
            Duration piece = bench.scale().warmUp().dividedBy(8);
            List<Double> rates = new ArrayList<>();
            long start = System.nanoTime();
            long spent;
            do {
                rates.add(perSecond(run(piece)));
                spent = System.nanoTime() - start;
            } while (spent < least.toNanos() || (!Medians.lastThreeAgree(rates) && spent < PATIENCE * least.toNanos()));
            warmUpSeconds = spent / 1e9;
        }

        void round() {
            rounds.add(run(bench.scale().round()));
        }

        private Measurement run(Duration duration) {
            try {
                return workload.run(bench.client(), server.target(), steps, workload.connections(), serials, duration);
            } catch (LoadFailedException e) {
                throw new LoadFailedException(
                        server.peer().title() + " in " + workload.id() + ": " + e.getMessage() + "\n"
                                + server.tailOfLog(),
                        e);
            }
        }

        private double perSecond(Measurement measured) {
            return workload.countsEntries() ? measured.entriesPerSecond() : measured.perSecond();
        }

        Rates rates() {
            return new Rates(
                    server.peer(),
                    median(this::perSecond),
                    rounds.stream().map(this::perSecond).toList(),
                    median(m -> m.micros(50)),
                    median(m -> m.micros(99)),
                    median(m -> m.micros(99.9)),
                    warmUpSeconds,
                    server.peakMemoryMiB());
        }

        private double median(ToDoubleFunction<Measurement> figure) {
            return Medians.median(rounds.stream().mapToDouble(figure).boxed().toList());
        }
    }
}
