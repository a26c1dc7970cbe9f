package org.rollcall.directory.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names to things, letter case aside. A look-up allocates nothing: names come in as the client spelled them, and this
 * is asked for every attribute of every request. Open addressing, half full at most.
 */
final class NameTable<T> {
    private final @Nullable String[] names;
    private final @Nullable Object[] things;

    NameTable(Map<String, T> entries) {
        int size = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        names = new String[size];
        things = new Object[size];
        entries.forEach(this::put);
    }

    @Nullable
    T get(String name) {
        for (int slot = slot(name); ; slot = (slot + 1) & (names.length - 1)) {
            String known = names[slot];
            if (known == null) {
                return null;
            }
            if (equal(known, name)) {
                @SuppressWarnings("unchecked")
                T thing = (T) things[slot];
                return thing;
            }
        }
    }

    private void put(String name, T thing) {
        int slot = slot(name);
        while (names[slot] != null) {
            slot = (slot + 1) & (names.length - 1);
        }
        names[slot] = name;
        things[slot] = thing;
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
