package org.rollcall.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What one round of load measured.
 *
 * @param completed operations (or whole sessions) that ended while the round lasted
 * @param entries search entries among their replies
 * @param bytes received
 * @param latency in nanoseconds, from the moment a request was to be sent to its last byte of reply
 */
public record Measurement(long completed, long entries, long bytes, Duration elapsed, Histogram latency) {
    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

    static Histogram newHistogram() {
        return new Histogram(1_000, LONGEST_NANOS, 3);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    }

    public double perSecond() {
        return completed * 1e9 / Math.max(1, elapsed.toNanos());
    }

    public double entriesPerSecond() {
        return entries * 1e9 / Math.max(1, elapsed.toNanos());
    }

    /** The latency in microseconds below which this share, in percent, of the operations stayed. */
    public double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
}
