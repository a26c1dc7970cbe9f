package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.run.Outcome.Ending;
import org.rollcall.bench.run.Outcome.StartRow;
import org.rollcall.bench.run.Outcome.StartTimes;

/**
 * How long a start takes, from the command to the first answered search, over the files that an earlier server left; and
 * how long the first search takes that looks at every entry, since a server may put off its reading until it is asked.
 * Servers may use both cores: nobody makes load meanwhile.
 */
final class StartRun {
    private static final double WANTED_SECONDS = 1;
    private static final double WANTED_SECONDS_OF_MANY = 8;
    private static final int CONNECTIONS = 8;

    private final Bench bench;
    private final Path disk;
    private final Pinning pinning;

    /** Starts the server over the files that it has. */
    @FunctionalInterface
    private interface Command {
        ServerProcess start() throws IOException, InterruptedException;
    }

    private StartRun(Bench bench, Path disk) {
        this.bench = bench;
        this.disk = disk;
        this.pinning = bench.pinning().withBothForServer();
    }

    /** @param disk a folder on the disk that is measured too */
    static Outcome.Start run(Bench bench, Path disk) throws IOException, InterruptedException {
        return new StartRun(bench, disk).run();
    }

    private Outcome.Start run() throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.START.id() + ": " + Workload.START.title());
        Scale.Start scale = bench.scale().start();
        List<StartRow> rows = new ArrayList<>();
        rows.add(rollcall(scale.people(), scale.starts(), WANTED_SECONDS));
        rows.add(rollcall(scale.manyPeople(), scale.manyStarts(), WANTED_SECONDS_OF_MANY));
        if (bench.peers().contains(Peer.OPENLDAP)) {
            rows.add(openLdap(scale.manyPeople(), scale.manyStarts()));
        }
        return new Outcome.Start(Workload.START, bench.environment().on(pinning), rows);
    }

    private StartRow rollcall(int people, int count, double wantedSeconds) throws IOException, InterruptedException {
        Rollcall rollcall = bench.rollcall().on(pinning).durable(disk);
        List<StartTimes> starts = starts(
                () -> rollcall.start(Map.of()),
                target -> Rollcall.addPeople(bench.client(), target, people, Workload.LEASE),
                people,
                count);
        return new StartRow(Peer.ROLLCALL, 2 * people, wantedSeconds, starts);
    }

    private StartRow openLdap(int people, int count) throws IOException, InterruptedException {
        OpenLdap openLdap = OpenLdap.filled(disk, people, Workload.LEASE, OpenLdap.Commits.SYNCED);
        return new StartRow(Peer.OPENLDAP, people, 0, starts(() -> openLdap.start(pinning), _ -> {}, people, count));
    }

    private List<StartTimes> starts(Command command, Consumer<Target> fill, int people, int count)
            throws IOException, InterruptedException {
        List<StartTimes> starts = new ArrayList<>();
        // The first start may build, and is not counted.
        ServerProcess server = command.start();
        try {
            fill.accept(server.target());
            while (starts.size() < count) {
                refresh(server, people);
                // A killing first: what was written last is in the store's log alone.
                Ending ending = starts.size() % 2 == 0 ? Ending.SIGKILL : Ending.SIGTERM;
                end(server, ending);
                server = command.start();
                starts.add(times(server, people, ending));
            }
            answer(server, Dialect.of(server.peer()).list(people), people);
        } finally {
            server.close();
        }
        return starts;
    }

    private static void end(ServerProcess server, Ending ending) throws InterruptedException {
        switch (ending) {
            case SIGTERM -> server.close();
            case SIGKILL -> server.crash();
        }
    }

    private void refresh(ServerProcess server, int people) {
        Loads.Step refresh = Dialect.refresh(Workload.LEASE);
        bench.client()
                .run(
                        server.target(),
                        new Loads.Closed(
                                CONNECTIONS,
                                1,
                                RequestSource.of(refresh.template(), RequestSource.anyBelow(people)),
                                refresh.expectation(),
                                bench.scale().round()));
    }

    private static StartTimes times(ServerProcess server, int people, Ending after) throws IOException {
        answer(server, Dialect.exact(), people);
        long answered = System.nanoTime();
        answer(server, Dialect.of(server.peer()).infix(), people);
        long scanned = System.nanoTime();
        StartTimes times = new StartTimes(after, (answered - server.startNanos()) / 1e9, (scanned - answered) / 1e9);
        Progress.say(String.format(
                Locale.ROOT,
                "  %-14s %,9d people, after %s: first answer in %.2f s, first full scan in %.2f s",
                server.peer().title(),
                people,
                after,
                times.firstAnswerSeconds(),
                times.firstScanSeconds()));
        return times;
    }

    /** Fails where it is the wrong one; a search by name is for the person in the middle. */
    private static void answer(ServerProcess server, Loads.Step step, int people) throws IOException {
        Sample sample = Sample.take(server.target(), List.of(step.template()), people / 2)
                .getFirst();
        step.expectation().check(step.expectation().op(), sample.resultCode(), sample.entries());
    }
}
