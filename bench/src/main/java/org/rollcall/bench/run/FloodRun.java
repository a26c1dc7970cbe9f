package org.rollcall.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.load.ConnectionFlood;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.wire.Requests;

/** What clients at work feel of a crowd of connections that want nothing, and of more that come and go. */
final class FloodRun {
    private static final double OTHERS_PER_SECOND = 1_000;
    private static final double WANTED_P99_MICROS = 50_000;

    private FloodRun() {}

    static Outcome.Flood run(Bench bench, SideBySide servers) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.FLOOD.id() + ": " + Workload.FLOOD.title());
        Scale.Flood scale = bench.scale().flood();
        ServerProcess server = servers.server(Peer.ROLLCALL);
        server.resume();
        p99(bench, servers, bench.scale().warmUp());
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        long opened = 0;
        long failed = 0;
        for (int i = 0; i < bench.scale().rounds(); i++) {
            alone.add(p99(bench, servers, bench.scale().round()));
            try (ConnectionFlood flood = ConnectionFlood.begin(
                    server.target(), scale.idle(), Requests.message(1, Requests.anonymousBind(3)), scale.perSecond())) {
                beside.add(p99(bench, servers, bench.scale().round()));
                opened += flood.opened();
                failed += flood.failed();
            }
        }
        server.pause();
        Outcome.Flood outcome = new Outcome.Flood(
                Workload.FLOOD,
                bench.environment(),
                scale.idle(),
                opened / (bench.scale().rounds() * bench.scale().round().toMillis() / 1e3),
                failed,
                Medians.median(alone),
                Medians.median(beside),
                OTHERS_PER_SECOND,
                WANTED_P99_MICROS);
        Progress.say(String.format(
                Locale.ROOT,
                "  %,d idle and %,.0f new a second (%,d refused): others' p99 %,.0f µs alone, %,.0f µs beside them",
                outcome.idle(),
                outcome.newPerSecond(),
                outcome.refused(),
                outcome.aloneP99Micros(),
                outcome.besideP99Micros()));
        return outcome;
    }

    private static double p99(Bench bench, SideBySide servers, Duration duration) throws InterruptedException {
        Loads.Step step = Dialect.exact();
        return bench.client()
                .run(
                        servers.server(Peer.ROLLCALL).target(),
                        List.of(new Loads.Open(
                                4,
                                OTHERS_PER_SECOND,
                                RequestSource.of(step.template(), RequestSource.anyBelow(servers.people())),
                                step.expectation(),
                                duration)))
                .getFirst()
                .micros(99);
    }
}
