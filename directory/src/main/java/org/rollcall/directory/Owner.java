package org.rollcall.directory;

/** Whose an entry is (decision 14 of the dialect). */
public sealed interface Owner {
    /** The server itself: entries that no client may change. */
    record Server() implements Owner {}

    /**
     * Whoever comes from a network: an address, an IPv6 /64, or what the operator widened it to.
     *
     * @param network canonical text, equal for equal networks
     */
    record Network(String network) implements Owner {}

    /**
     * An authenticated user.
     *
     * @param name its SID, as text
     */
    record Principal(String name) implements Owner {}

    Owner SERVER = new Server();

    /** Whom nothing belongs to. */
    Owner NOBODY = new Network("");
}
