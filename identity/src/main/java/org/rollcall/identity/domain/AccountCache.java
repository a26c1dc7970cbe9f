package org.rollcall.identity.domain;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What a domain said of users a short while ago. Those asked for longest ago go first. Any thread may use it. */
public final class AccountCache {
    private final int places;
    private final long nanos;
    private final LongSupplier nanoTime;
    /** The oldest first. */
    private final Map<DomainUser, Kept> kept = new LinkedHashMap<>();

    private record Kept(DomainAccount account, long sinceNanos) {}

    /**
     * An empty one.
     *
     * @param places how many users it remembers
     * @param time for how long
     * @param nanoTime a monotonic clock
     */
    public AccountCache(int places, Duration time, LongSupplier nanoTime) {
        this.places = places;
        this.nanos = time.toNanos();
        this.nanoTime = nanoTime;
    }

    /** What was said of the user, if that is recent enough. */
    public synchronized Optional<DomainAccount> find(DomainUser user) {
        long now = nanoTime.getAsLong();
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext() && now - oldest.next().sinceNanos() >= nanos) {
            oldest.remove();
        }
        return Optional.ofNullable(kept.get(user)).map(Kept::account);
    }

    /** Remembers what is said of the user now. */
    public synchronized void keep(DomainUser user, DomainAccount account) {
        kept.remove(user);
        kept.put(user, new Kept(account, nanoTime.getAsLong()));
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() > places) {
            oldest.next();
            oldest.remove();
        }
    }
}
