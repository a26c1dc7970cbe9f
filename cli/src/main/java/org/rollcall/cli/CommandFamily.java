package org.rollcall.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has others beneath it: alone, it says what it can do. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
abstract class CommandFamily implements Runnable {
    private final String hint;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    /** @param hint which command somebody may have meant who named none */
    CommandFamily(String hint) {
        this.hint = hint;
    }

    @Override
    public final void run() {
        throw new ParameterException(spec.commandLine(), "which command? " + hint);
    }
}
