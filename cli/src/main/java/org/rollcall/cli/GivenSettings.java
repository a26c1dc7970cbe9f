package org.rollcall.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.server.config.EffectiveSettings;
import org.rollcall.server.config.SettingsLoader;

/** What a command line says of the settings: the file, if it names one, and flags. */
record GivenSettings(Optional<Path> file, List<SettingsLoader.Flag> flags) {
    static final String CONFIG = "--config";

    /** Flags with names of their own, and the settings that they stand for. */
    static final Map<String, String> SHORT = Map.of("--port", "listen.ports", "--address", "listen.addresses");

    GivenSettings {
        flags = List.copyOf(flags);
    }

    /** The settings that this, the environment and the file give. */
    EffectiveSettings load(Map<String, String> environment, Path folder) {
        return SettingsLoader.load(file.or(() -> standardFile(environment, folder)), environment, flags);
    }

    private static Optional<Path> standardFile(Map<String, String> environment, Path folder) {
        String named = environment.getOrDefault("ROLLCALL_CONFIG", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        List<Path> places = new ArrayList<>();
        places.add(folder.resolve("rollcall.yaml"));
        String home = environment.getOrDefault("HOME", "");
        String configured = environment.getOrDefault("XDG_CONFIG_HOME", home.isEmpty() ? "" : home + "/.config");
        if (!configured.isEmpty()) {
            places.add(Path.of(configured, "rollcall", "rollcall.yaml"));
        }
        places.add(Path.of("/etc/rollcall/rollcall.yaml"));
        return places.stream().filter(Files::isRegularFile).findFirst();
    }
}
