package org.rollcall.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.config.EffectiveSettings;
import org.rollcall.server.config.SettingsText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rollcall config}: the settings that {@code serve} would run with, and where each comes from. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "rollcall config [--reference] [-c FILE] [--SETTING=VALUE]...",
        description =
                "Prints the settings in the form of the file, each with its origin, and says what is wrong with them.")
final class ConfigCommand implements Runnable {
    private final Map<String, String> environment;
    private final Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = "--reference",
            description = "Prints the reference of all settings in Markdown instead: docs/configuration.md",
            order = 4)
    private boolean reference;

    ConfigCommand(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (reference) {
            out.print(SettingsText.reference());
        } else {
            EffectiveSettings effective =
                    SettingsFlags.read(spec.commandLine().getParseResult()).load(environment, folder);
            out.print(SettingsText.yaml(effective));
        }
        out.flush();
    }
}
