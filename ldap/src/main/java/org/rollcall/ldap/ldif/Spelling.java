package org.rollcall.ldap.ldif;

import java.nio.charset.StandardCharsets;
import org.rollcall.ldap.Utf8Escapes;

/** How names may be written, and how octets are shown to people. */
final class Spelling {
    private static final int LONGEST_SHOWN = 60;

    private Spelling() {}

    /**
     * Whether it has the form of an attribute description (RFC 4512 §2.5): a name or OID, and options behind semicolons.
     * Underscores, which some servers have in names, are taken too.
     */
    static boolean isDescription(String text) {
        if (text.isEmpty() || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && c != ';' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Whether it is numbers with dots between them. */
    static boolean isOid(String text) {
        boolean digitBefore = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && (c != '.' || !digitBefore)) {
                return false;
            }
            digitBefore = digit;
        }
        return digitBefore;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** The beginning of octets for a message: text where it is text, all else escaped. */
    static String shown(byte[] octets, int from, int to) {
        int end = Math.min(to, from + LONGEST_SHOWN);
        StringBuilder out = new StringBuilder(end - from + 8).append('\'');
        appendPrintable(out, octets, from, end);
        return out.append(end < to ? "…'" : "'").toString();
    }

    /** Appends text as it is, and what is no UTF-8, or would move the cursor of a terminal, as backslash and digits. */
    static void appendPrintable(StringBuilder out, byte[] octets, int from, int to) {
        int at = from;
        while (at < to) {
            int length = Utf8Escapes.characterLength(octets, at, to);
            String character = length == 0 ? "" : new String(octets, at, length, StandardCharsets.UTF_8);
            if (length == 0 || Character.isISOControl(character.codePointAt(0))) {
                for (int end = at + Math.max(length, 1); at < end; at++) {
                    Utf8Escapes.appendEscaped(out, octets[at]);
                }
            } else {
                out.append(character);
                at += length;
            }
        }
    }
}
