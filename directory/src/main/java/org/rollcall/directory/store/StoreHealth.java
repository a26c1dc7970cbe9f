package org.rollcall.directory.store;

/**
 * How a store is.
 *
 * @param reason what is wrong, for people; empty when nothing is
 */
public record StoreHealth(State state, String reason) {
    public static final StoreHealth GOOD = new StoreHealth(State.GOOD, "");
    public static final StoreHealth CLOSED = new StoreHealth(State.CLOSED, "the store is closed");

    /** What commits may expect. */
    public enum State {
        GOOD,
        /** The disk is full: commits fail until there is room. */
        FULL,
        /** Commits fail until the store is opened again by a new process. */
        FAILED,
        CLOSED
    }
}
