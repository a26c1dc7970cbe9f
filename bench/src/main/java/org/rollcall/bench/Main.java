package org.rollcall.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code rollcall-bench} command. */
@Command(
        name = "rollcall-bench",
        description = "Measures Rollcall beside OpenLDAP and a server of canned replies, on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            SmokeCommand.class,
            ReportCommand.class,
            LoadCommand.class,
            CannedCommand.class,
            JmhCommand.class
        })
public final class Main {
    Main() {}

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((e, line, parsed) -> {
            // A wrong answer is a finding, told in its own words; anything else needs its trace.
            if (e instanceof org.rollcall.bench.load.LoadFailedException) {
                line.getErr().println("rollcall-bench: " + e.getMessage());
            } else {
                e.printStackTrace(line.getErr());
            }
            return 1;
        });
        System.exit(command.execute(arguments));
    }
}
