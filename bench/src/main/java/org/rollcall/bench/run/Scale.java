package org.rollcall.bench.run;

import java.time.Duration;

/**
 * How large and how long a measurement is.
 *
 * @param people registered for most workloads
 * @param manyPeople registered for prefix and infix searches, memory and tail
 * @param growthFrom people in the smaller server of the comparison by size
 * @param growthTo people in the larger one
 * @param warmUp at least so long for servers that compile while they run
 * @param heap of Rollcall for up to {@code manyPeople}
 * @param growthHeap of Rollcall for {@code growthTo}
 * @param churnPerSecond leases that end, and are added again, in the tail workload
 * @param renewalsPerSecond leases renewed beside
 * @param churnLease how long a lease that is to end lasts
 * @param soak the long run
 * @param start what servers are started over
 * @param flood of connections
 * @param timing of answers that must not differ
 */
public record Scale(
        int people,
        int manyPeople,
        int growthFrom,
        int growthTo,
        Duration round,
        int rounds,
        Duration warmUp,
        String heap,
        String growthHeap,
        int churnPerSecond,
        int renewalsPerSecond,
        Duration churnLease,
        Soak soak,
        Start start,
        Flood flood,
        Timing timing) {
    /**
     * A run long enough that what grows, or slows down, shows.
     *
     * @param leases at any time
     * @param interval of samples
     * @param heap small enough that the collector goes round several times in a fifth of the run
     */
    public record Soak(int leases, Duration duration, Duration interval, String heap) {}

    /**
     * How often servers are started, and over how many people, each of whom has an application.
     *
     * @param people that are nothing to any server
     * @param starts over those
     * @param manyPeople that a server must have been built for
     * @param manyStarts over those
     */
    public record Start(int people, int starts, int manyPeople, int manyStarts) {}

    /**
     * Connections that want nothing.
     *
     * @param idle that stay
     * @param perSecond that come, and leave after a second
     */
    public record Flood(int idle, int perSecond) {}

    /**
     * Answers that must not differ.
     *
     * @param tries of each operation on either side
     * @param logons of them, each of which costs a hash
     */
    public record Timing(int tries, int logons) {}

    /** What the table in the documentation rests on. */
    public static final Scale FULL = new Scale(
            100_000,
            1_000_000,
            10_000,
            10_000_000,
            Duration.ofSeconds(5),
            5,
            Duration.ofSeconds(20),
            "6g",
            "10g",
            1_700,
            3_400,
            Duration.ofSeconds(30),
            new Soak(500_000, Duration.ofMinutes(20), Duration.ofSeconds(5), "2g"),
            new Start(500, 5, 1_000_000, 3),
            new Flood(10_000, 1_000),
            new Timing(10_000, 1_000));

    /** A look in some minutes, of tenth size. */
    public static final Scale QUICK = new Scale(
            10_000,
            100_000,
            1_000,
            100_000,
            Duration.ofSeconds(2),
            3,
            Duration.ofSeconds(6),
            "2g",
            "2g",
            1_700,
            3_400,
            Duration.ofSeconds(10),
            new Soak(50_000, Duration.ofMinutes(1), Duration.ofSeconds(2), "1g"),
            new Start(500, 5, 100_000, 3),
            new Flood(1_000, 1_000),
            new Timing(2_000, 100));

    /** Whether everything works; its figures mean nothing. */
    public static final Scale SMOKE = new Scale(
            1_000,
            2_000,
            500,
            2_000,
            Duration.ofMillis(500),
            1,
            Duration.ofMillis(500),
            "512m",
            "512m",
            200,
            400,
            Duration.ofSeconds(3),
            new Soak(1_000, Duration.ofSeconds(3), Duration.ofMillis(500), "512m"),
            new Start(50, 2, 200, 2),
            new Flood(100, 100),
            new Timing(20, 2));

    /** The same with so many rounds. */
    public Scale withRounds(int count) {
        return new Scale(
                people,
                manyPeople,
                growthFrom,
                growthTo,
                round,
                count,
                warmUp,
                heap,
                growthHeap,
                churnPerSecond,
                renewalsPerSecond,
                churnLease,
                soak,
                start,
                flood,
                timing);
    }

    /** The same with another long run. */
    public Scale withSoak(Soak other) {
        return new Scale(
                people,
                manyPeople,
                growthFrom,
                growthTo,
                round,
                rounds,
                warmUp,
                heap,
                growthHeap,
                churnPerSecond,
                renewalsPerSecond,
                churnLease,
                other,
                start,
                flood,
                timing);
    }
}
