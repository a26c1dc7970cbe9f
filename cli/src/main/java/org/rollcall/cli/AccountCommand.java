package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rollcall account} alone: says what it can do. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Accounts of this server's own, by which clients log on.",
            "Where a server is running, it does the work; else the data directory must be free."
        },
        footer = {"", "rollcall account COMMAND --help   says more"})
final class AccountCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

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

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? `rollcall account add NAME` makes an account");
    }
}
