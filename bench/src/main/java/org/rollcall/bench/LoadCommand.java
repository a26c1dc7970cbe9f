package org.rollcall.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.rollcall.bench.load.LoadClient;
import org.rollcall.bench.load.Measurement;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.run.AdHocLoad;
import org.rollcall.bench.run.Workload;
import org.rollcall.bench.wire.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One load against a server that already runs. */
@Command(
        name = "load",
        description = "One workload against a server that already runs on this machine, such as one being profiled.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    @Option(names = "--port", required = true, paramLabel = "N", description = "The server's port, on loopback.")
    private int port;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            converter = WorkloadName.class,
            defaultValue = "exact",
            description = "See run (default: ${DEFAULT-VALUE}).")
    private Workload workload = Workload.EXACT;

    @Option(names = "--plain", description = "The server knows plain LDAP only.")
    private boolean plain;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many people there are (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(names = "--add-people", description = "Add them first, each with an application.")
    private boolean addPeople;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long (default: ${DEFAULT-VALUE}; at most 3600).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2",
            description = "Seconds under the same load before (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many; without it, as many as the workload has.")
    private int connections;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests a second, open loop; without it, closed loop.")
    private double rate;

    @Override
    public Integer call() {
        Target target = Target.port(port);
        Duration duration = Duration.ofSeconds(Math.clamp(seconds, 1, 3_600));
        try (LoadClient client = new LoadClient(Transport.best(), System::nanoTime)) {
            if (addPeople) {
                AdHocLoad.addPeople(client, target, people);
            }
            Measurement measured = new AdHocLoad(
                            target,
                            workload,
                            plain,
                            people,
                            connections,
                            Duration.ofSeconds(Math.max(warmUp, 0)),
                            duration,
                            rate)
                    .run(client);
            System.out.printf(
                    Locale.ROOT,
                    "%,.0f/s, %,.0f entries/s; p50 %,.0f µs, p99 %,.0f µs, p99.9 %,.0f µs, longest %,.0f µs%n",
                    measured.perSecond(),
                    measured.entriesPerSecond(),
                    measured.micros(50),
                    measured.micros(99),
                    measured.micros(99.9),
                    measured.micros(100));
        }
        return 0;
    }
}
