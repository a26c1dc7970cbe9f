package org.rollcall.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.rollcall.bench.wire.Template;

/** The three kinds of load, each bounded in time and count. */
public final class Loads {
    /** How long replies may take to come in after a load has ended. */
    static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    /** No load without a count of its own sends more. */
    static final long MOST_REQUESTS = 100_000_000;

    private Loads() {}

    /** Requests on open connections, each sent when an earlier one of its connection was answered. */
    public record Closed(
            int connections,
            int outstanding,
            RequestSource source,
            Expectation expectation,
            Duration duration,
            long maxRequests) {
        public Closed(
                int connections, int outstanding, RequestSource source, Expectation expectation, Duration duration) {
            this(connections, outstanding, source, expectation, duration, MOST_REQUESTS);
        }
    }

    /** Requests on open connections at a given rate, whether or not earlier ones were answered. */
    public record Open(
            int connections, double perSecond, RequestSource source, Expectation expectation, Duration duration) {
        /** Requests in flight on one connection; what is due beyond waits, and its waiting counts as latency. */
        static final int SLOTS = 1_024;
    }

    /** Whole sessions, so many at a time: connect, one step after the other's reply, unbind, close. */
    public record Sessions(
            int concurrent, List<Step> steps, LongSupplier serials, Duration duration, long maxSessions) {
        public Sessions {
            steps = List.copyOf(steps);
        }

        public Sessions(int concurrent, List<Step> steps, LongSupplier serials, Duration duration) {
            this(concurrent, steps, serials, duration, MOST_REQUESTS);
        }
    }

    /** A request of a session and its right answer. */
    public record Step(Template template, Expectation expectation) {}
}
