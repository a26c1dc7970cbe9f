package org.rollcall.directory;

import java.util.List;

/**
 * What a start found in its store.
 *
 * @param entries that are served again
 * @param damaged records that cannot be trusted, or read
 * @param unserved entries that are whole and cannot be served: of classes, attributes or superiors that are not there.
 *     They stay in the store
 * @param problems the first of those that are not served, each with its name and the reason
 */
public record Recovered(long entries, long damaged, long unserved, List<String> problems) {
    public Recovered {
        problems = List.copyOf(problems);
    }
}
