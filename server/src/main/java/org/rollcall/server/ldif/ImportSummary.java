package org.rollcall.server.ldif;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import came to.
 *
 * @param added entries that were not there before
 * @param replaced entries that took the place of others
 * @param kept left out, since others of their names are there
 * @param builtIn left out, since every directory has them by itself
 * @param refused entries, and places in the file, that are none
 * @param failed entries that were given up, and may be there or not; where there are some, something broke
 * @param shortened entries whose lease is shorter than they asked for
 * @param dropped how many entries had an attribute that was not taken over, by its name
 * @param whole false where the import stopped before the end of the file
 */
public record ImportSummary(
        long added,
        long replaced,
        long kept,
        long builtIn,
        long refused,
        long failed,
        long shortened,
        SortedMap<String, Long> dropped,
        boolean whole) {
    public ImportSummary {
        dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
    }
}
