package org.rollcall.directory.engine;

import java.time.Duration;
import org.rollcall.directory.Granted;
import org.rollcall.directory.LeaseTerm;

/** What leases are granted (decision 16) and how their rest is shown (decision 18). */
final class Leases {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final EngineSettings settings;
    private final long graceNanos;

    /**
     * What a lease has at least after a start, unless it was granted less: every client that is known refreshes within
     * that time.
     */
    static final int LEAST_AFTER_START_SECONDS = 30 * 60;

    /** A lease before its beginning: as long as it has not begun, its end is not known. */
    record Term(long timeToLiveNanos, boolean graceful, boolean clamped) {
        static final Term STATIC = new Term(0, false, false);

        boolean isStatic() {
            return timeToLiveNanos == 0;
        }

        Granted granted() {
            return new Granted(seconds(), clamped);
        }

        long seconds() {
            return ceilSeconds(timeToLiveNanos);
        }
    }

    Leases(EngineSettings settings) {
        this.settings = settings;
        this.graceNanos = settings.grace().toNanos();
    }

    /** What is granted to an entry of this kind. */
    Term grant(LeaseTerm asked, int kind) {
        Duration most = most(kind);
        return switch (asked) {
            case LeaseTerm.Static ignored -> grant(settings.defaultLease(), most, false);
            case LeaseTerm.Default term ->
                new Term(Math.min(settings.defaultLease().toNanos(), most.toNanos()), term.graceful(), false);
            case LeaseTerm.Exactly term -> {
                Duration bound = term.byMinutes() && settings.maxMinutesLease().compareTo(most) < 0
                        ? settings.maxMinutesLease()
                        : most;
                yield grant(term.timeToLive(), bound, term.graceful());
            }
        };
    }

    private static Term grant(Duration asked, Duration most, boolean graceful) {
        boolean clamped = asked.compareTo(most) > 0;
        long nanos = Math.max((clamped ? most : asked).toNanos(), NANOS_PER_SECOND);
        return new Term(nanos, graceful, clamped);
    }

    private Duration most(int kind) {
        return switch (kind) {
            case Wire.PERSON, Wire.APPLICATION -> settings.maxPersonLease();
            case Wire.CONFERENCE -> settings.maxConferenceLease();
            default -> settings.maxOtherLease();
        };
    }

    /** The lease word of a term that begins now. */
    long begin(Term term, long nowNanos) {
        if (term.isStatic()) {
            return Lease.STATIC;
        }
        long end = nowNanos + term.timeToLiveNanos() + (term.graceful() ? graceNanos : 0);
        return Lease.until(end, term.graceful());
    }

    /**
     * What is left of a lease after a start: never more than it was granted, whatever the date was set to meanwhile.
     *
     * @param wallSeconds the date, in seconds since 1970
     */
    static Term afterStart(StoredEntry.Term stored, long wallSeconds) {
        long least = Math.min(stored.grantedSeconds(), LEAST_AFTER_START_SECONDS);
        long seconds = Math.clamp(stored.endSeconds() - wallSeconds, least, stored.grantedSeconds());
        return new Term(seconds * NANOS_PER_SECOND, stored.graceful(), false);
    }

    /**
     * Whether an entry that is renewed has, after a start, what the renewal granted it even if the store never hears of
     * it.
     *
     * @param before what it was last granted
     */
    static boolean survivesUnsaved(int before, long seconds) {
        return seconds == before && seconds <= LEAST_AFTER_START_SECONDS;
    }

    /** What is shown of a lease: counts down to 0, which a graceful one shows until the grace period is over. */
    long shownSeconds(long lease, long nowNanos) {
        return shownSeconds(lease, nowNanos, graceNanos);
    }

    static long shownSeconds(long lease, long nowNanos, long graceNanos) {
        if (Lease.isStatic(lease)) {
            return 0;
        }
        long shownEnd = Lease.endNanos(lease) - (Lease.isGraceful(lease) ? graceNanos : 0);
        return Math.max(0, ceilSeconds(shownEnd - nowNanos));
    }

    private static long ceilSeconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
