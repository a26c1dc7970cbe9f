package org.rollcall.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JacksonJrExtension;
import com.fasterxml.jackson.jr.ob.api.ExtensionContext;
import com.fasterxml.jackson.jr.ob.api.ReaderWriterProvider;
import com.fasterxml.jackson.jr.ob.api.ValueReader;
import com.fasterxml.jackson.jr.ob.impl.JSONReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts values that were read and checked into the records. Jackson jr does it rather than Jackson's databind, which
 * alone would take a third of the second that a start may last.
 */
final class SettingsBinder {
    private static final JSON BINDER = JSON.builder()
            .enable(JSON.Feature.FAIL_ON_UNKNOWN_BEAN_PROPERTY)
            .register(new OurTypes())
            .build();

    private SettingsBinder() {}

    /** Binds one value, or a list's values, for every setting there is. */
    static Settings bind(Map<SettingDefinition, List<Object>> values) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
        values.forEach((definition, objects) -> {
            List<Object> plain = objects.stream().map(SettingsBinder::plain).toList();
            String key = definition.key();
            int dot = key.indexOf('.');
            Map<String, Object> place =
                    dot < 0 ? tree : groups.computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>());
            place.put(key.substring(dot + 1), definition.isList() ? plain : plain.getFirst());
        });
        tree.putAll(groups);
        try {
            return BINDER.beanFrom(Settings.class, BINDER.asString(tree));
        } catch (IOException e) {
            // Every value was checked against its component's type.
            throw new UncheckedIOException(e);
        }
    }

    /** What JSON has a form for, as it is; the rest as the text that {@link OurTypes} reads. */
    private static Object plain(Object value) {
        if (value instanceof Duration span) {
            return Durations.format(span);
        }
        return value instanceof ByteSize || value instanceof Path ? value.toString() : value;
    }

    /** What Jackson does not know by itself. */
    private static final class OurTypes extends JacksonJrExtension {
        @Override
        protected void register(ExtensionContext context) {
            context.insertProvider(new ReaderWriterProvider() {
                @Override
                public @Nullable ValueReader findValueReader(JSONReader context, Class<?> type) {
                    if (type == Duration.class) {
                        return new OfText(type, Durations::parse);
                    } else if (type == ByteSize.class) {
                        return new OfText(type, ByteSize::parse);
                    } else if (type == Path.class) {
                        return new OfText(type, Path::of);
                    }
                    return null;
                }
            });
        }
    }

    private static final class OfText extends ValueReader {
        private final Function<String, Object> parse;

        OfText(Class<?> type, Function<String, Object> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public Object read(JSONReader reader, JsonParser parser) throws IOException {
            return parse.apply(parser.getText());
        }
    }
}
