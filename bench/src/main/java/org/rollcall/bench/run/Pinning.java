package org.rollcall.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which core serves and which makes the load. Without {@code taskset}, or on one core, nothing is pinned.
 *
 * @param serverCpus as {@code taskset} takes them
 */
public record Pinning(String serverCpus, int loadCpu, boolean isActive) {
    public static Pinning of(int serverCpu, int loadCpu) {
        int cpus = Runtime.getRuntime().availableProcessors();
        boolean possible = Commands.exists("taskset") && serverCpu < cpus && loadCpu < cpus;
        return new Pinning(Integer.toString(serverCpu), loadCpu, possible);
    }

    /** The same with the load's core for the server too, for measurements that make no load. */
    Pinning withBothForServer() {
        return new Pinning(serverCpus + "," + loadCpu, loadCpu, isActive);
    }

    /** The command, on the server's core. */
    List<String> server(List<String> command) {
        if (!isActive) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", serverCpus));
        pinned.addAll(command);
        return pinned;
    }

    /** Puts every thread of this JVM on the load's core; those to come inherit it. */
    void pinThisProcess() throws IOException, InterruptedException {
        if (isActive) {
            String pid = Long.toString(ProcessHandle.current().pid());
            Process taskset = new ProcessBuilder("taskset", "-acp", Integer.toString(loadCpu), pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            taskset.waitFor(10, TimeUnit.SECONDS);
        }
    }

    String describe() {
        String cores = serverCpus.contains(",") ? "cores " : "core ";
        return isActive ? "server on " + cores + serverCpus + ", load on core " + loadCpu : "nothing pinned";
    }
}
