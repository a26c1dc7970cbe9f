package org.rollcall.directory;

import org.rollcall.ldap.name.Dn;

/**
 * The name of an entry: its DN as somebody wrote it, and the normal form that decides on equality. Made by
 * {@link Directory#name}.
 *
 * @param normal normal form, leaf first
 */
public record EntryName(String normal, Dn dn) {
    @Override
    public boolean equals(Object other) {
        return other instanceof EntryName that && normal.equals(that.normal);
    }

    @Override
    public int hashCode() {
        return normal.hashCode();
    }

    @Override
    public String toString() {
        return dn.toString();
    }
}
