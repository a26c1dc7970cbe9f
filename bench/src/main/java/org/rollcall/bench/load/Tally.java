package org.rollcall.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** What a round has measured so far; one event loop writes. */
final class Tally {
    private final Histogram latency = Measurement.newHistogram();
    private long completed;
    private long entries;
    private long bytes;

    void received(int size) {
        bytes += size;
    }

    void completed(long nanos, int entryCount) {
        completed++;
        entries += entryCount;
        Measurement.record(latency, nanos);
    }

    long completed() {
        return completed;
    }

    Measurement over(Duration elapsed) {
        return new Measurement(completed, entries, bytes, elapsed, latency);
    }
}
