package org.rollcall.ldap.filter;

import java.nio.charset.StandardCharsets;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.Utf8Escapes;

/** Writes filters in their string form (RFC 4515), escaping what it demands, control characters and what is not UTF-8. */
public final class FilterWriter {
    private FilterWriter() {}

    public static String write(Filter filter) {
        return beginning(filter, Integer.MAX_VALUE);
    }

    /**
     * As much of the string form as somebody wants to show, so that a large filter costs no more than a small one.
     *
     * @return the whole where it has at most so many characters; else something that begins with more than these, and
     *     ends somehow
     */
    public static String beginning(Filter filter, int characters) {
        StringBuilder out = new StringBuilder();
        append(out, filter, characters);
        return out.toString();
    }

    private static void append(StringBuilder out, Filter filter, int most) {
        if (out.length() > most) {
            return;
        }
        out.append('(');
        switch (filter) {
            case Filter.And and -> {
                out.append('&');
                and.filters().forEach(part -> append(out, part, most));
            }
            case Filter.Or or -> {
                out.append('|');
                or.filters().forEach(part -> append(out, part, most));
            }
            case Filter.Not not -> {
                out.append('!');
                append(out, not.filter(), most);
            }
            case Filter.Equality(String description, OctetString value) -> item(out, description, "=", value, most);
            case Filter.GreaterOrEqual(String description, OctetString value) ->
                item(out, description, ">=", value, most);
            case Filter.LessOrEqual(String description, OctetString value) -> item(out, description, "<=", value, most);
            case Filter.Approximate(String description, OctetString value) -> item(out, description, "~=", value, most);
            case Filter.Present(String description) -> out.append(description).append("=*");
            case Filter.Substrings substrings -> {
                out.append(substrings.description()).append('=');
                substrings.initial().ifPresent(part -> value(out, part, most));
                out.append('*');
                for (OctetString part : substrings.any()) {
                    value(out, part, most);
                    out.append('*');
                }
                substrings.last().ifPresent(part -> value(out, part, most));
            }
            case Filter.Extensible extensible -> {
                extensible.description().ifPresent(out::append);
                if (extensible.dnAttributes()) {
                    out.append(":dn");
                }
                extensible.matchingRule().ifPresent(rule -> out.append(':').append(rule));
                out.append(":=");
                value(out, extensible.value(), most);
            }
        }
        out.append(')');
    }

    private static void item(StringBuilder out, String description, String operator, OctetString value, int most) {
        out.append(description).append(operator);
        value(out, value, most);
    }

    private static void value(StringBuilder out, OctetString value, int most) {
        byte[] octets = value.unsafeArray();
        int i = 0;
        while (i < octets.length && out.length() <= most) {
            int length = Utf8Escapes.characterLength(octets, i, octets.length);
            if (length == 0 || (length == 1 && mustEscape(octets[i]))) {
                Utf8Escapes.appendEscaped(out, octets[i]);
                i++;
            } else if (length == 1) {
                out.append((char) octets[i]);
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
