package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            String written = equals < 0 ? argument : argument.substring(0, equals);
            String name = LONG.getOrDefault(written, written);
            if (!name.startsWith("--") || (equals < 0 && !rest.hasNext())) {
                return Optional.empty();
            }
            String text = equals < 0 ? rest.next() : argument.substring(equals + 1);
            String key = GivenSettings.SHORT.getOrDefault(name, name.substring(2));
            boolean valueIsFlag = equals < 0 && text.startsWith("-");
            if (valueIsFlag) {
                return Optional.empty();
            } else if (name.equals(GivenSettings.CONFIG) && file.isEmpty()) {
                file = Optional.of(Path.of(text));
            } else if (SettingsCatalog.instance().find(key).isPresent()) {
                flags.add(new SettingsLoader.Flag(name, key, text));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new GivenSettings(file, flags));
    }
}
