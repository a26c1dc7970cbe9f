package org.rollcall.identity.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.rollcall.access.descriptor.Sid;

/** How deep groups stand in groups. */
final class Nesting {
    private Nesting() {}

    /**
     * The most groups that stand in one another, 0 if there are none; empty if one stands in itself. Takes the groups
     * whose members are all done, as one sorts by arrows, so that no depth is too much for a stack.
     */
    static OptionalInt depth(Map<Sid, Group> groups, Map<Sid, Set<Sid>> groupsOf) {
        Map<Sid, Integer> undone = new HashMap<>();
        Deque<Sid> ready = new ArrayDeque<>();
        for (Group group : groups.values()) {
            int inside =
                    (int) group.members().stream().filter(groups::containsKey).count();
            undone.put(group.sid(), inside);
            if (inside == 0) {
                ready.add(group.sid());
            }
        }
        Map<Sid, Integer> depths = new HashMap<>();
        int deepest = 0;
        int done = 0;
        while (!ready.isEmpty()) {
            Sid group = ready.remove();
            int depth = depths.getOrDefault(group, 0) + 1;
            deepest = Math.max(deepest, depth);
            done++;
            for (Sid around : groupsOf.getOrDefault(group, Set.of())) {
                depths.merge(around, depth, Math::max);
                if (undone.merge(around, -1, Integer::sum) == 0) {
                    ready.add(around);
                }
            }
        }
        return done == groups.size() ? OptionalInt.of(deepest) : OptionalInt.empty();
    }
}
