package org.rollcall.directory.engine;

import org.rollcall.ldap.OctetString;

/** Which {@code ssecurity} values prove anything (decision 14). */
final class Tokens {
    private Tokens() {}

    /** False for the constants of PTLib (0) and TAPI (1508109), and for what is empty. */
    static boolean counts(OctetString token) {
        String text = token.utf8().strip();
        return !text.isEmpty() && !text.equals("0") && !text.equals("1508109");
    }

    static boolean same(OctetString one, OctetString other) {
        return one.utf8().strip().equals(other.utf8().strip());
    }
}
