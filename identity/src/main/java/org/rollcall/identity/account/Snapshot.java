package org.rollcall.identity.account;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.Sid;

/** All accounts and groups at one time. Immutable; every change makes a whole new one, since changes are few. */
final class Snapshot {
    /** Windows counts accounts that somebody made from here. */
    static final long FIRST_RID = 1000;

    private final Sid authority;
    private final long nextRid;
    private final Map<Sid, Principal> principals;
    private final List<DamagedRecord> damaged;

    private final Map<AccountName, Principal> byName = new HashMap<>();
    private final Map<Sid, Group> groups = new HashMap<>();
    private final Map<Sid, Set<Sid>> groupsOf = new HashMap<>();

    /** @param nextRid the next one to be given, greater than any that was */
    Snapshot(Sid authority, long nextRid, Map<Sid, Principal> principals, List<DamagedRecord> damaged) {
        this.authority = authority;
        this.nextRid = nextRid;
        this.principals = principals;
        this.damaged = damaged;
        for (Principal principal : principals.values()) {
            byName.put(principal.name(), principal);
            if (principal instanceof Group group) {
                groups.put(group.sid(), group);
                for (Sid member : group.members()) {
                    groupsOf.computeIfAbsent(member, sid -> new HashSet<>()).add(group.sid());
                }
            }
        }
    }

    Snapshot withNextRid(long rid) {
        return new Snapshot(authority, rid, principals, damaged);
    }

    Snapshot with(Collection<? extends Principal> changed) {
        Map<Sid, Principal> next = new HashMap<>(principals);
        changed.forEach(principal -> next.put(principal.sid(), principal));
        return new Snapshot(authority, nextRid, next, damaged);
    }

    Snapshot without(Sid removed) {
        Map<Sid, Principal> next = new HashMap<>(principals);
        next.remove(removed);
        return new Snapshot(authority, nextRid, next, damaged);
    }

    Snapshot without(DamagedRecord record) {
        return new Snapshot(
                authority,
                nextRid,
                principals,
                damaged.stream().filter(other -> !other.equals(record)).toList());
    }

    Sid authority() {
        return authority;
    }

    long nextRid() {
        return nextRid;
    }

    List<DamagedRecord> damaged() {
        return damaged;
    }

    Collection<Principal> principals() {
        return principals.values();
    }

    Optional<Principal> find(Sid sid) {
        return Optional.ofNullable(principals.get(sid));
    }

    Optional<Principal> find(AccountName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that a principal is in, directly. */
    Set<Sid> groupsOf(Sid member) {
        return groupsOf.getOrDefault(member, Set.of());
    }

    /** Those that a principal is in, directly or through others. */
    Set<Sid> allGroupsOf(Sid member) {
        Set<Sid> all = new HashSet<>();
        Deque<Sid> toLookAt = new ArrayDeque<>(groupsOf(member));
        @Nullable Sid group;
        while ((group = toLookAt.poll()) != null) {
            if (all.add(group)) {
                toLookAt.addAll(groupsOf(group));
            }
        }
        return all;
    }

    /** See {@link Nesting#depth}. */
    OptionalInt nesting() {
        return Nesting.depth(groups, groupsOf);
    }

    /** Whether a SID is one that this authority gives. */
    boolean isOwn(Sid sid) {
        return Rids.isUnder(authority, sid);
    }
}
