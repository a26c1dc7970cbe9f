package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.config.SettingDefinition;
import org.rollcall.server.config.SettingsCatalog;
import org.rollcall.server.config.SettingsLoader;

/** Reads flags that need no explaining: each known, each with its value. Anything else is picocli's affair. */
final class PlainFlags {
    private static final Map<String, String> LONG =
            Map.of("-p", "--port", "-a", "--address", "-c", GivenSettings.CONFIG);

    private PlainFlags() {}

    /** What the flags say; empty where one is not plain. */
    static Optional<GivenSettings> read(List<String> arguments) {
        Optional<Path> file = Optional.empty();
        List<SettingsLoader.Flag> flags = new ArrayList<>();
        for (int at = 0; at < arguments.size(); at++) {
            String argument = arguments.get(at);
            int equals = argument.indexOf('=');
            String written = equals < 0 ? argument : argument.substring(0, equals);
            String name = LONG.getOrDefault(written, written);
            if (!name.startsWith("--")) {
                return Optional.empty();
            }
            String key = GivenSettings.SHORT.getOrDefault(name, name.substring(2));
            Optional<SettingDefinition> setting = SettingsCatalog.instance().find(key);
            boolean valueFollows =
                    at + 1 < arguments.size() && !arguments.get(at + 1).startsWith("-");
            String text;
            if (equals >= 0) {
                text = argument.substring(equals + 1);
            } else if (valueFollows) {
                text = arguments.get(++at);
            } else if (setting.isPresent() && setting.get().isSwitch()) {
                text = "true";
            } else {
                return Optional.empty();
            }
            if (name.equals(GivenSettings.CONFIG) && file.isEmpty()) {
                file = Optional.of(Path.of(text));
            } else if (setting.isPresent()) {
                flags.add(new SettingsLoader.Flag(name, key, text));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new GivenSettings(file, flags));
    }
}
