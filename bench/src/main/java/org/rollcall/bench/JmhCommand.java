package org.rollcall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The microbenchmarks of this module, with what they allocate. */
@Command(
        name = "jmh",
        description = "Runs the microbenchmarks with the gc profiler; further arguments go to JMH (-h lists them).")
final class JmhCommand implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>(List.of("-prof", "gc"));
        all.addAll(arguments);
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
        return 0;
    }
}
