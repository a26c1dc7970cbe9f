package org.rollcall.identity.account;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.rollcall.access.descriptor.Sid;

/**
 * Accounts and groups under one SID.
 *
 * @param members directly in it; those of another authority are not known here, and are taken as they are
 */
public record Group(Sid sid, AccountName name, Instant created, Instant changed, Set<Sid> members)
        implements Principal {
    public Group {
        members = Set.copyOf(members);
    }

    Group with(Sid member, Instant now) {
        Set<Sid> more = new HashSet<>(members);
        more.add(member);
        return new Group(sid, name, created, now, more);
    }

    Group without(Sid member, Instant now) {
        Set<Sid> fewer = new HashSet<>(members);
        fewer.remove(member);
        return new Group(sid, name, created, now, fewer);
    }
}
