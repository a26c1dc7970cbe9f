package org.rollcall.directory;

/** How a renewal went. */
public sealed interface Renewal {
    /**
     * It has a new end.
     *
     * @param match the entry as renewed, for a dialect that answers with it
     */
    record Renewed(Granted granted, Match match) implements Renewal {}

    /** Not there, ended meanwhile, or not matching. */
    record Absent() implements Renewal {}

    Renewal ABSENT = new Absent();
}
