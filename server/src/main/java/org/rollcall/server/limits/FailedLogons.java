package org.rollcall.server.limits;

import java.time.Duration;

/**
 * What an address has to bear for its logons that failed: each makes it wait longer for the answer to the next one, be that
 * right or wrong, and after some it may try no more than one at a time. All of them are forgotten, one after the other.
 * Whose account was tried is of no account, so that nobody can lock another out. Safe for use by many threads.
 */
public final class FailedLogons {
    /** For whom it may fail as often as they like. */
    public static final FailedLogons FORGIVEN = new FailedLogons(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final AddressRate attempts;
    private final Buckets<Long> failures;
    private final long firstDelayNanos;
    private final long longestDelayNanos;

    /**
     * So many.
     *
     * @param most that may fail one after the other, at least 1
     * @param forgotten after which time one of them counts no more, zero for no limit and no delay
     * @param firstDelay of an answer after one failure, doubled for each further one; zero for none
     * @param longestDelay of any answer
     */
    public FailedLogons(int most, Duration forgotten, Duration firstDelay, Duration longestDelay) {
        this.attempts = AddressRate.every(forgotten, most);
        this.failures = Buckets.every(forgotten, most);
        this.firstDelayNanos = firstDelay.toNanos();
        this.longestDelayNanos = longestDelay.toNanos();
    }

    /** Takes note of a logon that begins; false where its address has had too many. What it came to must be told. */
    public boolean mayTry(Client client, long nowNanos) {
        return attempts.allows(client, nowNanos);
    }

    /** A logon came to nothing that would prove anything, neither right nor wrong. */
    public void broken(Client client, long nowNanos) {
        attempts.giveBack(client, nowNanos);
    }

    /**
     * A logon was right. What failed before it is not forgotten for that: it may have been meant for somebody else's account.
     *
     * @return how long its answer has to wait
     */
    public Duration right(Client client, long nowNanos) {
        attempts.giveBack(client, nowNanos);
        return delay(client, nowNanos);
    }

    /**
     * A logon was wrong.
     *
     * @return how long its answer has to wait
     */
    public Duration wrong(Client client, long nowNanos) {
        Duration delay = delay(client, nowNanos);
        if (!client.exempt()) {
            failures.take(client.key(), nowNanos);
        }
        return delay;
    }

    private Duration delay(Client client, long nowNanos) {
        int failed = client.exempt() ? 0 : failures.taken(client.key(), nowNanos);
        if (failed == 0 || firstDelayNanos == 0) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failed - 1, Long.numberOfLeadingZeros(firstDelayNanos) - 1);
        return Duration.ofNanos(Math.min(firstDelayNanos << doublings, longestDelayNanos));
    }

    /** Addresses of which something is remembered. */
    int remembered() {
        return Math.max(attempts.remembered(), failures.remembered());
    }
}
