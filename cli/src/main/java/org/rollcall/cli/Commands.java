package org.rollcall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.rollcall.server.config.SettingsException;
import org.rollcall.server.control.ControlException;
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
        EntriesAccess entries = new InstalledEntries(environment, folder);
        CommandLine command = new CommandLine(new RollcallCommand())
                .addSubcommand(serve)
                .addSubcommand(config)
                .addSubcommand(EntriesAccess.line(new ExportCommand(
                        entries,
                        folder,
                        // Not System.out, which keeps it to itself when a disk is full.
                        new FileOutputStream(FileDescriptor.out),
                        () -> EntryProgress.onTerminal("Exporting"))))
                .addSubcommand(EntriesAccess.line(
                        new ImportCommand(entries, folder, System.in, () -> EntryProgress.onTerminal("Importing"))))
                .addSubcommand(new BackupCommand(environment, folder).line())
                .addSubcommand(new RestoreCommand(environment, folder).line())
                .addSubcommand(new CheckCommand(environment, folder).line())
                .addSubcommand(new CompactCommand(environment, folder).line())
                .addSubcommand(new StatsCommand(environment, folder).line())
                .addSubcommand(AccountCommand.line(environment, folder, PasswordSource.ofProcess(folder)))
                .addSubcommand(GroupCommand.line(environment, folder))
                .addSubcommand(AccessCommand.line(environment, folder))
                .addSubcommand(new CommandLine(new TlsCommand())
                        .addSubcommand(new SelfSignedCommand(folder, new SecureRandom(), InstantSource.system())))
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
            if (failure instanceof ControlException refused) {
                return StoreCommand.explain(refused, err);
            }
            throw failure;
        });
        return command;
    }
}
