package org.rollcall.directory;

/**
 * A committed change.
 *
 * @param number one more than the change before it
 * @param entry as it is after the change; for REMOVED and EXPIRED as it was before
 */
public record Change(long number, Kind kind, EntryName name, Entry entry, Owner owner, long timeToLiveSeconds) {
    public enum Kind {
        ADDED,
        MODIFIED,
        REMOVED,
        EXPIRED,
        /** Coalesced: several renewals of an entry may be told as one. */
        RENEWED
    }
}
