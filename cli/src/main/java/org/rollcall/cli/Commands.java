package org.rollcall.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.config.SettingsException;
import picocli.CommandLine;

/** All that the command line understands, by picocli: commands, help, and what to say of mistakes. */
final class Commands {
    private Commands() {}

    /** Runs one command to its end, and returns the exit code. */
    static int run(
            PrintWriter out, PrintWriter err, Map<String, String> environment, Path folder, String... arguments) {
        CommandLine serve = new CommandLine(new ServeCommand(environment, folder));
        SettingsFlags.addTo(serve.getCommandSpec());
        CommandLine config = new CommandLine(new ConfigCommand(environment, folder));
        SettingsFlags.addTo(config.getCommandSpec());
        CommandLine command = new CommandLine(new RollcallCommand())
                .addSubcommand(serve)
                .addSubcommand(config)
                .addSubcommand(new BackupCommand(environment, folder).line())
                .addSubcommand(new RestoreCommand(environment, folder).line())
                .addSubcommand(new CheckCommand(environment, folder).line())
                .addSubcommand(new CompactCommand(environment, folder).line())
                .addSubcommand(new StatsCommand(environment, folder).line())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new RehearseCommand());
        return speaking(command, out, err).execute(arguments);
    }

    /** Gives a command, with all beneath it, its voice. */
    static CommandLine speaking(CommandLine command, PrintWriter out, PrintWriter err) {
        command.setOut(out);
        command.setErr(err);
        command.setUsageHelpAutoWidth(true);
        command.setParameterExceptionHandler(new UnknownFlags());
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof SettingsException || failure instanceof StartException) {
                return Main.explain(failure, err);
            }
            throw failure;
        });
        return command;
    }
}
