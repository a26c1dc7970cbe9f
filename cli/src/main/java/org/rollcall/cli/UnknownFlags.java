package org.rollcall.cli;

import java.io.PrintWriter;
import java.util.List;
import org.rollcall.server.config.SettingsCatalog;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what was not understood of a command line, and which flag or command was probably meant. */
final class UnknownFlags implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        List<String> unmatched =
                failure instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched() : List.of();
        if (unmatched.isEmpty()) {
            err.println("rollcall: " + failure.getMessage());
        }
        for (String argument : unmatched) {
            err.println("rollcall: " + argument + ": " + explain(command, argument));
        }
        err.println("rollcall: `" + command.getCommandSpec().qualifiedName() + " --help` says more");
        return Main.NOT_UNDERSTOOD;
    }

    private static String explain(CommandLine command, String argument) {
        if (!argument.startsWith("-")) {
            return command.getSubcommands().isEmpty() ? "not expected here" : "not a command";
        }
        String name = argument.split("=", 2)[0];
        List<String> known = command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .toList();
        return "not a flag"
                + SettingsCatalog.nearest(name, known)
                        .map(near -> "; the nearest is " + near)
                        .orElse("");
    }
}
