package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.config.SettingDefinition;
import org.rollcall.server.config.SettingsCatalog;
import org.rollcall.server.config.SettingsLoader;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags that every command with settings takes: the file, one flag for each setting, and a few short ones. */
final class SettingsFlags {
    private SettingsFlags() {}

    /** Gives a command the file's flag, and those of some settings only. */
    static void addSome(CommandSpec command, String... keys) {
        addFile(command);
        int order = 2;
        for (String key : keys) {
            SettingDefinition definition = SettingsCatalog.instance()
                    .find(key)
                    .orElseThrow(() -> new IllegalArgumentException("no setting: " + key));
            command.addOption(list("VALUE", describe(definition), definition.flag())
                    .order(order)
                    .build());
            order++;
        }
    }

    private static void addFile(CommandSpec command) {
        command.addOption(OptionSpec.builder("-c", GivenSettings.CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("Settings file; else the first there is of ./rollcall.yaml,"
                        + " ~/.config/rollcall/rollcall.yaml, /etc/rollcall/rollcall.yaml")
                .order(1)
                .build());
    }

    /** Gives a command these flags. */
    static void addTo(CommandSpec command) {
        addFile(command);
        command.addOption(list("PORT", "Port to listen on, in place of 1002; may be repeated", "--port", "-p")
                .order(2)
                .build());
        command.addOption(list("ADDRESS", "Address to listen on, in place of all; may be repeated", "--address", "-a")
                .order(3)
                .build());
        Map<String, ArgGroupSpec.Builder> groups = new LinkedHashMap<>();
        int order = 10;
        for (SettingDefinition definition : SettingsCatalog.instance().all()) {
            String key = definition.key();
            String heading = key.contains(".") ? key.substring(0, key.indexOf('.')) : "general";
            groups.computeIfAbsent(
                            heading,
                            name -> ArgGroupSpec.builder()
                                    .validate(false)
                                    .order(groups.size())
                                    .heading("%n" + heading(name) + "%n"))
                    .addArg(list("VALUE", describe(definition), definition.flag())
                            .arity(definition.isSwitch() ? "0..1" : "1")
                            .fallbackValue(definition.isSwitch() ? "true" : "")
                            .order(order)
                            .build());
            order++;
        }
        groups.values().forEach(group -> command.addArgGroup(group.build()));
    }

    private static String heading(String group) {
        return group.equals("general")
                ? "Settings (also in the file, and as variables of the environment):%n general"
                : " " + group;
    }

    private static String describe(SettingDefinition definition) {
        String standard = definition.defaultText().isEmpty() ? "none" : definition.defaultText();
        return definition.description().replace("%", "%%") + " (default: " + standard + ")";
    }

    // Every flag takes several values, so that the loader, which knows the settings, is the one to judge them.
    private static OptionSpec.Builder list(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description(description);
    }

    /** What a command line says of the settings. */
    static GivenSettings read(ParseResult parsed) {
        List<SettingsLoader.Flag> flags = new ArrayList<>();
        Optional<Path> file = Optional.empty();
        for (OptionSpec option : parsed.matchedOptionsSet()) {
            String name = option.longestName();
            if (name.equals(GivenSettings.CONFIG)) {
                file = option.originalStringValues().stream()
                        .reduce((first, last) -> last)
                        .map(Path::of);
                continue;
            }
            String key = GivenSettings.SHORT.getOrDefault(name, name.substring(2));
            if (SettingsCatalog.instance().find(key).isPresent()) {
                for (String text : option.originalStringValues()) {
                    flags.add(new SettingsLoader.Flag(name, key, text));
                }
            }
        }
        return new GivenSettings(file, flags);
    }
}
