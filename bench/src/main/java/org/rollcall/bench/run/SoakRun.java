package org.rollcall.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.rollcall.bench.load.Expectation;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.RequestSource;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Outcome.SoakSample;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Template;

/**
 * Half of the top write rate for a long time, on a store that syncs what it answers: whether heap, memory, files and
 * latencies stay what they were while every lease is replaced many times over. See {@link SoakPace} for who comes and goes.
 */
final class SoakRun {
    private static final int LOOKUPS_PER_SECOND = 2_000;
    private static final int LOOKUP_CONNECTIONS = 4;
    private static final int WRITE_CONNECTIONS = 16;
    private static final int TOP_CONNECTIONS = 64;
    private static final int TOP_OUTSTANDING = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MIB = 1 << 20;

    private final Bench bench;
    private final Scale.Soak soak;
    private final Path disk;
    private final ServerProcess server;
    private final GcLog gcLog;

    private SoakRun(Bench bench, Path disk, ServerProcess server, GcLog gcLog) {
        this.bench = bench;
        this.soak = bench.scale().soak();
        this.disk = disk;
        this.server = server;
        this.gcLog = gcLog;
    }

    /** @param disk an empty folder, for the server's files alone */
    static Outcome.Soak run(Bench bench, Path disk) throws IOException, InterruptedException {
        Progress.say("");
        Progress.say(Workload.SOAK.id() + ": " + Workload.SOAK.title());
        GcLog gcLog = new GcLog(Files.createTempFile(bench.folder(), "gc", ".log"));
        String options = System.getenv().getOrDefault("ROLLCALL_JAVA_OPTS", "") + " " + gcLog.option();
        Map<String, String> environment =
                Map.of("ROLLCALL_HEAP", bench.scale().soak().heap(), "ROLLCALL_JAVA_OPTS", options.strip());
        try (ServerProcess server = bench.rollcall().durable(disk).start(environment)) {
            return new SoakRun(bench, disk, server, gcLog).run();
        }
    }

    private Outcome.Soak run() throws IOException, InterruptedException {
        writesPerSecond(bench.scale().warmUp());
        double top = writesPerSecond(bench.scale().round().multipliedBy(2));
        SoakPace pace = SoakPace.of(soak.leases(), top / 2);
        Progress.say(String.format(
                Locale.ROOT,
                "  top rate %,.0f writes/s; %,d leases of %d s each, %,.0f writes/s",
                top,
                pace.leases(),
                pace.lifetimeSeconds(),
                pace.writesPerSecond()));
        Streams streams = new Streams(pace);
        Duration halfOfLifetime = Duration.ofSeconds(pace.lifetimeSeconds()).dividedBy(2);
        bench.client().run(server.target(), streams.adds(halfOfLifetime));
        bench.client().run(server.target(), streams.addsAndRefreshes(halfOfLifetime));
        double before = LiveHeap.bytes(server.pid()) / MIB;
        gcLog.leastSinceLastCall();
        List<SoakSample> samples = measure(streams, before);
        double after = LiveHeap.bytes(server.pid()) / MIB;
        return new Outcome.Soak(
                Workload.SOAK,
                bench.environment(),
                soak.heap(),
                pace.leases(),
                pace.lifetimeSeconds(),
                top,
                pace.writesPerSecond(),
                pace.turnsPerSecond(),
                LOOKUPS_PER_SECOND,
                before,
                after,
                samples);
    }

    /** As many adds as go within that time, then the deletes of the same; the rate of both together. */
    private double writesPerSecond(Duration adding) {
        Template add = Template.of(People.addNamed(Math.toIntExact(Workload.LEASE.toSeconds())));
        Measurement adds = bench.client()
                .run(
                        server.target(),
                        new Loads.Closed(
                                TOP_CONNECTIONS,
                                TOP_OUTSTANDING,
                                RequestSource.of(add, RequestSource.cycle(0, Template.SERIALS)),
                                Expectation.success(Op.ADD_RESPONSE),
                                adding,
                                Template.SERIALS));
        Loads.Step delete = Dialect.delete();
        Measurement deletes = bench.client()
                .run(
                        server.target(),
                        new Loads.Closed(
                                TOP_CONNECTIONS,
                                TOP_OUTSTANDING,
                                RequestSource.of(delete.template(), RequestSource.cycle(0, Template.SERIALS)),
                                delete.expectation(),
                                PATIENCE,
                                adds.completed()));
        double seconds = (adds.elapsed().toNanos() + deletes.elapsed().toNanos()) / 1e9;
        return (adds.completed() + deletes.completed()) / Math.max(1e-9, seconds);
    }

    private List<SoakSample> measure(Streams streams, double heapBefore) throws IOException {
        List<SoakSample> samples = new ArrayList<>();
        double heap = heapBefore;
        long start = System.nanoTime();
        long told = start;
        do {
            List<Measurement> measured = bench.client().run(server.target(), streams.all(soak.interval()));
            Histogram writes = measured.get(1).latency().copy();
            writes.add(measured.get(2).latency());
            writes.add(measured.get(3).latency());
            heap = gcLog.leastSinceLastCall().orElse(heap);
            long now = System.nanoTime();
            SoakSample sample = new SoakSample(
                    (now - start) / 1e9,
                    heap,
                    server.residentMiB(),
                    fileBytes(disk) / MIB,
                    measured.getFirst().micros(50),
                    measured.getFirst().micros(99),
                    writes.getValueAtPercentile(50) / 1e3,
                    writes.getValueAtPercentile(99) / 1e3);
            samples.add(sample);
            if (samples.size() == 1 || now - told > Duration.ofMinutes(1).toNanos()) {
                told = now;
                say(sample);
            }
        } while (System.nanoTime() - start < soak.duration().toNanos());
        say(samples.getLast());
        return samples;
    }

    private static void say(SoakSample sample) {
        Progress.say(String.format(
                Locale.ROOT,
                "  %,6.0f s: heap %,.0f MiB, resident %,.0f MiB, files %,.0f MiB; lookups' p99 %,.0f µs, writes' %,.0f µs",
                sample.seconds(),
                sample.heapMiB(),
                sample.residentMiB(),
                sample.filesMiB(),
                sample.lookupP99Micros(),
                sample.writeP99Micros()));
    }

    /** Of files that may come and go meanwhile. */
    static long fileBytes(Path folder) {
        AtomicLong sum = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum.get();
    }

    /** The loads; each goes on where the one of its kind before it ended. */
    private static final class Streams {
        private final SoakPace pace;
        private final SoakTurns turns;
        private final LongSupplier ending;

        Streams(SoakPace pace) {
            this.pace = pace;
            this.turns = new SoakTurns(pace.half());
            this.ending = RequestSource.cycle(0, 2L * pace.half());
        }

        List<Loads.Open> adds(Duration duration) {
            Template named = Template.of(People.addNamed(Math.toIntExact(pace.refreshedLeaseSeconds())));
            Template churning = Template.of(People.addChurning(Math.toIntExact(pace.lifetimeSeconds())));
            Expectation added = Expectation.success(Op.ADD_RESPONSE);
            return List.of(
                    write(new Loads.Step(named, added), turns.adds(), duration),
                    write(new Loads.Step(churning, added), ending, duration));
        }

        List<Loads.Open> addsAndRefreshes(Duration duration) {
            List<Loads.Open> loads = new ArrayList<>(adds(duration));
            loads.add(write(
                    Dialect.refresh(Duration.ofSeconds(pace.refreshedLeaseSeconds())), turns.refreshes(), duration));
            return loads;
        }

        /** Lookups first, then deletes and the adds of both halves; refreshes, which the disk does not wait for, last. */
        List<Loads.Open> all(Duration duration) {
            Loads.Step exact = Dialect.exact();
            List<Loads.Open> loads = new ArrayList<>();
            loads.add(new Loads.Open(
                    LOOKUP_CONNECTIONS,
                    LOOKUPS_PER_SECOND,
                    RequestSource.of(exact.template(), turns.lookups()),
                    exact.expectation(),
                    duration));
            loads.add(write(Dialect.delete(), turns.deletes(), duration));
            loads.addAll(addsAndRefreshes(duration));
            return loads;
        }

        private Loads.Open write(Loads.Step step, LongSupplier serials, Duration duration) {
            return new Loads.Open(
                    WRITE_CONNECTIONS,
                    pace.turnsPerSecond(),
                    RequestSource.of(step.template(), serials),
                    step.expectation(),
                    duration);
        }
    }
}
