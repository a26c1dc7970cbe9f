package org.rollcall.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rollcall.bench.run.RawResults;
import org.rollcall.bench.run.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the page anew from the raw results there are. */
@Command(
        name = "report",
        description = "Writes docs/performance.md and .svg from bench/target/results, without measuring.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private MachineOptions machine = new MachineOptions();

    @Override
    public Integer call() throws Exception {
        RawResults results = new RawResults(machine.target().resolve("results"));
        Path docs = machine.root().resolve("docs");
        new Report(results.load()).writeTo(docs.resolve("performance.md"), docs.resolve("performance.svg"));
        return 0;
    }
}
