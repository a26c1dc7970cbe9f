package org.rollcall.directory.schema;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names to things, letter case aside. A look-up allocates nothing: names come in as the client spelled them, and this
 * is asked for every attribute of every request. Open addressing, half full at most.
 */
final class NameTable<T> {
    private final @Nullable String[] names;
    private final @Nullable Optional<T>[] things;

    NameTable(Map<String, T> entries) {
        int size = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        names = new String[size];
        things = emptyArray(size);
        entries.forEach(this::put);
    }

    Optional<T> get(String name) {
        int slot = slot(name);
        while (true) {
            String known = names[slot];
            Optional<T> thing = things[slot];
            if (known == null || thing == null) {
                return Optional.empty();
            }
            if (equal(known, name)) {
                return thing;
            }
            slot = (slot + 1) & (names.length - 1);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable Optional<T>[] emptyArray(int size) {
        return new Optional[size];
    }

    private void put(String name, T thing) {
        int slot = slot(name);
        while (names[slot] != null) {
            slot = (slot + 1) & (names.length - 1);
        }
        names[slot] = name;
        things[slot] = Optional.of(thing);
    }

    // Only letters of ASCII have a case here: names and OIDs hold no others (RFC 4512 §1.4).
    private int slot(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + lower(name.charAt(i));
        }
        return (hash ^ (hash >>> 16)) & (names.length - 1);
    }

    private static boolean equal(String known, String name) {
        if (known.length() != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lower(known.charAt(i)) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
}
