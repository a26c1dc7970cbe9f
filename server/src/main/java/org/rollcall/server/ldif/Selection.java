package org.rollcall.server.ldif;

import java.util.List;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.name.Dn;

/**
 * Which entries are wanted.
 *
 * @param base they stand beneath it, or are it
 * @param filter they match it
 */
public record Selection(Dn base, Filter filter) {
    /** Every entry. */
    public static final Selection ALL = new Selection(Dn.ROOT, new Filter.And(List.of()));
}
