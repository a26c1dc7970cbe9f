package org.rollcall.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Filters;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Requests.Scope;
import org.rollcall.bench.wire.Requests.Values;

/**
 * Whether time tells somebody what answers do not: that an entry is there which it may not read, or that a name is an
 * account's. One client asks about one and the other by turns, in an order drawn by lot.
 */
final class TimingRun {
    /** Medians may be so far from each other. */
    private static final double WANTED = 0.05;

    private static final int UNREADABLE = 1_000;

    /**
     * What is asked.
     *
     * @param code of the answer to either side, to which no entry belongs
     */
    private record Probe(String title, int code, LongFunction<byte[]> one, LongFunction<byte[]> other) {
        /** About people who are there and can't be read, and about people who are not there. */
        static Probe ofEntries(String title, int code, LongFunction<byte[]> operation) {
            return new Probe(title, code, operation, number -> operation.apply(UNREADABLE + number));
        }
    }

    private TimingRun() {}

    static Outcome.Timing run(Bench bench) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.TIMING.id() + ": " + Workload.TIMING.title());
        Scale.Timing scale = bench.scale().timing();
        List<Outcome.TimingRow> rows = new ArrayList<>();
        try (ServerProcess server = Account.known(bench).start(bench.scale().heap())) {
            Rollcall.addGuardedPeople(
                    bench.client(),
                    server.target().from(AccessRun.OWNER),
                    0,
                    UNREADABLE,
                    Workload.LEASE,
                    serial -> Descriptor.unreadable());
            for (Probe probe : probes()) {
                rows.add(row(server, probe, scale.tries()));
            }
            rows.add(row(
                    server,
                    new Probe(
                            "logon: wrong password / unknown name",
                            Asking.INVALID_CREDENTIALS,
                            number -> Requests.simpleBind(Account.NAME, "wrong"),
                            number -> Requests.simpleBind("nobdy", "wrong")),
                    scale.logons()));
        }
        return new Outcome.Timing(Workload.TIMING, bench.environment(), WANTED, rows);
    }

    private static List<Probe> probes() {
        return List.of(
                Probe.ofEntries(
                        "search by name",
                        Asking.SUCCESS,
                        number -> Requests.search(
                                People.PEOPLE_BASE, Scope.ONE, Filters.equal("cn", People.name(number)), List.of())),
                Probe.ofEntries(
                        "search of the entry itself",
                        Asking.NO_SUCH_OBJECT,
                        number -> Requests.search(dn(number), Scope.BASE, Filters.present("objectClass"), List.of())),
                Probe.ofEntries(
                        "compare", Asking.NO_SUCH_OBJECT, number -> Requests.compare(dn(number), "sn", "Adler")),
                Probe.ofEntries(
                        "modify",
                        Asking.NO_SUCH_OBJECT,
                        number -> Requests.replace(dn(number), List.of(Values.of("location", "here")))),
                Probe.ofEntries("delete", Asking.NO_SUCH_OBJECT, number -> Requests.delete(dn(number))),
                Probe.ofEntries("refresh", Asking.NO_SUCH_OBJECT, number -> Requests.refresh(dn(number), 600)));
    }

    private static String dn(long number) {
        return People.personDn(People.name(number));
    }

    private static Outcome.TimingRow row(ServerProcess server, Probe probe, int tries) throws IOException {
        try (Asking client = Asking.begin(server.target())) {
            // The server compiles while it runs.
            measure(client, probe, tries);
            Outcome.TimingRow row = measure(client, probe, tries);
            Progress.say(String.format(
                    Locale.ROOT,
                    "  %-38s %,10.1f µs / %,10.1f µs: %+.1f %%",
                    probe.title,
                    row.oneMicros(),
                    row.otherMicros(),
                    100 * row.difference()));
            return row;
        }
    }

    private static Outcome.TimingRow measure(Asking client, Probe probe, int tries) throws IOException {
        SplittableRandom lot = new SplittableRandom(42);
        List<Double> one = new ArrayList<>(tries);
        List<Double> other = new ArrayList<>(tries);
        for (int i = 0; i < tries; i++) {
            long number = lot.nextInt(UNREADABLE);
            boolean oneFirst = lot.nextBoolean();
            for (boolean which : new boolean[] {oneFirst, !oneFirst}) {
                byte[] operation = (which ? probe.one : probe.other).apply(number);
                long begun = System.nanoTime();
                Asking.Answer answer = client.ask(operation);
                (which ? one : other).add((System.nanoTime() - begun) / 1e3);
                answer.expect(probe.code);
            }
        }
        return new Outcome.TimingRow(probe.title, tries, Medians.median(one), Medians.median(other));
    }
}
