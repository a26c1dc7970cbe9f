package org.rollcall.ldap.filter;

import java.nio.charset.StandardCharsets;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.Utf8Escapes;

/** Writes filters in their string form (RFC 4515), escaping what it demands, control characters and what is not UTF-8. */
public final class FilterWriter {
    private FilterWriter() {}

    public static String write(Filter filter) {
        StringBuilder out = new StringBuilder();
        append(out, filter);
        return out.toString();
    }

    private static void append(StringBuilder out, Filter filter) {
        out.append('(');
        switch (filter) {
            case Filter.And and -> {
                out.append('&');
                and.filters().forEach(part -> append(out, part));
            }
            case Filter.Or or -> {
                out.append('|');
                or.filters().forEach(part -> append(out, part));
            }
            case Filter.Not not -> {
                out.append('!');
                append(out, not.filter());
            }
            case Filter.Equality(String description, OctetString value) -> item(out, description, "=", value);
            case Filter.GreaterOrEqual(String description, OctetString value) -> item(out, description, ">=", value);
            case Filter.LessOrEqual(String description, OctetString value) -> item(out, description, "<=", value);
            case Filter.Approximate(String description, OctetString value) -> item(out, description, "~=", value);
            case Filter.Present(String description) -> out.append(description).append("=*");
            case Filter.Substrings substrings -> {
                out.append(substrings.description()).append('=');
                substrings.initial().ifPresent(part -> value(out, part));
                out.append('*');
                for (OctetString part : substrings.any()) {
                    value(out, part);
                    out.append('*');
                }
                substrings.last().ifPresent(part -> value(out, part));
            }
            case Filter.Extensible extensible -> {
                extensible.description().ifPresent(out::append);
                if (extensible.dnAttributes()) {
                    out.append(":dn");
                }
                extensible.matchingRule().ifPresent(rule -> out.append(':').append(rule));
                out.append(":=");
                value(out, extensible.value());
            }
        }
        out.append(')');
    }

    private static void item(StringBuilder out, String description, String operator, OctetString value) {
        out.append(description).append(operator);
        value(out, value);
    }

    private static void value(StringBuilder out, OctetString value) {
        byte[] octets = value.unsafeArray();
        int i = 0;
        while (i < octets.length) {
            int length = Utf8Escapes.characterLength(octets, i, octets.length);
            if (length == 0 || (length == 1 && mustEscape(octets[i]))) {
                Utf8Escapes.appendEscaped(out, octets[i]);
                i++;
            } else {
                out.append(new String(octets, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
    }

    private static boolean mustEscape(byte octet) {
        return octet < 0x20 || octet == '*' || octet == '(' || octet == ')' || octet == '\\' || octet == 0x7f;
    }
}
