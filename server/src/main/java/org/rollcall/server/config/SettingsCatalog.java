package org.rollcall.server.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All settings there are, in the order of the records' components. */
public final class SettingsCatalog {
    private static final SettingsCatalog INSTANCE = new SettingsCatalog(Settings.class);

    private final Map<String, SettingDefinition> byKey;

    private SettingsCatalog(Class<? extends Record> top) {
        Map<String, SettingDefinition> found = new LinkedHashMap<>();
        collect(top, "", found);
        byKey = Collections.unmodifiableMap(found);
    }

    /** The catalog of {@link Settings}. */
    public static SettingsCatalog instance() {
        return INSTANCE;
    }

    private static void collect(Class<?> type, String prefix, Map<String, SettingDefinition> found) {
        List<RecordComponent> groups = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            String key = prefix + component.getName();
            if (setting == null) {
                groups.add(component);
            } else {
                found.put(key, new SettingDefinition(key, component, setting));
            }
        }
        for (RecordComponent group : groups) {
            collect(group.getType(), prefix + group.getName() + ".", found);
        }
    }

    /** Every setting, those without a group first. */
    public Collection<SettingDefinition> all() {
        return byKey.values();
    }

    /** The setting of exactly this key. */
    public Optional<SettingDefinition> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Whether the key names a group of settings, such as {@code limits}. */
    boolean isGroup(String key) {
        return byKey.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    /** The key most like this one, which is none of ours; empty where nothing is near. */
    public Optional<String> nearest(String key) {
        return nearest(key, byKey.keySet());
    }

    /** The candidate most like the text, at a distance of at most a third of its length (and two at least). */
    public static Optional<String> nearest(String text, Collection<String> candidates) {
        record Near(String candidate, int distance) {}
        String wanted = text.toLowerCase(Locale.ROOT);
        String lastPart = wanted.substring(wanted.lastIndexOf('.') + 1);
        return candidates.stream()
                .map(candidate -> {
                    String known = candidate.toLowerCase(Locale.ROOT);
                    // A setting under the wrong group, or without one, is near as well.
                    boolean samePart =
                            known.substring(known.lastIndexOf('.') + 1).equals(lastPart);
                    return new Near(candidate, samePart ? 1 : distance(wanted, known));
                })
                .filter(near -> near.distance() <= Math.max(2, wanted.length() / 3))
                .min(Comparator.comparingInt(Near::distance))
                .map(Near::candidate);
    }

    /** Levenshtein's distance: how many letters to put in, take out or change. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
