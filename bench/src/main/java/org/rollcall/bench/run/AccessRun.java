package org.rollcall.bench.run;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.load.Target;

/**
 * A stranger's searches over two directories of the same people, who have no security descriptors in one and one of many
 * in the other. Whoever adds them comes from another address, since an owner is not checked.
 */
final class AccessRun {
    static final InetAddress OWNER = InetAddress.ofLiteral("127.0.0.2");

    private static final int DESCRIPTORS = 1_000;
    private static final double WANTED_COST = 0.15;

    private AccessRun() {}

    static Outcome.Access run(Bench bench) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.ACCESS.id() + ": " + Workload.ACCESS.title());
        int people = bench.scale().people();
        String heap = bench.scale().heap();
        try (ServerProcess without = bench.rollcall().start(heap);
                ServerProcess with = bench.rollcall().start(heap)) {
            with.pause();
            Rollcall.addSlimPeople(bench.client(), without.target().from(OWNER), people, Workload.LEASE);
            without.pause();
            with.resume();
            Rollcall.addGuardedPeople(
                    bench.client(),
                    with.target().from(OWNER),
                    0,
                    people,
                    Workload.LEASE,
                    serial -> Descriptor.readable(serial % DESCRIPTORS));
            with.pause();
            List<Outcome.AccessRow> rows = List.of(
                    row(bench, "all are looked at, nobody is found", Dialect.PLAIN.infix(), without, with),
                    row(bench, "everybody is found", Dialect.everybody(people), without, with));
            return new Outcome.Access(Workload.ACCESS, bench.environment(), people, DESCRIPTORS, WANTED_COST, rows);
        }
    }

    private static Outcome.AccessRow row(
            Bench bench, String title, Loads.Step step, ServerProcess without, ServerProcess with)
            throws InterruptedException {
        for (ServerProcess server : List.of(without, with)) {
            server.resume();
            perSecond(bench, server.target(), step, bench.scale().warmUp());
            server.pause();
        }
        List<Double> rates = new ArrayList<>();
        List<Double> guarded = new ArrayList<>();
        for (int i = 0; i < bench.scale().rounds(); i++) {
            without.resume();
            rates.add(perSecond(bench, without.target(), step, bench.scale().round()));
            without.pause();
            with.resume();
            guarded.add(perSecond(bench, with.target(), step, bench.scale().round()));
            with.pause();
        }
        Outcome.AccessRow row = new Outcome.AccessRow(title, Medians.median(rates), Medians.median(guarded));
        Progress.say(String.format(
                Locale.ROOT,
                "  %-35s %,12.0f entries/s without, %,12.0f with: %+.1f %%",
                title,
                row.withoutPerSecond(),
                row.withPerSecond(),
                100 * row.cost()));
        return row;
    }

    private static double perSecond(Bench bench, Target target, Loads.Step step, Duration duration) {
        return bench.scale().people()
                * bench.client()
                        .run(
                                target,
                                new Loads.Closed(
                                        1, 1, RequestSource.of(step.template(), () -> 0), step.expectation(), duration))
                        .perSecond();
    }
}
