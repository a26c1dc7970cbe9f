package org.rollcall.locator;

import java.time.Duration;

/**
 * The operator's choices that bear on the dialect.
 *
 * @param addresses what happens to {@code ipAddress} in registrations (decision 13)
 * @param sizeLimit the most entries a search gives, 0 for no limit
 * @param timeLimit the longest a search may take, zero for no limit
 * @param searchWork the most candidates one search may look at, 0 for no limit
 * @param maxPageSize the most entries in a page (RFC 2696), 0 for no limit
 */
public record LocatorSettings(
        AddressPolicy addresses, int sizeLimit, Duration timeLimit, long searchWork, int maxPageSize) {
    public enum AddressPolicy {
        AS_SENT,
        OBSERVED,
        AUTO
    }

    public static final LocatorSettings DEFAULT = new LocatorSettings(AddressPolicy.AUTO, 0, Duration.ZERO, 0, 0);
}
