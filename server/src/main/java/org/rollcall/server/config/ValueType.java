package org.rollcall.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How one value of a setting is read, shown and named in messages; bounds are compared as values of the same type. */
sealed interface ValueType<T extends Comparable<T>> {
    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException where the text is not one of this type
     */
    T parse(String text);

    /** The text that {@link #parse} reads back as this value. */
    default String format(T value) {
        return value.toString();
    }

    /** What was expected, as the end of a sentence. */
    String expected();

    /** The type of a setting's component, or of its list's elements. */
    static ValueType<?> of(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class) {
            return new WholeNumber();
        } else if (type == boolean.class) {
            return new Truth();
        } else if (type == String.class) {
            return new Text();
        } else if (type == Path.class) {
            return new FileName();
        } else if (type == Duration.class) {
            return new Span();
        } else if (type == ByteSize.class) {
            return new Size();
        } else if (type.isEnum()) {
            return new Choice(type);
        }
        throw new IllegalArgumentException("no setting can be a " + type.getName());
    }

    record WholeNumber() implements ValueType<Long> {
        @Override
        public Long parse(String text) {
            return Long.valueOf(text.strip().replace("_", ""));
        }

        @Override
        public String expected() {
            return "a whole number";
        }
    }

    record Truth() implements ValueType<Boolean> {
        @Override
        public Boolean parse(String text) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("neither true nor false: " + text);
            };
        }

        @Override
        public String expected() {
            return "true or false";
        }
    }

    record Text() implements ValueType<String> {
        @Override
        public String parse(String text) {
            return text.strip();
        }

        @Override
        public String expected() {
            return "text";
        }
    }

    record FileName() implements ValueType<Path> {
        @Override
        public Path parse(String text) {
            return Path.of(text.strip());
        }

        @Override
        public String expected() {
            return "the name of a file";
        }
    }

    record Span() implements ValueType<Duration> {
        @Override
        public Duration parse(String text) {
            return Durations.parse(text);
        }

        @Override
        public String format(Duration value) {
            return Durations.format(value);
        }

        @Override
        public String expected() {
            return "a duration such as 500ms, 60s, 10m, 1h or 30d";
        }
    }

    record Size() implements ValueType<ByteSize> {
        @Override
        public ByteSize parse(String text) {
            return ByteSize.parse(text);
        }

        @Override
        public String expected() {
            return "a size such as 512, 64KiB or 1MiB";
        }
    }

    /** Constants of an enum, written in lower case with hyphens; the value is the constant's name. */
    record Choice(Class<?> type) implements ValueType<String> {
        @Override
        public String parse(String text) {
            String wanted = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
            return names().filter(wanted::equals)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not one of the choices: " + text));
        }

        @Override
        public String format(String value) {
            return value.toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String expected() {
            return names().map(this::format).collect(Collectors.joining(", ", "one of ", ""));
        }

        private Stream<String> names() {
            return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name());
        }
    }
}
