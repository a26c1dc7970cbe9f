package org.rollcall.ldap.name;

import java.util.Optional;

/**
 * Reads N-client names. Nothing in them is escaped: the name runs from {@code cn=} to the last {@code ,objectClass=},
 * and {@code +}, {@code ,}, quotation marks and backslashes in it are literal.
 *
 * <p>{@code cn==} (MS-TAIL 3.5.3) and {@code mailto:cn=} (4.1.3, 4.4.2) are accepted. The latter is what a word
 * processor makes of an address, and so is the {@code %20} behind it in 4.4.2: a blank, escaped as in a URL. After
 * {@code mailto:}, therefore, {@code %20} at either end of the name is a blank, which does not count; elsewhere {@code %}
 * is an ordinary character.
 */
final class NClientParser {
    private static final String OBJECT_CLASS = "objectclass";
    private static final String URL_BLANK = "%20";

    private final String text;
    private final int end;
    private int position;

    private NClientParser(String text, int end) {
        this.text = text;
        this.end = end;
    }

    static boolean lastRdnIsObjectClass(String text) {
        return objectClassAt(text, text.lastIndexOf(',') + 1) >= 0;
    }

    static boolean lastRdnIsObjectClass(byte[] octets) {
        int start = octets.length;
        while (start > 0 && octets[start - 1] != ',') {
            start--;
        }
        while (start < octets.length && octets[start] == ' ') {
            start++;
        }
        if (octets.length - start <= OBJECT_CLASS.length()) {
            return false;
        }
        for (int i = 0; i < OBJECT_CLASS.length(); i++) {
            if ((octets[start + i] | 0x20) != OBJECT_CLASS.charAt(i)) {
                return false;
            }
        }
        int next = start + OBJECT_CLASS.length();
        while (next < octets.length && octets[next] == ' ') {
            next++;
        }
        return next < octets.length && octets[next] == '=';
    }

    // The index behind "objectClass=", or -1 where that does not stand at the index given.
    private static int objectClassAt(String text, int index) {
        int at = skipBlanks(text, index, text.length());
        if (!text.regionMatches(true, at, OBJECT_CLASS, 0, OBJECT_CLASS.length())) {
            return -1;
        }
        at = skipBlanks(text, at + OBJECT_CLASS.length(), text.length());
        return at < text.length() && text.charAt(at) == '=' ? at + 1 : -1;
    }

    static Optional<NClientName> parse(String text) {
        int comma = text.lastIndexOf(',');
        int value = objectClassAt(text, comma + 1);
        if (value < 0) {
            return Optional.empty();
        }
        String objectClass = trim(text.substring(value));
        if (objectClass.isEmpty()) {
            return Optional.empty();
        }
        return new NClientParser(text, Math.max(comma, 0)).inFrontOf(objectClass);
    }

    private Optional<NClientName> inFrontOf(String objectClass) {
        Optional<String> c = Optional.empty();
        Optional<String> o = Optional.empty();
        while (true) {
            position = skipBlanks(text, position, end);
            if (position >= end) {
                return Optional.of(new NClientList(c, o, objectClass));
            }
            int name = nameAt(position);
            if (name >= 0) {
                Optional<String> country = c;
                Optional<String> organization = o;
                return entryName(name).map(found -> new NClientDn(country, organization, found, objectClass));
            }
            int inCountry = valueAt(position, "c");
            int inOrganization = valueAt(position, "o");
            if (inCountry >= 0 && c.isEmpty()) {
                c = Optional.of(upToNextKey(inCountry));
            } else if (inOrganization >= 0 && o.isEmpty()) {
                o = Optional.of(upToNextKey(inOrganization));
            } else {
                return Optional.empty();
            }
        }
    }

    private Optional<String> entryName(int start) {
        boolean url = text.regionMatches(true, position, "mailto:", 0, 7);
        int from = start;
        int to = end;
        while (from < to) {
            if (text.charAt(from) == ' ') {
                from++;
            } else if (url && to - from >= 3 && text.startsWith(URL_BLANK, from)) {
                from += 3;
            } else {
                break;
            }
        }
        while (to > from) {
            if (text.charAt(to - 1) == ' ') {
                to--;
            } else if (url && to - from >= 3 && text.startsWith(URL_BLANK, to - 3)) {
                to -= 3;
            } else {
                break;
            }
        }
        String name = text.substring(from, to);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    // A comma inside an organization's name is told from a separator by what follows it.
    private String upToNextKey(int start) {
        int comma = text.indexOf(',', start);
        while (comma >= 0 && comma < end) {
            int next = skipBlanks(text, comma + 1, end);
            if (nameAt(next) >= 0 || valueAt(next, "c") >= 0 || valueAt(next, "o") >= 0) {
                position = comma + 1;
                return trim(text.substring(start, comma));
            }
            comma = text.indexOf(',', comma + 1);
        }
        position = end;
        return trim(text.substring(start, end));
    }

    // The index behind "cn=", "cn==" or "mailto:cn=", or -1.
    private int nameAt(int index) {
        int at = index;
        if (text.regionMatches(true, at, "mailto:", 0, 7)) {
            at = skipBlanks(text, at + 7, end);
        }
        int value = valueAt(at, "cn");
        return value >= 0 && value < end && text.charAt(value) == '=' ? value + 1 : value;
    }

    private int valueAt(int index, String key) {
        if (index + key.length() >= end || !text.regionMatches(true, index, key, 0, key.length())) {
            return -1;
        }
        int at = skipBlanks(text, index + key.length(), end);
        return at < end && text.charAt(at) == '=' ? at + 1 : -1;
    }

    private static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private static String trim(String text) {
        int from = skipBlanks(text, 0, text.length());
        int to = text.length();
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(from, to);
    }
}
