package org.rollcall.directory;

import java.time.Duration;

/** The time to live that a client asks for. */
public sealed interface LeaseTerm {
    /** No lease: a static entry. */
    record Static() implements LeaseTerm {}

    /**
     * The operator's default.
     *
     * @param graceful true where it ends the grace period later than shown (decision 18)
     */
    record Default(boolean graceful) implements LeaseTerm {}

    /**
     * So long.
     *
     * @param timeToLive at least a second; more than the operator's maximum is clamped to it
     * @param graceful true where it ends the grace period later than shown (decision 18)
     * @param byMinutes true for {@code sttl}, which has a maximum of its own (decision 16)
     */
    record Exactly(Duration timeToLive, boolean graceful, boolean byMinutes) implements LeaseTerm {}
}
