package org.rollcall.interop.killer;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names and texts of attributes in the two forms (MS-TAIL 2.2.5; decision 2). */
final class Attributes {
    /** Normal names, in small letters, and what N-clients call them. */
    private static final Map<String, String> N_NAMES = Map.ofEntries(
            Map.entry("sn", "surname"),
            Map.entry("mail", "rfc822mailbox"),
            Map.entry("ipaddress", "sipaddress"),
            Map.entry("securitytoken", "ssecurity"),
            Map.entry("applicationid", "sappid"),
            Map.entry("guid", "sappguid"),
            Map.entry("mimetype", "smimetype"),
            Map.entry("port", "sport"),
            Map.entry("protocolid", "sprotid"),
            Map.entry("protocolmimetype", "sprotmimetype"));

    private static final Set<String> BINARY = Set.of("ntsecuritydescriptor");

    private Attributes() {}

    static String nName(String normal) {
        return N_NAMES.getOrDefault(normal, normal);
    }

    static Map<String, List<String>> of(Object... namesAndValues) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            List<String> values = value instanceof List<?> list
                    ? list.stream().map(Object::toString).toList()
                    : List.of(value.toString());
            attributes.put((String) namesAndValues[i], values);
        }
        return attributes;
    }

    /** As a version 2 client sends them: its own names, a character an octet. */
    static Map<String, List<String>> inNForm(Map<String, List<String>> normal) {
        Map<String, List<String>> mapped = new LinkedHashMap<>();
        normal.forEach((name, values) -> mapped.put(nName(name), values));
        return mapped;
    }

    /** As a version 3 client sends them: text in UTF-8, of which each octet is a character here. */
    static Map<String, List<String>> inUtf8(Map<String, List<String>> attributes) {
        Map<String, List<String>> encoded = new LinkedHashMap<>();
        attributes.forEach((name, values) -> encoded.put(
                name,
                BINARY.contains(name)
                        ? values
                        : values.stream().map(Attributes::utf8).toList()));
        return encoded;
    }

    /** The reverse, of one value. */
    static String fromUtf8(String name, String octets) {
        return BINARY.contains(name)
                ? octets
                : new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
