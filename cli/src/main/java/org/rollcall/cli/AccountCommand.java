package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code rollcall account} alone: says what it can do. */
@Command(
        name = "account",
        description = {
            "Accounts of this server's own, by which clients log on.",
            "Where a server is running, it does the work; else the data directory must be free."
        },
        footer = {"", "rollcall account COMMAND --help   says more"})
final class AccountCommand extends CommandFamily {
    AccountCommand() {
        super("`rollcall account add NAME` makes an account");
    }

    /** The command with all beneath it. */
    static CommandLine line(Map<String, String> environment, Path folder, PasswordSource passwords) {
        return new CommandLine(new AccountCommand())
                .addSubcommand(new AccountAddCommand(environment, folder, passwords).line())
                .addSubcommand(new AccountPasswordCommand(environment, folder, passwords).line())
                .addSubcommand(new AccountListCommand(environment, folder).line())
                .addSubcommand(new AccountEnablingCommand.Disable(environment, folder).line())
                .addSubcommand(new AccountEnablingCommand.Enable(environment, folder).line())
                .addSubcommand(new AccountRemoveCommand(environment, folder).line());
    }
}
