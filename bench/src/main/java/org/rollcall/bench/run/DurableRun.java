package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.run.Outcome.DurableLookups;
import org.rollcall.bench.run.Outcome.DurableRow;
import org.rollcall.bench.wire.Template;

/**
 * What it costs that nothing is lost: servers that sync what they answer, both with their files on the same disk, and
 * Rollcall without a store beside them; round by round in turn.
 */
final class DurableRun {
    private static final int LOOKUPS_PER_SECOND = 2_000;
    private static final int LOOKUP_CONNECTIONS = 4;
    private static final int WRITERS_BESIDE = 64;

    private final Bench bench;
    private final Path disk;
    private final List<Contender> contenders = new ArrayList<>();

    /** A kind of load, and how many times OpenLDAP's rate, and of the rate without a store, it should have. */
    private record Kind(String title, Workload workload, int connections, double timesOpenLdap, double ofMemory) {
        /** Without new entries: nearly as fast as without a store. */
        static Kind asInMemory(Workload workload, double timesOpenLdap) {
            return new Kind(workload.title(), workload, workload.connections(), timesOpenLdap, 0.95);
        }

        static Kind registrations(int connections, double timesOpenLdap) {
            return new Kind(
                    "registrations, " + connections + " at a time", Workload.REGISTER, connections, timesOpenLdap, 0);
        }
    }

    /** Registrations last: faster servers have more people after them. Of synced refreshes nothing is wanted. */
    private static final List<Kind> KINDS = List.of(
            Kind.asInMemory(Workload.EXACT, Workload.EXACT.wantedTimesOpenLdap()),
            Kind.asInMemory(Workload.SESSION, Workload.SESSION.wantedTimesOpenLdap()),
            Kind.asInMemory(Workload.STTL_REFRESH, 0),
            Kind.asInMemory(Workload.REFRESH, 0),
            Kind.registrations(1, 1.5),
            Kind.registrations(8, 10),
            Kind.registrations(64, 15));

    /** A server and the names that it has not seen yet. */
    private record Contender(ServerProcess server, LongSupplier newSerials) {
        Contender(ServerProcess server) {
            this(server, RequestSource.cycle(0, Template.SERIALS - 1));
        }
    }

    private DurableRun(Bench bench, Path disk) {
        this.bench = bench;
        this.disk = disk;
    }

    /** @param disk a folder on the disk that is measured too */
    static Outcome.Durable run(Bench bench, Path disk) throws IOException, InterruptedException {
        return new DurableRun(bench, disk).run();
    }

    private Outcome.Durable run() throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.DURABLE.id() + ": " + Workload.DURABLE.title());
        try {
            Contender durable = new Contender(
                    bench.rollcall().durable(disk).start(bench.scale().heap()));
            contenders.add(durable);
            Contender memory =
                    new Contender(bench.rollcall().start(bench.scale().heap()));
            contenders.add(memory);
            for (Contender each : contenders) {
                Rollcall.addPeople(bench.client(), each.server().target(), people(), Workload.LEASE);
                each.server().pause();
            }
            if (bench.peers().contains(Peer.OPENLDAP)) {
                Contender openLdap =
                        new Contender(OpenLdap.filled(disk, people(), Workload.LEASE, OpenLdap.Commits.SYNCED)
                                .start(bench.pinning()));
                contenders.add(openLdap);
                openLdap.server().pause();
            }
            List<DurableRow> rows = new ArrayList<>();
            for (Kind kind : KINDS) {
                rows.add(row(kind));
            }
            List<DurableLookups> lookups = new ArrayList<>();
            lookups.add(lookups(durable));
            if (contenders.size() > 2) {
                lookups.add(lookups(contenders.getLast()));
            }
            if (bench.peers().contains(Peer.CANNED)) {
                lookups.add(lookups(canned(durable.server())));
            }
            return new Outcome.Durable(Workload.DURABLE, bench.environment(), people(), rows, lookups);
        } finally {
            contenders.forEach(each -> each.server().close());
        }
    }

    /** Answers as large as this server's: what is left is what the machine and the load do to each other. */
    private Contender canned(ServerProcess model) throws IOException, InterruptedException {
        model.resume();
        ReplySizes sizes = Sample.take(model.target(), List.of(Dialect.exact().template()), 0)
                .getFirst()
                .sizes();
        model.pause();
        Contender canned = new Contender(Canned.start(bench.folder(), bench.pinning(), Optional.empty()));
        contenders.add(canned);
        Canned.answerWith(canned.server(), sizes);
        return canned;
    }

    private int people() {
        return bench.scale().people();
    }

    private DurableRow row(Kind kind) throws InterruptedException {
        List<List<Double>> rates = new ArrayList<>();
        for (Contender each : contenders) {
            rate(kind, each, bench.scale().warmUp().dividedBy(4));
            rates.add(new ArrayList<>());
        }
        for (int round = 0; round < bench.scale().rounds(); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                rates.get(i).add(rate(kind, contenders.get(i), bench.scale().round()));
            }
        }
        DurableRow row = new DurableRow(
                kind.title(),
                Medians.median(rates.get(0)),
                Medians.median(rates.get(1)),
                rates.size() > 2 ? Medians.median(rates.get(2)) : 0,
                kind.timesOpenLdap(),
                kind.ofMemory());
        Progress.say(String.format(
                Locale.ROOT,
                "  %-60s %,10.0f/s durable, %,10.0f/s in memory, %,10.0f/s OpenLDAP",
                row.title(),
                row.durablePerSecond(),
                row.memoryPerSecond(),
                row.openLdapPerSecond()));
        return row;
    }

    private double rate(Kind kind, Contender contender, Duration duration) throws InterruptedException {
        ServerProcess server = contender.server();
        server.resume();
        Workload workload = kind.workload();
        LongSupplier serials = workload.needsNewNames() ? contender.newSerials() : RequestSource.anyBelow(people());
        Measurement measured = workload.run(
                bench.client(),
                server.target(),
                workload.steps(Dialect.of(server.peer()), people()),
                kind.connections(),
                serials,
                duration);
        server.pause();
        return measured.perSecond();
    }

    private Loads.Sessions registrations(Contender contender, int connections, Duration duration) {
        Dialect dialect = Dialect.of(contender.server().peer());
        return new Loads.Sessions(
                connections, Workload.REGISTER.steps(dialect, people()), contender.newSerials(), duration);
    }

    private DurableLookups lookups(Contender contender) throws InterruptedException {
        ServerProcess server = contender.server();
        Duration round = bench.scale().round();
        server.resume();
        bench.client()
                .run(server.target(), List.of(lookups(bench.scale().warmUp().dividedBy(4))));
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int i = 0; i < bench.scale().rounds(); i++) {
            alone.add(bench.client()
                    .run(server.target(), List.of(lookups(round)))
                    .getFirst()
                    .micros(99));
            var writing = bench.client().start(server.target(), registrations(contender, WRITERS_BESIDE, round));
            beside.add(bench.client()
                    .run(server.target(), List.of(lookups(round)))
                    .getFirst()
                    .micros(99));
            LoadClient.await(writing, round);
        }
        server.pause();
        DurableLookups lookups = new DurableLookups(server.peer(), Medians.median(alone), Medians.median(beside));
        Progress.say(String.format(
                Locale.ROOT,
                "  %-14s lookups' p99 %,.0f µs alone, %,.0f µs beside %d writers",
                server.peer().title(),
                lookups.aloneP99Micros(),
                lookups.besideP99Micros(),
                WRITERS_BESIDE));
        return lookups;
    }

    private Loads.Open lookups(Duration duration) {
        Loads.Step step = Dialect.exact();
        return new Loads.Open(
                LOOKUP_CONNECTIONS,
                LOOKUPS_PER_SECOND,
                RequestSource.of(step.template(), RequestSource.anyBelow(people())),
                step.expectation(),
                duration);
    }
}
