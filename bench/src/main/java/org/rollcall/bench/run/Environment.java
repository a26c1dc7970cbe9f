package org.rollcall.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Under which circumstances a workload was measured. */
public record Environment(
        String when,
        String processor,
        int cores,
        String system,
        String java,
        String rollcall,
        String openLdap,
        String transport,
        String pinning,
        int rounds,
        double roundSeconds,
        double warmUpSeconds) {
    static Environment of(Scale scale, Pinning pinning, String transport, String rollcall, String openLdap) {
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + Runtime.version(),
                rollcall,
                openLdap,
                transport,
                pinning.describe(),
                scale.rounds(),
                scale.round().toMillis() / 1e3,
                scale.warmUp().toMillis() / 1e3);
    }

    /** The same with other cores for the servers. */
    Environment on(Pinning other) {
        return new Environment(
                when,
                processor,
                cores,
                system,
                java,
                rollcall,
                openLdap,
                transport,
                other.describe(),
                rounds,
                roundSeconds,
                warmUpSeconds);
    }

    private static String processorName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
