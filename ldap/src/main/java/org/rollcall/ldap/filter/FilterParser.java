package org.rollcall.ldap.filter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/**
 * Reads filters from their string form (RFC 4515). Also taken, since older programs write them: a backslash before any
 * character that does not begin a pair of hexadecimal digits (RFC 1960), blanks around the components of a filter, and
 * one item without its parentheses.
 */
public final class FilterParser {
    /** How many filters may stand inside each other. */
    public static final int MAX_DEPTH = 64;

    private final String text;
    private final int maxDepth;
    private int position;

    private FilterParser(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    /** As {@link #parse(String, int)} with {@link #MAX_DEPTH}. */
    public static Filter parse(String text) throws InvalidFilterException {
        return parse(text, MAX_DEPTH);
    }

    /**
     * Reads one filter.
     *
     * @throws InvalidFilterException when the text is not a filter, or is nested more deeply than allowed
     */
    public static Filter parse(String text, int maxDepth) throws InvalidFilterException {
        FilterParser parser = new FilterParser(text, maxDepth);
        parser.blanks();
        Filter filter = parser.at('(') ? parser.filter(maxDepth) : parser.item();
        parser.blanks();
        if (parser.position < text.length()) {
            throw parser.fault("text behind the filter");
        }
        return filter;
    }

    private Filter filter(int depthLeft) throws InvalidFilterException {
        if (depthLeft <= 0) {
            throw fault("filter nested more than " + maxDepth + " deep");
        }
        expect('(');
        blanks();
        Filter filter = switch (peek()) {
            case '&' -> new Filter.And(list(depthLeft));
            case '|' -> new Filter.Or(list(depthLeft));
            case '!' -> not(depthLeft);
            default -> item();
        };
        expect(')');
        return filter;
    }

    private List<Filter> list(int depthLeft) throws InvalidFilterException {
        position++;
        List<Filter> filters = new ArrayList<>();
        blanks();
        while (at('(')) {
            filters.add(filter(depthLeft - 1));
            blanks();
        }
        return filters;
    }

    private Filter not(int depthLeft) throws InvalidFilterException {
        position++;
        blanks();
        Filter inner = filter(depthLeft - 1);
        blanks();
        return new Filter.Not(inner);
    }

    private Filter item() throws InvalidFilterException {
        int start = position;
        while (position < text.length() && "=~<>:()".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String description = text.substring(start, position).strip();
        return switch (peek()) {
            case '=' -> {
                position++;
                yield equalityOrSubstrings(checked(description, start));
            }
            case '~' -> new Filter.Approximate(checked(description, start), assertion("~="));
            case '<' -> new Filter.LessOrEqual(checked(description, start), assertion("<="));
            case '>' -> new Filter.GreaterOrEqual(checked(description, start), assertion(">="));
            case ':' -> extensible(description, start);
            default -> throw fault("'=' missing");
        };
    }

    private OctetString assertion(String operator) throws InvalidFilterException {
        if (!text.startsWith(operator, position)) {
            throw fault(operator + " missing");
        }
        position += operator.length();
        return value(false);
    }

    private Filter equalityOrSubstrings(String description) throws InvalidFilterException {
        OctetString first = value(true);
        if (!at('*')) {
            return new Filter.Equality(description, first);
        }
        List<OctetString> any = new ArrayList<>();
        OctetString last = OctetString.EMPTY;
        while (at('*')) {
            position++;
            if (!last.isEmpty()) {
                any.add(last);
            }
            last = value(true);
        }
        if (first.isEmpty() && any.isEmpty() && last.isEmpty()) {
            return new Filter.Present(description);
        }
        return new Filter.Substrings(description, unlessEmpty(first), any, unlessEmpty(last));
    }

    private static Optional<OctetString> unlessEmpty(OctetString part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    // [type] [":dn"] [":" rule] ":=" value, with a type or a rule.
    private Filter extensible(String type, int start) throws InvalidFilterException {
        boolean dnAttributes = false;
        Optional<String> rule = Optional.empty();
        while (!text.startsWith(":=", position)) {
            expect(':');
            int from = position;
            while (position < text.length() && ":=()".indexOf(text.charAt(position)) < 0) {
                position++;
            }
            String part = text.substring(from, position).strip();
            if (part.equalsIgnoreCase("dn") && !dnAttributes && rule.isEmpty()) {
                dnAttributes = true;
            } else if (rule.isEmpty()) {
                rule = Optional.of(checked(part, from));
            } else {
                throw new InvalidFilterException("second matching rule", from);
            }
            if (!at(':')) {
                throw fault("':=' missing");
            }
        }
        position += 2;
        Optional<String> description = type.isEmpty() ? Optional.empty() : Optional.of(checked(type, start));
        if (description.isEmpty() && rule.isEmpty()) {
            throw new InvalidFilterException("neither attribute nor matching rule", start);
        }
        return new Filter.Extensible(rule, description, value(false), dnAttributes);
    }

    private OctetString value(boolean stopAtAsterisk) throws InvalidFilterException {
        int start = position;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ')' || (c == '*' && stopAtAsterisk)) {
                break;
            }
            if (c == '\\') {
                return escapedValue(start, stopAtAsterisk);
            }
            if (c == '(') {
                throw fault("unescaped parenthesis");
            }
            position++;
        }
        return OctetString.of(text.substring(start, position));
    }

    private OctetString escapedValue(int start, boolean stopAtAsterisk) throws InvalidFilterException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int plain = start;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ')' || (c == '*' && stopAtAsterisk)) {
                break;
            }
            if (c == '(') {
                throw fault("unescaped parenthesis");
            }
            if (c == '\\') {
                octets.writeBytes(text.substring(plain, position).getBytes(StandardCharsets.UTF_8));
                position++;
                int octet = hexPair();
                if (octet >= 0) {
                    octets.write(octet);
                    position += 2;
                    plain = position;
                    continue;
                }
                if (position >= text.length()) {
                    throw fault("backslash at the end");
                }
                plain = position;
            }
            position += Character.isHighSurrogate(text.charAt(position)) && position + 1 < text.length() ? 2 : 1;
        }
        octets.writeBytes(text.substring(plain, position).getBytes(StandardCharsets.UTF_8));
        return OctetString.wrap(octets.toByteArray());
    }

    private int hexPair() {
        if (position + 1 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(position));
        int low = hex(text.charAt(position + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static String checked(String description, int start) throws InvalidFilterException {
        if (description.isEmpty()) {
            throw new InvalidFilterException("attribute missing", start);
        }
        for (int i = 0; i < description.length(); i++) {
            char c = description.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean digit = c >= '0' && c <= '9';
            if (!letter && !digit && "-._;".indexOf(c) < 0) {
                throw new InvalidFilterException("'" + description + "' names no attribute", start);
            }
        }
        return description;
    }

    private void blanks() {
        while (position < text.length() && text.charAt(position) <= ' ') {
            position++;
        }
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void expect(char c) throws InvalidFilterException {
        if (!at(c)) {
            throw fault("'" + c + "' missing");
        }
        position++;
    }

    private InvalidFilterException fault(String message) {
        return new InvalidFilterException(message, position);
    }
}
