package org.rollcall.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the settings of what the file, the environment and the command line say; the later overrules the earlier, and
 * everything wrong with any of them is told at once.
 */
public final class SettingsLoader {
    /** Variables that are the launcher's or the command's own. */
    private static final List<String> OWN_VARIABLES =
            List.of("ROLLCALL_CONFIG", "ROLLCALL_JAVA_HOME", "ROLLCALL_JAVA_OPTS", "ROLLCALL_GC", "ROLLCALL_HEAP");

    /** What a container platform sets for a service that happens to be called rollcall. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("ROLLCALL_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT|PORT_\\d+_(TCP|UDP)(_.*)?)");

    private record Given(List<String> texts, Origin origin) {}

    private final SettingsCatalog catalog = SettingsCatalog.instance();
    private final Map<String, Given> given = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private SettingsLoader() {}

    /** A flag as it was written ({@code --port}), the key it sets, and its text; lists take it several times. */
    public record Flag(String name, String key, String text) {}

    /**
     * Loads the settings.
     *
     * @param file the settings file, if there is one
     * @param environment the variables of the environment; only those that begin with {@code ROLLCALL_} count
     * @param flags the flags of the command line, in their order
     * @throws SettingsException where a key is unknown or a value not allowed
     */
    public static EffectiveSettings load(Optional<Path> file, Map<String, String> environment, List<Flag> flags) {
        SettingsLoader loader = new SettingsLoader();
        file.ifPresent(loader::readFile);
        loader.readEnvironment(environment);
        loader.readFlags(flags);
        return loader.bind();
    }

    static EffectiveSettings load(Map<String, String> changes) {
        return load(
                Optional.empty(),
                Map.of(),
                changes.entrySet().stream()
                        .map(change -> new Flag("--" + change.getKey(), change.getKey(), change.getValue()))
                        .toList());
    }

    private void readFile(Path file) {
        Map<String, Integer> lines = new HashMap<>();
        for (YamlSettings.Item item : YamlSettings.read(file)) {
            Origin origin = new Origin.FileLine(file, item.line());
            Optional<SettingDefinition> definition = catalog.find(item.key());
            Integer earlier = lines.putIfAbsent(item.key(), item.line());
            if (definition.isEmpty()) {
                boolean emptyGroup = catalog.isGroup(item.key()) && item.texts().equals(List.of(""));
                if (!emptyGroup) {
                    problems.add(origin + ": " + unknown(item.key()));
                }
            } else if (earlier != null) {
                problems.add(origin + ": " + item.key() + " is set twice, first in line " + earlier);
            } else {
                give(
                        definition.get(),
                        item.isList()
                                ? item.texts()
                                : definition.get().split(item.texts().getFirst()),
                        origin);
            }
        }
    }

    private String unknown(String key) {
        if (catalog.isGroup(key)) {
            return key + " is a group of settings: expected its settings below it, one to a line";
        }
        return key + " is not a setting"
                + catalog.nearest(key)
                        .map(near -> "; the nearest is " + near)
                        .orElse("; `rollcall config` shows them all");
    }

    private void readEnvironment(Map<String, String> environment) {
        Map<String, SettingDefinition> variables = catalog.all().stream()
                .collect(Collectors.toMap(SettingDefinition::environmentVariable, definition -> definition));
        environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("ROLLCALL_"))
                .filter(variable -> !OWN_VARIABLES.contains(variable.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> {
                    String name = variable.getKey();
                    SettingDefinition definition = variables.get(name);
                    if (definition != null) {
                        give(definition, definition.split(variable.getValue()), new Origin.Environment(name));
                    } else if (!SERVICE_LINK.matcher(name).matches()) {
                        problems.add("environment: " + name + " is not a setting"
                                + SettingsCatalog.nearest(name, variables.keySet())
                                        .map(near -> "; the nearest is " + near)
                                        .orElse("; `rollcall config` shows them all"));
                    }
                });
    }

    private void readFlags(List<Flag> flags) {
        Map<SettingDefinition, Given> collected = new LinkedHashMap<>();
        for (Flag flag : flags) {
            Optional<SettingDefinition> definition = catalog.find(flag.key());
            if (definition.isEmpty()) {
                problems.add("flag " + flag.name() + ": " + unknown(flag.key()));
                continue;
            }
            List<String> texts = new ArrayList<>();
            Given earlier = collected.get(definition.get());
            if (earlier != null && definition.get().isList()) {
                texts.addAll(earlier.texts());
            }
            texts.addAll(definition.get().split(flag.text()));
            collected.put(definition.get(), new Given(texts, new Origin.Flag(flag.name())));
        }
        collected.forEach((definition, value) -> give(definition, value.texts(), value.origin()));
    }

    private void give(SettingDefinition definition, List<String> texts, Origin origin) {
        try {
            definition.parse(texts);
            given.put(definition.key(), new Given(texts, origin));
        } catch (IllegalArgumentException e) {
            problems.add(origin + ": " + definition.key() + ": expected " + definition.expected() + ", found "
                    + (texts.isEmpty() ? "nothing" : String.join(", ", texts)));
        }
    }

    private EffectiveSettings bind() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        Map<String, EffectiveSettings.Value> values = new LinkedHashMap<>();
        Map<SettingDefinition, List<Object>> parsed = new LinkedHashMap<>();
        for (SettingDefinition definition : catalog.all()) {
            Given value = given.getOrDefault(
                    definition.key(), new Given(definition.split(definition.defaultText()), new Origin.Default()));
            List<Object> objects = definition.parse(value.texts());
            parsed.put(definition, objects);
            values.put(
                    definition.key(),
                    new EffectiveSettings.Value(definition, definition.format(objects), value.origin()));
        }
        return new EffectiveSettings(SettingsBinder.bind(parsed), values);
    }
}
