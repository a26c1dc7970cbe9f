package org.rollcall.interop.killer;

import java.util.ArrayList;
import java.util.List;

/**
 * The leases that an entry may come back with. What a write set is committed with it; a renewal reaches the disk some
 * time later, so that a crash may or may not forget it.
 *
 * @param possible in the order of their granting
 * @param lastRuns whether the server has the last of them now; otherwise which of them it came back with is open
 */
record Leases(List<Lease> possible, boolean lastRuns) {
    Leases {
        possible = List.copyOf(possible);
    }

    /** What a write set. */
    static Leases written(Lease lease) {
        return new Leases(List.of(lease), true);
    }

    Leases renewed(Lease lease) {
        List<Lease> more = new ArrayList<>(possible);
        more.add(lease);
        return new Leases(more, true);
    }

    /** The entry was written, and its running lease with it. */
    Leases saved() {
        return lastRuns ? written(possible.getLast()) : this;
    }

    /**
     * The server ended.
     *
     * @param at when
     * @param forgottenMillis how long before that renewals may have been forgotten
     */
    Leases ended(long at, long forgottenMillis) {
        for (int i = possible.size() - 1; i > 0; i--) {
            if (possible.get(i).fresh() && possible.get(i).answered() < at - forgottenMillis) {
                return new Leases(possible.subList(i, possible.size()), lastRuns);
            }
        }
        return this;
    }

    Leases afterStart(Lease.Start start) {
        return new Leases(
                possible.stream().map(lease -> lease.afterStart(start)).toList(), false);
    }

    boolean mayShow(long shownSeconds, long at, Lease.Start start) {
        return possible.stream().anyMatch(lease -> lease.mayShow(shownSeconds, at, start));
    }

    /** What {@link #mayShow} allows, for people. */
    String allowed(long at, Lease.Start start) {
        List<String> ranges = possible.stream()
                .map(lease -> lease.fewest(at, start) + " to " + lease.most(at, start) + " of " + lease.seconds())
                .toList();
        return String.join(", or ", ranges);
    }
}
