package org.rollcall.server.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings written for people: the effective ones as a settings file, and the reference of all there are. */
public final class SettingsText {
    /** What YAML reads as the same text without quotes, whatever stands before it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.][A-Za-z0-9/_.=+-]*");

    private static final int ORIGIN_COLUMN = 36;

    private SettingsText() {}

    /** A settings file that has the same effect, each line with its value's origin as a comment. */
    public static String yaml(EffectiveSettings effective) {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (EffectiveSettings.Value value : effective.values().values()) {
            String key = value.definition().key();
            int dot = key.indexOf('.');
            if (dot >= 0 && !key.substring(0, dot).equals(group)) {
                group = key.substring(0, dot);
                text.append(group).append(":\n");
            }
            String line = (dot < 0 ? key : "  " + key.substring(dot + 1)) + ": " + scalar(value);
            text.append(line)
                    .append(" ".repeat(Math.max(1, ORIGIN_COLUMN - line.length())))
                    .append("# ")
                    .append(value.origin())
                    .append('\n');
        }
        return text.toString();
    }

    private static String scalar(EffectiveSettings.Value value) {
        List<String> quoted = value.texts().stream().map(SettingsText::quote).toList();
        return value.definition().isList() ? "[" + String.join(", ", quoted) + "]" : quoted.getFirst();
    }

    private static String quote(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "''") + "'";
    }

    /** The reference page of all settings, in Markdown. */
    public static String reference() {
        StringBuilder page = new StringBuilder("""
                # Settings

                <!-- Made by `./rollcall config --reference > docs/configuration.md`; change the records, not this page. -->

                Rollcall needs no settings. Those given come from, each overruling the ones before it:

                1. a YAML file: `--config FILE`, or `ROLLCALL_CONFIG`, or the first there is of `./rollcall.yaml`,
                   `~/.config/rollcall/rollcall.yaml` (`XDG_CONFIG_HOME` is honoured), `/etc/rollcall/rollcall.yaml`;
                2. variables of the environment: `limits.idleTime` is `ROLLCALL_LIMITS_IDLE_TIME`;
                3. flags: `--limits.idleTime=5m`. `--port` and `--address` are short for `--listen.ports` and
                   `--listen.addresses`; a flag of a list may be repeated; that of a true-or-false setting alone means true.

                ```yaml
                # rollcall.yaml
                listen:
                  ports: [1002, 389]
                lease:
                  defaultTime: 10m
                limits:
                  entriesPerAddress: 50
                ```

                Durations are written `500ms`, `60s`, `10m`, `1h`, `30d`; sizes `512`, `64KiB`, `1MiB`. In the environment and in
                flags the values of a list are separated by commas, those of lists of names (`suffixes`,
                `anonymous.writableSubtrees`) by semicolons, the words of `domain.ntlmHelper` by blanks. An unknown key or a value that is not allowed stops the start, with the
                place, what was expected, and the nearest key there is. `rollcall config` prints the settings in effect and where
                each comes from.
                """);
        String group = "-";
        for (SettingDefinition definition : SettingsCatalog.instance().all()) {
            String key = definition.key();
            String its = key.contains(".") ? key.substring(0, key.indexOf('.')) : "";
            if (!its.equals(group)) {
                group = its;
                page.append("\n## ").append(its.isEmpty() ? "General" : its).append("\n\n");
                page.append("| setting | default | allowed | what it is |\n|---|---|---|---|\n");
            }
            page.append("| `").append(key).append("` | ");
            page.append(definition.defaultText().isEmpty() ? "none" : "`" + definition.defaultText() + "`");
            page.append(" | ").append(definition.expected());
            page.append(" | ")
                    .append(definition.description().replace("|", "\\|"))
                    .append(". |\n");
        }
        return page.append(variables()).toString();
    }

    private static String variables() {
        String names = SettingsCatalog.instance().all().stream()
                .map(definition -> "- `" + definition.environmentVariable() + "`\n")
                .collect(Collectors.joining());
        return """

                ## Variables of the environment

                The launcher has its own, which are no settings: `ROLLCALL_JAVA_HOME` (the JDK to use), `ROLLCALL_HEAP` (such as `2g`),
                `ROLLCALL_GC` (`g1`, `parallel`, `zgc`, `shenandoah`), `ROLLCALL_JAVA_OPTS` (further options of `java`). Those of the
                settings:

                """ + names;
    }
}
