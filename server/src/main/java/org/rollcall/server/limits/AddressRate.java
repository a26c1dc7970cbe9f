package org.rollcall.server.limits;

import java.time.Duration;

/** How often each address may do something. Safe for use by many threads. */
public final class AddressRate {
    private final Buckets<Long> buckets;

    private AddressRate(Buckets<Long> buckets) {
        this.buckets = buckets;
    }

    /**
     * So many a second.
     *
     * @param perSecond in the long run, 0 for no limit
     * @param burst at once after a pause, at least 1
     */
    public static AddressRate perSecond(int perSecond, int burst) {
        return new AddressRate(Buckets.perSecond(perSecond, burst));
    }

    /**
     * One in each of such times.
     *
     * @param time in the long run, zero for no limit
     * @param burst at once after a pause, at least 1
     */
    public static AddressRate every(Duration time, int burst) {
        return new AddressRate(Buckets.every(time, burst));
    }

    /** Takes a token of this client's bucket; false where there is none. */
    public boolean allows(Client client, long nowNanos) {
        return client.exempt() || buckets.take(client.key(), nowNanos);
    }

    /** Gives back a token that {@link #allows} took. */
    public void giveBack(Client client, long nowNanos) {
        if (!client.exempt()) {
            buckets.giveBack(client.key(), nowNanos);
        }
    }

    /** Addresses whose buckets are remembered. */
    int remembered() {
        return buckets.remembered();
    }
}
