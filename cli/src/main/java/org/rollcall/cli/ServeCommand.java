package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rollcall serve}: a server until the process is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "rollcall serve [-p PORT]... [-a ADDRESS]... [-c FILE] [--SETTING=VALUE]...",
        description =
                "Starts the server; it needs no configuration. SIGTERM and Ctrl-C end it in good order, with exit code 0.")
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    ServeCommand(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    @Override
    public Integer call() throws StartException, InterruptedException {
        GivenSettings given = SettingsFlags.read(spec.commandLine().getParseResult());
        return Serving.start(given.load(environment, folder), spec.commandLine().getOut())
                .untilTheEnd();
    }
}
