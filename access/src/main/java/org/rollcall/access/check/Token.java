package org.rollcall.access.check;

import java.util.HashSet;
import java.util.Set;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/**
 * For whom access is checked (MS-DTYP 2.5.2). The constructor adds nothing by itself: whoever calls it
 * puts Everyone, Authenticated Users, Network and their like into it.
 *
 * @param sids the user and all groups; the user is added where it is left out
 * @param denyOnly groups that count only where they are denied something
 */
public record Token(Sid user, Set<Sid> sids, Set<Sid> denyOnly, Set<Privilege> privileges) {
    /** @throws IllegalArgumentException when an identifier is in both sets */
    public Token {
        Set<Sid> all = new HashSet<>(sids);
        all.add(user);
        for (Sid sid : denyOnly) {
            if (all.contains(sid)) {
                throw new IllegalArgumentException(sid + " is for denials only, and for all");
            }
        }
        sids = Set.copyOf(all);
        denyOnly = Set.copyOf(denyOnly);
        privileges = Set.copyOf(privileges);
    }

    /**
     * A user who logged on over the network: in these groups and, like all such users, in Everyone, Authenticated Users
     * and Network (MS-DTYP 2.4.2.4).
     */
    public static Token ofNetworkLogon(Sid user, Set<Sid> groups) {
        Set<Sid> sids = new HashSet<>(groups);
        sids.add(WellKnownSids.EVERYONE);
        sids.add(WellKnownSids.AUTHENTICATED_USERS);
        sids.add(WellKnownSids.NETWORK);
        return new Token(user, sids, Set.of(), Set.of());
    }

    /** A user in these groups, without privileges. */
    public static Token of(Sid user, Sid... groups) {
        return new Token(user, Set.of(groups), Set.of(), Set.of());
    }
}
