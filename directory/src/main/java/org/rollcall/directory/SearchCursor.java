package org.rollcall.directory;

/**
 * A search under way, pulled by whoever answers: it does nothing between calls and holds nothing that must be closed.
 * Used by one thread at a time. An entry present throughout the search is given exactly once.
 */
public interface SearchCursor {

    /** How a step ended. */
    enum Step {
        /** The budget is spent or the sink was full: call again. */
        MORE,
        /** Everything was looked at. */
        DONE
    }

    /** Takes matches. */
    interface Sink {
        /**
         * Takes a match.
         *
         * @param match valid during the call only
         * @return false to stop after this one
         */
        boolean accept(Match match);
    }

    /**
     * Looks at up to this many candidates.
     *
     * @param candidates at least 1
     */
    Step advance(int candidates, Sink sink);

    /** Candidates looked at so far, but for those that the asker must not know of: the work of this search. */
    long examined();

    /** The place of the last match given, in a stable order: a search from here gives what comes after it. */
    long position();
}
