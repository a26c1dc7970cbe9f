package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rollcall group} alone: says what it can do. */
@Command(
        name = "group",
        description = {
            "Groups of accounts: what is granted to a group's SID is granted to its members.",
            "Where a server is running, it does the work; else the data directory must be free."
        },
        footer = {"", "rollcall group COMMAND --help   says more"})
final class GroupCommand extends CommandFamily {
    GroupCommand() {
        super("`rollcall group add NAME` makes a group");
    }

    /** The command with all beneath it. */
    static CommandLine line(Map<String, String> environment, Path folder) {
        return new CommandLine(new GroupCommand())
                .addSubcommand(new GroupAddCommand(environment, folder).line())
                .addSubcommand(new GroupListCommand(environment, folder).line())
                .addSubcommand(new GroupMembersCommand.Join(environment, folder).line())
                .addSubcommand(new GroupMembersCommand.Leave(environment, folder).line())
                .addSubcommand(new GroupRemoveCommand(environment, folder).line());
    }
}
