package org.rollcall.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rollcall.bench.run.BenchRun;
import org.rollcall.bench.run.Outcome;
import org.rollcall.bench.run.Peer;
import org.rollcall.bench.run.RawResults;
import org.rollcall.bench.run.Report;
import org.rollcall.bench.run.Scale;
import org.rollcall.bench.run.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every workload for a moment: whether all of them still get the right answers. */
@Command(
        name = "smoke",
        description = "Runs every workload, or some, for a moment and checks the answers; its figures mean nothing.",
        mixinStandardHelpOptions = true)
final class SmokeCommand implements Callable<Integer> {
    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Option(
            names = "--server",
            paramLabel = "NAME",
            arity = "1..*",
            description = "Only these: ${COMPLETION-CANDIDATES} (default: all).")
    private @Nullable List<Peer> peers;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            arity = "1..*",
            converter = WorkloadName.class,
            description = "Only these (default: all).")
    private @Nullable List<Workload> workloads;

    @Override
    public Integer call() throws Exception {
        Set<Workload> chosen = workloads == null ? EnumSet.allOf(Workload.class) : EnumSet.copyOf(workloads);
        Set<Peer> servers = peers == null ? EnumSet.allOf(Peer.class) : EnumSet.copyOf(peers);
        Path folder = machine.target().resolve("smoke");
        List<Outcome> outcomes = new BenchRun(
                        machine.root(),
                        machine.rollcall(),
                        Scale.SMOKE,
                        machine.pinning(),
                        chosen,
                        servers,
                        new RawResults(folder))
                .run();
        new Report(outcomes).writeTo(folder.resolve("performance.md"), folder.resolve("performance.svg"));
        System.out.println();
        System.out.println("smoke: " + outcomes.size() + " workloads gave the right answers");
        return 0;
    }
}
