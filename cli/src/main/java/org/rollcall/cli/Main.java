package org.rollcall.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.config.SettingsException;
import picocli.CommandLine;

/** Where the process begins. Exit codes: 0 done, 1 failed, 2 not understood (flags or settings). */
public final class Main {
    static final int FAILED = 1;
    static final int NOT_UNDERSTOOD = 2;

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, System.getenv(), Path.of(""), arguments));
    }

    /** Runs one command to its end. */
    static int run(
            PrintWriter out, PrintWriter err, Map<String, String> environment, Path folder, String... arguments) {
        CommandLine config = new CommandLine(new ConfigCommand(environment, folder));
        SettingsFlags.addTo(config.getCommandSpec());
        CommandLine command = new CommandLine(new RollcallCommand())
                .addSubcommand(config)
                .addSubcommand(new VersionCommand())
                .addSubcommand(new RehearseCommand());
        command.setOut(out);
        command.setErr(err);
        command.setUsageHelpAutoWidth(true);
        command.setParameterExceptionHandler(new UnknownFlags());
        command.setExecutionExceptionHandler((failure, failed, parsed) -> explain(failure, err));
        return command.execute(arguments);
    }

    private static int explain(Exception failure, PrintWriter err) throws Exception {
        return switch (failure) {
            case SettingsException settings -> {
                settings.problems().forEach(problem -> err.println("rollcall: " + problem));
                yield NOT_UNDERSTOOD;
            }
            case StartException start -> {
                err.println("rollcall: " + start.getMessage());
                yield FAILED;
            }
            default -> throw failure;
        };
    }
}
