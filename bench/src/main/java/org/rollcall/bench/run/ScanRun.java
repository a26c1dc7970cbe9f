package org.rollcall.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;

/** Searches inside values, which no index helps: their speed, and what other clients feel of them. */
final class ScanRun {
    private static final double OTHERS_PER_SECOND = 1_000;

    private ScanRun() {}

    static Outcome.Scan run(Bench bench, SideBySide servers) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.INFIX.id() + ": " + Workload.INFIX.title());
        double openLdap = 0;
        if (bench.peers().contains(Peer.OPENLDAP)) {
            ServerProcess server = servers.server(Peer.OPENLDAP);
            server.resume();
            openLdap = entriesPerSecond(
                    servers, bench.client().run(server.target(), scan(server.peer(), servers, Duration.ofSeconds(1))));
            server.pause();
            Progress.say(String.format(Locale.ROOT, "  OpenLDAP       %,12.0f entries/s", openLdap));
        }
        ServerProcess server = servers.server(Peer.ROLLCALL);
        Duration round = bench.scale().round();
        server.resume();
        bench.client()
                .run(
                        server.target(),
                        scan(Peer.ROLLCALL, servers, bench.scale().warmUp().dividedBy(2)));
        bench.client()
                .run(
                        server.target(),
                        List.of(others(servers, bench.scale().warmUp().dividedBy(2))));
        List<Double> rates = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        for (int i = 0; i < bench.scale().rounds(); i++) {
            rates.add(entriesPerSecond(
                    servers, bench.client().run(server.target(), scan(Peer.ROLLCALL, servers, round))));
            alone.add(bench.client()
                    .run(server.target(), List.of(others(servers, round)))
                    .getFirst()
                    .micros(99));
            var scanning = bench.client().start(server.target(), scan(Peer.ROLLCALL, servers, round));
            beside.add(bench.client()
                    .run(server.target(), List.of(others(servers, round)))
                    .getFirst()
                    .micros(99));
            LoadClient.await(scanning, round);
        }
        server.pause();
        Outcome.Scan scan = new Outcome.Scan(
                Workload.INFIX,
                bench.environment(),
                servers.people(),
                Medians.median(rates),
                openLdap,
                Medians.median(alone),
                Medians.median(beside),
                OTHERS_PER_SECOND);
        Progress.say(String.format(
                Locale.ROOT,
                "  Rollcall       %,12.0f entries/s; others' p99 %,.0f µs alone, %,.0f µs beside it",
                scan.entriesPerSecond(),
                scan.aloneP99Micros(),
                scan.besideP99Micros()));
        return scan;
    }

    private static double entriesPerSecond(SideBySide servers, Measurement scans) {
        return scans.perSecond() * servers.people();
    }

    private static Loads.Closed scan(Peer peer, SideBySide servers, Duration duration) {
        Loads.Step step = Dialect.of(peer).infix();
        return new Loads.Closed(
                1,
                1,
                RequestSource.of(step.template(), RequestSource.anyBelow(servers.people())),
                step.expectation(),
                duration);
    }

    private static Loads.Open others(SideBySide servers, Duration duration) {
        Loads.Step step = Dialect.exact();
        return new Loads.Open(
                4,
                OTHERS_PER_SECOND,
                RequestSource.of(step.template(), RequestSource.anyBelow(servers.people())),
                step.expectation(),
                duration);
    }
}
