package org.rollcall.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rollcall.bench.run.BenchRun;
import org.rollcall.bench.run.Peer;
import org.rollcall.bench.run.RawResults;
import org.rollcall.bench.run.Report;
import org.rollcall.bench.run.Scale;
import org.rollcall.bench.run.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures side by side and writes the page. */
@Command(
        name = "run",
        description = {
            "Measures the workloads side by side, keeps raw results in bench/target/results and writes",
            "docs/performance.md and docs/performance.svg (with --quick: below bench/target)."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Option(names = "--quick", description = "A tenth of the size, in short rounds.")
    private boolean quick;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            arity = "1..*",
            converter = WorkloadName.class,
            description =
                    "Only these: exact, exact-pipelined, session, tls-session, tls-exact, list, sttl-refresh, refresh, "
                            + "register, prefix, memory, infix, tail, flood, logon, access, timing, durable, start, growth, soak (default: all but start and soak).")
    private @Nullable List<Workload> workloads;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private @Nullable List<Peer> peers;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each server (default: 5, quick 3).")
    private int rounds;

    @Option(
            names = "--soak-seconds",
            paramLabel = "N",
            description = "How long soak measures (default: 1200, quick 60; at most 86400).")
    private int soakSeconds;

    @Option(
            names = "--soak-leases",
            paramLabel = "N",
            description = "Leases during soak (default: 500000, quick 50000; at most 5000000).")
    private int soakLeases;

    private Scale scale() {
        Scale base = quick ? Scale.QUICK : Scale.FULL;
        Scale.Soak soak = base.soak();
        return (rounds > 0 ? base.withRounds(rounds) : base)
                .withSoak(new Scale.Soak(
                        soakLeases > 0 ? Math.clamp(soakLeases, 1_000, 5_000_000) : soak.leases(),
                        soakSeconds > 0 ? Duration.ofSeconds(Math.clamp(soakSeconds, 1, 86_400)) : soak.duration(),
                        soak.interval(),
                        soak.heap()));
    }

    @Override
    public Integer call() throws Exception {
        Scale scale = scale();
        Path target = machine.target();
        RawResults results = new RawResults(target.resolve(quick ? "results-quick" : "results"));
        Set<Workload> chosen = workloads == null ? Workload.byDefault() : EnumSet.copyOf(workloads);
        Set<Peer> servers = peers == null ? EnumSet.allOf(Peer.class) : EnumSet.copyOf(peers);
        new BenchRun(machine.root(), machine.rollcall(), scale, machine.pinning(), chosen, servers, results).run();
        Path docs = quick ? target : machine.root().resolve("docs");
        new Report(results.load()).writeTo(docs.resolve("performance.md"), docs.resolve("performance.svg"));
        return 0;
    }
}
