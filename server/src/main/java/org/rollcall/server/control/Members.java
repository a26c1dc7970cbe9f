package org.rollcall.server.control;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The members of JSON objects that are written, and how enums are called in them; {@link Fields} reads them. */
final class Members {
    private Members() {}

    /** In this order, names and values by turns. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    /** One line without its end. */
    static byte[] line(Map<String, Object> members) {
        try {
            return JSON.std.asBytes(members);
        } catch (IOException e) {
            // It is written to memory.
            throw new UncheckedIOException(e);
        }
    }

    static String constant(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> constant(each).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + type.getSimpleName() + " called " + name));
    }
}
