package org.rollcall.directory.schema;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a definition in the syntax of RFC 4512 §4.1, term by term. */
final class DefinitionWriter {
    private final StringBuilder text = new StringBuilder();

    DefinitionWriter(String oid, List<String> names, String description, boolean obsolete) {
        text.append("( ").append(oid);
        strings("NAME", names);
        if (!description.isEmpty()) {
            strings("DESC", List.of(description));
        }
        flag("OBSOLETE", obsolete);
    }

    void term(String keyword, String value) {
        text.append(' ').append(keyword).append(' ').append(value);
    }

    void flag(String keyword, boolean set) {
        if (set) {
            text.append(' ').append(keyword);
        }
    }

    void references(String keyword, List<String> oids) {
        if (oids.size() == 1) {
            term(keyword, oids.getFirst());
        } else if (!oids.isEmpty()) {
            term(keyword, oids.stream().collect(Collectors.joining(" $ ", "( ", " )")));
        }
    }

    void strings(String keyword, List<String> values) {
        if (values.size() == 1) {
            term(keyword, quoted(values.getFirst()));
        } else if (!values.isEmpty()) {
            term(keyword, values.stream().map(DefinitionWriter::quoted).collect(Collectors.joining(" ", "( ", " )")));
        }
    }

    String finish(Map<String, List<String>> extensions) {
        extensions.forEach(this::strings);
        return text.append(" )").toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\5C").replace("'", "\\27") + "'";
    }
}
