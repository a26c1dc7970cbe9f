package org.rollcall.bench.run;

/**
 * How a steady number of leases turns over. Half of them end by themselves; the people of the other half are refreshed in
 * the middle of their time, without which they would not reach its end, and are deleted then. Each name is in turn again
 * when it was away for as long as it was there.
 *
 * @param leases at any time
 * @param lifetimeSeconds that each is there; a multiple of 4
 */
record SoakPace(int leases, long lifetimeSeconds) {
    /** So that a pause of some seconds neither lets a lease end before its refresh, nor has a name added twice. */
    private static final long SHORTEST_SECONDS = 24;

    private static final int WRITES_PER_TURN = 4;

    /** The pace that comes nearest to this rate of writes without being above it. */
    static SoakPace of(int leases, double writesPerSecond) {
        double seconds = WRITES_PER_TURN * (leases / 2.0) / writesPerSecond;
        return new SoakPace(leases, Math.max(SHORTEST_SECONDS, 4 * (long) Math.ceil(seconds / 4)));
    }

    /** Of each half. */
    int half() {
        return leases / 2;
    }

    /** Adds to each half, which is also the rate of deletes, of refreshes and of leases that end. */
    double turnsPerSecond() {
        return (double) half() / lifetimeSeconds;
    }

    /** What the store has to write: adds to both halves, deletes, and leases that end. */
    double writesPerSecond() {
        return WRITES_PER_TURN * turnsPerSecond();
    }

    /** What those get, and get again, who are refreshed. */
    long refreshedLeaseSeconds() {
        return lifetimeSeconds / 4 * 3;
    }
}
