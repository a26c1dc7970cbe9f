package org.rollcall.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.rollcall.bench.load.Expectation;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Outcome.Latencies;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Template;

/**
 * Latencies at half of the top rate, while leases end and are added again, and others are renewed, at a steady pace. The
 * canned-reply server gets the same load, to tell the machine's share in the tail.
 */
final class TailRun {
    private final Bench bench;
    private final SideBySide servers;

    private TailRun(Bench bench, SideBySide servers) {
        this.bench = bench;
        this.servers = servers;
    }

    static Outcome.Tail run(Bench bench, SideBySide servers) throws IOException, InterruptedException {
        return new TailRun(bench, servers).run();
    }

    private Outcome.Tail run() throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.TAIL.id() + ": " + Workload.TAIL.title());
        ServerProcess rollcall = servers.server(Peer.ROLLCALL);
        rollcall.resume();
        double half = topRate(rollcall) / 2;
        List<Latencies> latencies = new ArrayList<>();
        latencies.add(measure(rollcall, half));
        Sample sample = Sample.take(rollcall.target(), List.of(Dialect.exact().template()), 0)
                .getFirst();
        rollcall.pause();
        if (bench.peers().contains(Peer.CANNED)) {
            ServerProcess canned = servers.server(Peer.CANNED);
            canned.resume();
            Canned.answerWith(canned, sample.sizes());
            topRate(canned);
            latencies.add(measure(canned, half));
            canned.pause();
        }
        return new Outcome.Tail(
                Workload.TAIL,
                bench.environment(),
                2 * servers.people(),
                half,
                bench.scale().churnPerSecond(),
                bench.scale().renewalsPerSecond(),
                latencies);
    }

    private double topRate(ServerProcess server) {
        Loads.Step exact = Dialect.exact();
        Loads.Closed load = new Loads.Closed(
                Workload.TAIL.connections(),
                16,
                RequestSource.of(exact.template(), RequestSource.anyBelow(servers.people())),
                exact.expectation(),
                bench.scale().warmUp());
        bench.client().run(server.target(), load);
        double rate = bench.client().run(server.target(), load).perSecond();
        Progress.say(String.format(
                Locale.ROOT, "  %-14s top rate %,.0f/s", server.peer().title(), rate));
        return rate;
    }

    private Latencies measure(ServerProcess server, double perSecond) {
        Scale scale = bench.scale();
        // Added again a second after its lease has ended: so many names are in turn.
        Duration cycle = scale.churnLease().plusSeconds(1);
        LongSupplier churn = RequestSource.cycle(0, scale.churnPerSecond() * cycle.toSeconds());
        LongSupplier renewals = RequestSource.cycle(0, servers.people());
        // The first cycle only fills the directory; from the second on, leases end as fast as they are added.
        bench.client().run(server.target(), loads(perSecond, churn, renewals, cycle.plus(scale.warmUp())));
        List<Measurement> rounds = new ArrayList<>();
        for (int i = 0; i < scale.rounds(); i++) {
            rounds.add(bench.client()
                    .run(
                            server.target(),
                            loads(perSecond, churn, renewals, scale.round().multipliedBy(2)))
                    .getFirst());
        }
        Latencies latencies = new Latencies(
                server.peer(),
                median(rounds, m -> m.micros(50)),
                median(rounds, m -> m.micros(99)),
                median(rounds, m -> m.micros(99.9)),
                median(rounds, m -> m.micros(100)));
        Progress.say(String.format(
                Locale.ROOT,
                "  %-14s at %,.0f/s: p50 %,.0f µs, p99 %,.0f µs, p99.9 %,.0f µs, longest %,.0f µs",
                server.peer().title(),
                perSecond,
                latencies.p50Micros(),
                latencies.p99Micros(),
                latencies.p999Micros(),
                latencies.maxMicros()));
        return latencies;
    }

    private List<Loads.Open> loads(double perSecond, LongSupplier churn, LongSupplier renewals, Duration duration) {
        Scale scale = bench.scale();
        Loads.Step exact = Dialect.exact();
        Loads.Step refresh = Dialect.refresh(Workload.LEASE);
        int churnSeconds = Math.toIntExact(scale.churnLease().toSeconds());
        Template add = Template.of(People.addChurning(churnSeconds));
        return List.of(
                new Loads.Open(
                        Workload.TAIL.connections(),
                        perSecond,
                        RequestSource.of(exact.template(), RequestSource.anyBelow(servers.people())),
                        exact.expectation(),
                        duration),
                new Loads.Open(
                        1,
                        scale.churnPerSecond(),
                        RequestSource.of(add, churn),
                        Expectation.success(Op.ADD_RESPONSE),
                        duration),
                new Loads.Open(
                        1,
                        scale.renewalsPerSecond(),
                        RequestSource.of(refresh.template(), renewals),
                        refresh.expectation(),
                        duration));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return Medians.median(rounds.stream().mapToDouble(figure).boxed().toList());
    }
}
