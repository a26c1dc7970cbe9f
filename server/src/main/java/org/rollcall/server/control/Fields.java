package org.rollcall.server.control;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rollcall.server.control.ControlException.Kind;

/** The members of a JSON object that somebody else wrote: each is there and of its type, and there are no others. */
final class Fields {
    private final Map<String, Object> members;
    private final Set<String> unread;

    private Fields(Map<String, Object> members) {
        this.members = members;
        this.unread = new LinkedHashSet<>(members.keySet());
    }

    /** Reads one line. */
    static Fields read(byte[] line) throws ControlException {
        try {
            Map<String, Object> members = JSON.std.mapFrom(line);
            if (members == null) {
                throw notUnderstood("a line that is no object");
            }
            return new Fields(members);
        } catch (IOException e) {
            // Some of Jackson's messages quote much of what was sent.
            throw notUnderstood("a line that is no JSON object");
        }
    }

    private <T> T get(String name, Class<T> type, String expected) throws ControlException {
        unread.remove(name);
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw notUnderstood((value == null ? "there is no " : "no ") + expected + " as its " + name);
        }
        return type.cast(value);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    String text(String name) throws ControlException {
        return get(name, String.class, "text");
    }

    long number(String name) throws ControlException {
        Number number = get(name, Number.class, "whole number");
        if (!(number instanceof Integer) && !(number instanceof Long)) {
            throw notUnderstood("no whole number as its " + name);
        }
        return number.longValue();
    }

    boolean flag(String name) throws ControlException {
        return get(name, Boolean.class, "true or false");
    }

    List<String> texts(String name) throws ControlException {
        List<String> texts = new ArrayList<>();
        for (Object each : get(name, List.class, "list")) {
            if (!(each instanceof String text)) {
                throw notUnderstood("no list of texts as its " + name);
            }
            texts.add(text);
        }
        return texts;
    }

    List<Fields> objects(String name) throws ControlException {
        List<Fields> objects = new ArrayList<>();
        for (Object each : get(name, List.class, "list")) {
            if (!(each instanceof Map<?, ?> members)) {
                throw notUnderstood("no list of objects as its " + name);
            }
            objects.add(of(members));
        }
        return objects;
    }

    int count(String name) throws ControlException {
        long number = number(name);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw notUnderstood("no count as its " + name + ": " + number);
        }
        return (int) number;
    }

    Path path(String name) throws ControlException {
        try {
            return Path.of(text(name));
        } catch (InvalidPathException e) {
            throw notUnderstood("no name of a file as its " + name);
        }
    }

    /** A member that may be missing. */
    Optional<String> optionalText(String name) throws ControlException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    Fields object(String name) throws ControlException {
        return of(get(name, Map.class, "object"));
    }

    private static Fields of(Map<?, ?> members) {
        Map<String, Object> inner = new LinkedHashMap<>();
        for (Map.Entry<?, ?> each : members.entrySet()) {
            inner.put(String.valueOf(each.getKey()), each.getValue());
        }
        return new Fields(inner);
    }

    /** The names of all members, which the caller knows by itself. */
    Set<String> names() {
        unread.clear();
        return members.keySet();
    }

    /** All that there should be was read. */
    void end() throws ControlException {
        if (!unread.isEmpty()) {
            throw notUnderstood("it has something that does not belong there: "
                    + unread.iterator().next());
        }
    }

    static ControlException notUnderstood(String what) {
        return new ControlException(Kind.NOT_UNDERSTOOD, "not understood: " + what);
    }
}
