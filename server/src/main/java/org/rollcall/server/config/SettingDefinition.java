package org.rollcall.server.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One setting as messages, {@code --help} and the reference know it, read from a record component. */
public final class SettingDefinition {
    private static final Pattern WORD_BORDER = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final String key;
    private final Setting setting;
    private final boolean list;
    private final ValueType<?> type;

    SettingDefinition(String key, RecordComponent component, Setting setting) {
        this.key = key;
        this.setting = setting;
        this.list = component.getType() == List.class;
        this.type = ValueType.of(
                list
                        ? (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                        : component.getType());
    }

    /** The path of the component: {@code limits.idleTime}. */
    public String key() {
        return key;
    }

    /** The variable of the environment: {@code ROLLCALL_LIMITS_IDLE_TIME}. */
    public String environmentVariable() {
        return "ROLLCALL_"
                + WORD_BORDER.matcher(key.replace('.', '_')).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /** The flag of the command line: {@code --limits.idleTime}. */
    public String flag() {
        return "--" + key;
    }

    /** One sentence, without its full stop. */
    public String description() {
        return setting.value();
    }

    /** The default in the form of the file; empty for an empty list or text. */
    public String defaultText() {
        return setting.defaultsTo();
    }

    /** Whether several values can be given. */
    public boolean isList() {
        return list;
    }

    /** Whether it is true or false, so that its flag alone says true. */
    public boolean isSwitch() {
        return type instanceof ValueType.Truth;
    }

    /** What a value must be, as the end of a sentence: type and bounds. */
    public String expected() {
        String bounds = "";
        if (!setting.min().isEmpty() && !setting.max().isEmpty()) {
            bounds = " from " + setting.min() + " to " + setting.max();
        } else if (!setting.min().isEmpty()) {
            bounds = " of " + setting.min() + " or more";
        } else if (!setting.max().isEmpty()) {
            bounds = " of " + setting.max() + " or less";
        }
        return type.expected() + bounds + (list ? ", or several of them" : "");
    }

    /** Splits what the environment or a flag gave into the values of a list. */
    List<String> split(String text) {
        if (!list) {
            return List.of(text);
        }
        return Arrays.stream(text.split(Pattern.quote(setting.separator())))
                .filter(part -> !part.isBlank())
                .toList();
    }

    /**
     * Reads the values given: exactly one, unless the setting is a list.
     *
     * @throws IllegalArgumentException where a value is not of the type or out of bounds, or their number is wrong
     */
    List<Object> parse(List<String> texts) {
        if (!list && texts.size() != 1) {
            throw new IllegalArgumentException("one value expected");
        }
        List<Object> values = new ArrayList<>();
        for (String text : texts) {
            values.add(parseWithin(type, text));
        }
        return List.copyOf(values);
    }

    private <T extends Comparable<T>> T parseWithin(ValueType<T> kind, String text) {
        T value = kind.parse(text);
        boolean below = !setting.min().isEmpty() && value.compareTo(kind.parse(setting.min())) < 0;
        boolean above = !setting.max().isEmpty() && value.compareTo(kind.parse(setting.max())) > 0;
        if (below || above) {
            throw new IllegalArgumentException("out of bounds: " + text);
        }
        return value;
    }

    /** Shows values that {@link #parse} returned in the form of the file. */
    List<String> format(List<Object> values) {
        return values.stream().map(value -> show(type, value)).toList();
    }

    // Values of a setting come from its own type's parse.
    @SuppressWarnings("unchecked")
    private static <T extends Comparable<T>> String show(ValueType<T> kind, Object value) {
        return kind.format((T) value);
    }

    @Override
    public String toString() {
        return key;
    }
}
