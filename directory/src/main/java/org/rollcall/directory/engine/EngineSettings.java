package org.rollcall.directory.engine;

import java.time.Duration;
import java.util.List;

/**
 * The operator's choices that bear on the engine.
 *
 * @param defaultLease for entries whose client asked for none (decision 16)
 * @param maxPersonLease for people and their applications
 * @param maxConferenceLease for conferences
 * @param maxOtherLease for every other dynamic entry
 * @param maxMinutesLease for leases asked for by {@code sttl}
 * @param grace how much later than shown a graceful lease ends (decision 18)
 * @param suffixes names of further suffixes beside {@code o=Intranet}
 * @param writableSubtrees where anonymous clients may write, beside {@code ou=Dynamic} and {@code ou=Applications}
 * @param maxEntriesPerOwner the most entries of one owner, 0 for no limit
 * @param maxEntryBytes the most octets of one entry in wire form
 * @param feedLength how many changes the feed keeps for watchers that are behind
 */
public record EngineSettings(
        Duration defaultLease,
        Duration maxPersonLease,
        Duration maxConferenceLease,
        Duration maxOtherLease,
        Duration maxMinutesLease,
        Duration grace,
        List<String> suffixes,
        List<String> writableSubtrees,
        int maxEntriesPerOwner,
        int maxEntryBytes,
        int feedLength) {
    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofMinutes(10),
            Duration.ofSeconds(180_000),
            Duration.ofDays(30),
            Duration.ofDays(30),
            Duration.ofMinutes(60),
            Duration.ofSeconds(60),
            List.of(),
            List.of(),
            500,
            256 * 1024,
            16_384);

    public EngineSettings {
        suffixes = List.copyOf(suffixes);
        writableSubtrees = List.copyOf(writableSubtrees);
        if (!defaultLease.isPositive()
                || !maxPersonLease.isPositive()
                || !maxConferenceLease.isPositive()
                || !maxOtherLease.isPositive()
                || !maxMinutesLease.isPositive()
                || grace.isNegative()) {
            throw new IllegalArgumentException("leases must be positive");
        }
        if (feedLength < 1 || maxEntryBytes < 1 || maxEntriesPerOwner < 0) {
            throw new IllegalArgumentException("limits of the engine must be positive");
        }
    }
}
