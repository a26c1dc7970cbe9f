package org.rollcall.server.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings a server runs with, and for each of them where its value comes from. */
public record EffectiveSettings(Settings settings, Map<String, Value> values) {
    public EffectiveSettings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** One setting's value in the form of the file; a list has any number of texts, all others one. */
    public record Value(SettingDefinition definition, List<String> texts, Origin origin) {
        public Value {
            texts = List.copyOf(texts);
        }
    }

    /** Whether the operator said anything about this setting. */
    public boolean isExplicit(String key) {
        Value value = values.get(key);
        return value != null && !(value.origin() instanceof Origin.Default);
    }
}
