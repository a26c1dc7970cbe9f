package org.rollcall.bench;

import java.nio.file.Path;
import org.rollcall.bench.run.Pinning;
import picocli.CommandLine.Option;

/** The options of every command that starts servers. */
final class MachineOptions {
    @Option(names = "--root", hidden = true, description = "The checkout.")
    private Path root = Path.of("").toAbsolutePath();

    @Option(
            names = "--rollcall",
            paramLabel = "COMMAND",
            description = "How to start Rollcall; {port} stands for the port (default: ${DEFAULT-VALUE}).",
            defaultValue = "./rollcall serve --store memory --port {port}")
    private String rollcall = "";

    @Option(
            names = "--server-cpu",
            paramLabel = "N",
            description = "Core of the server (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int serverCpu;

    @Option(
            names = "--load-cpu",
            paramLabel = "N",
            description = "Core of the load (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int loadCpu;

    Path root() {
        return root;
    }

    String rollcall() {
        return rollcall;
    }

    Pinning pinning() {
        return Pinning.of(serverCpu, loadCpu);
    }

    Path target() {
        return root.resolve("bench").resolve("target");
    }
}
