package org.rollcall.bench.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Outcome.GrowthRow;

/** The same operations on two servers of very different size, round by round in turn. */
final class GrowthRun {
    private record Kind(String title, Loads.Step step, int outstanding, double wanted) {}

    private final Bench bench;

    private GrowthRun(Bench bench) {
        this.bench = bench;
    }

    static Outcome.Growth run(Bench bench) throws IOException, InterruptedException {
        return new GrowthRun(bench).run();
    }

    private Outcome.Growth run() throws IOException, InterruptedException {
        Scale scale = bench.scale();
        Progress.say("");
        Progress.say(String.format(Locale.ROOT, "growth: %,d people beside %,d", scale.growthTo(), scale.growthFrom()));
        try (ServerProcess large = bench.rollcall().start(scale.growthHeap());
                ServerProcess small = bench.rollcall().start("1g")) {
            small.pause();
            long start = System.nanoTime();
            Rollcall.addSlimPeople(bench.client(), large.target(), scale.growthTo(), Workload.STTL_LEASE);
            double addsPerSecond = scale.growthTo() * 1e9 / (System.nanoTime() - start);
            double wire = MemoryRun.wireBytes(large, People.personDn(People.NAME_TEMPLATE), scale.growthTo());
            large.pause();
            small.resume();
            Rollcall.addSlimPeople(bench.client(), small.target(), scale.growthFrom(), Workload.STTL_LEASE);
            small.pause();
            Loads.Step exact = Dialect.slimExact();
            Loads.Step refresh = Dialect.N_CLIENT.sttlRefresh(Workload.STTL_LEASE);
            List<GrowthRow> rows = new ArrayList<>();
            for (Kind kind : List.of(
                    new Kind("exact name, 8 × 1", exact, 1, 1.5),
                    new Kind("exact name, 8 × 16", exact, 16, 2.5),
                    new Kind("refresh by sttl, 8 × 1", refresh, 1, 1.5),
                    new Kind("refresh by sttl, 8 × 16", refresh, 16, 2.5))) {
                rows.add(compare(kind, small, large));
            }
            return new Outcome.Growth(
                    Workload.GROWTH,
                    bench.environment(),
                    scale.growthFrom(),
                    scale.growthTo(),
                    scale.growthHeap(),
                    wire,
                    addsPerSecond,
                    rows);
        }
    }

    private GrowthRow compare(Kind kind, ServerProcess small, ServerProcess large) throws InterruptedException {
        Scale scale = bench.scale();
        rate(kind, small, scale.growthFrom(), scale.warmUp());
        rate(kind, large, scale.growthTo(), scale.warmUp());
        List<Double> smallRates = new ArrayList<>();
        List<Double> largeRates = new ArrayList<>();
        for (int i = 0; i < scale.rounds(); i++) {
            smallRates.add(rate(kind, small, scale.growthFrom(), scale.round()));
            largeRates.add(rate(kind, large, scale.growthTo(), scale.round()));
        }
        GrowthRow row =
                new GrowthRow(kind.title(), Medians.median(smallRates), Medians.median(largeRates), kind.wanted());
        Progress.say(String.format(
                Locale.ROOT,
                "  %-24s %,10.0f/s small, %,10.0f/s large: cost × %.2f",
                row.title(),
                row.smallPerSecond(),
                row.largePerSecond(),
                row.factor()));
        return row;
    }

    private double rate(Kind kind, ServerProcess server, int people, Duration duration) throws InterruptedException {
        server.resume();
        double rate = bench.client()
                .run(
                        server.target(),
                        new Loads.Closed(
                                Workload.GROWTH.connections(),
                                kind.outstanding(),
                                RequestSource.of(kind.step().template(), RequestSource.anyBelow(people)),
                                kind.step().expectation(),
                                duration))
                .perSecond();
        server.pause();
        return rate;
    }
}
