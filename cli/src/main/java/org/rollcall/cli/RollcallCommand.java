package org.rollcall.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rollcall} alone: says what it can do. */
@Command(
        name = "rollcall",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "An Internet Locator Service: a directory of who is online.%n",
        footer = {
            "",
            "rollcall serve            starts a server that needs no configuration",
            "rollcall COMMAND --help   says more"
        })
final class RollcallCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? `rollcall serve` starts the server");
    }
}
