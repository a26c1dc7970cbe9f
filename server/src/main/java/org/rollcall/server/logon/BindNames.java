package org.rollcall.server.logon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.ldap.name.Rdn;

/**
 * The names that clients bind by: DNs, {@code cn=USER} or {@code uid=USER} beneath one of a few entries, and everything
 * that is no DN ({@code USER}, {@code DOMAIN\\USER}, {@code USER@DOMAIN}).
 */
final class BindNames {
    private final List<Dn> bases;

    private BindNames(List<Dn> bases) {
        this.bases = List.copyOf(bases);
    }

    /**
     * Names beneath these.
     *
     * @param bases in RFC 4514 form
     * @throws IllegalArgumentException where one is no DN
     */
    static BindNames of(List<String> bases) {
        List<Dn> parsed = new ArrayList<>();
        for (String base : bases) {
            try {
                parsed.add(DnParser.parse(base));
            } catch (InvalidNameException e) {
                throw new IllegalArgumentException("'" + base + "' is no DN: " + e.getMessage(), e);
            }
        }
        return new BindNames(parsed);
    }

    /** The user's name in such a name; empty where it is the name of something else, or none. */
    Optional<String> user(String text) {
        if (text.indexOf('=') < 0) {
            return Optional.of(text);
        }
        Dn dn;
        try {
            dn = DnParser.parse(text);
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
        Dn parent = dn.isRoot() ? dn : dn.parent();
        return bases.stream().anyMatch(base -> isSame(base, parent)) ? user(dn.rdn()) : Optional.empty();
    }

    private static Optional<String> user(Rdn rdn) {
        Ava first = rdn.avas().getFirst();
        boolean named = first.type().equalsIgnoreCase("cn") || first.type().equalsIgnoreCase("uid");
        return named && rdn.avas().size() == 1 ? Optional.of(first.value().utf8()) : Optional.empty();
    }

    private static boolean isSame(Dn one, Dn other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!isSame(one.rdns().get(i), other.rdns().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Rdn one, Rdn other) {
        Ava first = one.avas().getFirst();
        Ava second = other.avas().getFirst();
        return one.avas().size() == 1
                && other.avas().size() == 1
                && first.type().equalsIgnoreCase(second.type())
                && first.value().utf8().equalsIgnoreCase(second.value().utf8());
    }
}
