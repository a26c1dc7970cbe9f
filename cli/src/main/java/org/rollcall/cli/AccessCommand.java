package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rollcall access} alone: says what it can do. */
@Command(
        name = "access",
        description = {
            "Security descriptors: who may do what with an entry.",
            "Where a server is running, it does the work; else the data directory must be free."
        },
        footer = {"", "rollcall access COMMAND --help   says more"})
final class AccessCommand extends CommandFamily {
    AccessCommand() {
        super("`rollcall access show ENTRY` shows who may do what with an entry");
    }

    /** The command with all beneath it. */
    static CommandLine line(Map<String, String> environment, Path folder) {
        return new CommandLine(new AccessCommand())
                .addSubcommand(new AccessShowCommand(environment, folder).line())
                .addSubcommand(new AccessSetCommand(environment, folder).line())
                .addSubcommand(new AccessClearCommand(environment, folder).line());
    }
}
