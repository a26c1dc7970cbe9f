package org.rollcall.directory.engine;

import java.time.Duration;
import java.util.List;
import org.rollcall.directory.Owner;

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
 * @param maxEntriesPerNetwork the most entries of one network, 0 for no limit
 * @param maxEntriesPerPrincipal the most entries of one authenticated user, 0 for no limit
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
        int maxEntriesPerNetwork,
        int maxEntriesPerPrincipal,
        int maxEntryBytes,
        int feedLength) {
    private static final Duration LONGEST_LEASE = Duration.ofDays(3653);

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
            500,
            256 * 1024,
            16_384);

    public EngineSettings {
        suffixes = List.copyOf(suffixes);
        writableSubtrees = List.copyOf(writableSubtrees);
        for (Duration lease :
                List.of(defaultLease, maxPersonLease, maxConferenceLease, maxOtherLease, maxMinutesLease)) {
            if (!lease.isPositive() || lease.compareTo(LONGEST_LEASE) > 0) {
                throw new IllegalArgumentException("a lease lasts more than no time and at most ten years: " + lease);
            }
        }
        if (grace.isNegative() || grace.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("the grace period is between nothing and ten years: " + grace);
        }
        if (feedLength < 1 || maxEntryBytes < 1 || maxEntriesPerNetwork < 0 || maxEntriesPerPrincipal < 0) {
            throw new IllegalArgumentException("limits of the engine must be positive");
        }
    }

    /** The most entries of this owner, 0 for no limit. */
    int maxEntriesOf(Owner owner) {
        return switch (owner) {
            case Owner.Network _ -> maxEntriesPerNetwork;
            case Owner.Principal _ -> maxEntriesPerPrincipal;
            case Owner.Server _ -> 0;
        };
    }
}
