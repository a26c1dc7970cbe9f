package org.rollcall.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.run.Workload.Population;
import org.rollcall.bench.wire.Transport;

/** One run of the command: the chosen workloads against the chosen servers. */
public final class BenchRun {
    private final Path root;
    private final String rollcallCommand;
    private final Scale scale;
    private final Pinning pinning;
    private final Set<Workload> workloads;
    private final Set<Peer> peers;
    private final RawResults results;

    /**
     * Prepares a run.
     *
     * @param root of the checkout
     * @param rollcallCommand starts Rollcall, with {@code {port}} for the port
     */
    public BenchRun(
            Path root,
            String rollcallCommand,
            Scale scale,
            Pinning pinning,
            Set<Workload> workloads,
            Set<Peer> peers,
            RawResults results) {
        this.root = root;
        this.rollcallCommand = rollcallCommand;
        this.scale = scale;
        this.pinning = pinning;
        this.workloads = EnumSet.copyOf(workloads);
        this.peers = EnumSet.copyOf(peers);
        this.results = results;
    }

    /** Measures, saving each outcome as soon as it is there. */
    public List<Outcome> run() throws IOException, InterruptedException {
        if (!OpenLdap.isInstalled() && peers.remove(Peer.OPENLDAP)) {
            Progress.say("OpenLDAP (slapd) is not installed: measuring without it");
        }
        List<Outcome> outcomes = new ArrayList<>();
        Path folder = temporaryFolder();
        // Interrupted from the keyboard, a run must not leave gigabytes in memory.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-" + folder.getFileName()));
        try (LoadClient client = new LoadClient(Transport.best(), System::nanoTime)) {
            Rollcall rollcall = new Rollcall(root, rollcallCommand, folder, pinning);
            Environment environment = Environment.of(
                    scale,
                    pinning,
                    Transport.best().name().toLowerCase(java.util.Locale.ROOT),
                    peers.contains(Peer.ROLLCALL) ? rollcall.version() : "–",
                    peers.contains(Peer.OPENLDAP) ? OpenLdap.version() : "–");
            pinning.pinThisProcess();
            Bench bench = new Bench(scale, pinning, folder, rollcall, client, peers, environment);
            measure(bench, Population.PEOPLE, scale.people(), outcomes);
            measure(bench, Population.PEOPLE_UNDER_TLS, scale.people(), outcomes);
            measure(bench, Population.MANY_PEOPLE, scale.manyPeople(), outcomes);
            if (workloads.contains(Workload.LOGON) && peers.contains(Peer.ROLLCALL)) {
                keep(LogonRun.run(bench), outcomes);
            }
            if (workloads.contains(Workload.ACCESS) && peers.contains(Peer.ROLLCALL)) {
                keep(AccessRun.run(bench), outcomes);
            }
            if (workloads.contains(Workload.TIMING) && peers.contains(Peer.ROLLCALL)) {
                keep(TimingRun.run(bench), outcomes);
            }
            if (workloads.contains(Workload.DURABLE) && peers.contains(Peer.ROLLCALL)) {
                keepOnDisk(DurableRun::run, bench, outcomes);
            }
            if (workloads.contains(Workload.START) && peers.contains(Peer.ROLLCALL)) {
                keepOnDisk(StartRun::run, bench, outcomes);
            }
            if (workloads.contains(Workload.GROWTH) && peers.contains(Peer.ROLLCALL)) {
                keep(GrowthRun.run(bench), outcomes);
            }
            if (workloads.contains(Workload.SOAK) && peers.contains(Peer.ROLLCALL)) {
                keepOnDisk(SoakRun::run, bench, outcomes);
            }
        } finally {
            delete(folder);
        }
        return outcomes;
    }

    private void measure(Bench bench, Population population, int people, List<Outcome> outcomes)
            throws IOException, InterruptedException {
        List<Workload> chosen = workloads.stream()
                .filter(workload -> workload.population() == population)
                .filter(workload -> workload.isThroughput() || peers.contains(Peer.ROLLCALL))
                // Memory first: it is of the entries as they were added.
                .sorted(Comparator.comparing(workload -> workload != Workload.MEMORY))
                .toList();
        if (chosen.isEmpty()) {
            return;
        }
        try (SideBySide servers = population == Population.PEOPLE_UNDER_TLS
                ? SideBySide.startUnderTls(bench, people)
                : SideBySide.start(bench, people)) {
            for (Workload workload : chosen) {
                keep(
                        switch (workload) {
                            case MEMORY -> MemoryRun.run(bench, servers);
                            case INFIX -> ScanRun.run(bench, servers);
                            case TAIL -> TailRun.run(bench, servers);
                            case FLOOD -> FloodRun.run(bench, servers);
                            default -> servers.measure(workload);
                        },
                        outcomes);
            }
        }
    }

    @FunctionalInterface
    private interface DiskRun {
        Outcome run(Bench bench, Path disk) throws IOException, InterruptedException;
    }

    private void keepOnDisk(DiskRun run, Bench bench, List<Outcome> outcomes) throws IOException, InterruptedException {
        Path disk = diskFolder();
        try {
            keep(run.run(bench, disk), outcomes);
        } finally {
            delete(disk);
        }
    }

    private void keep(Outcome outcome, List<Outcome> outcomes) throws IOException {
        outcomes.add(outcome);
        results.save(outcome);
    }

    /** On the disk that the checkout is on. */
    private Path diskFolder() throws IOException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(root.resolve("bench").resolve("target")), "disk");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "delete-" + folder.getFileName()));
        return folder;
    }

    /** In memory where the system has such a file system. */
    private static Path temporaryFolder() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "rollcall-bench")
                : Files.createTempDirectory("rollcall-bench");
    }

    /** A server that is just being killed may still write: then what it wrote is deleted by another attempt. */
    private static void delete(Path folder) {
        for (int attempt = 0; attempt < 100 && Files.exists(folder); attempt++) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException e) {
                LockSupport.parkNanos(10_000_000);
            }
        }
    }
}
