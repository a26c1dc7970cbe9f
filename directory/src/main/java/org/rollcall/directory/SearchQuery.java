package org.rollcall.directory;

import org.rollcall.directory.query.Condition;
import org.rollcall.ldap.message.SearchScope;

/**
 * A search.
 *
 * @param after position after which to go on ({@link SearchCursor#position}), or {@link #START}
 * @param subentries true gives subentries only, false none but for a base search (RFC 3672)
 */
public record SearchQuery(
        EntryName base, SearchScope scope, Condition condition, Pairing pairing, boolean subentries, long after) {
    public static final long START = -1;
}
