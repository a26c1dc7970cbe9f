package org.rollcall.bench.run;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.rollcall.bench.load.RequestSource;

/**
 * The serial numbers of people who come and go in turn: added, refreshed when half as many came after them as are there at
 * once, deleted when all did. Every supplier goes on where it was, from one load to the next.
 */
final class SoakTurns {
    private final long present;
    private final long names;
    private final AtomicLong added = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(42);
    private final LongSupplier refreshes;
    private final LongSupplier deletes;

    /** @param present how many are there at once */
    SoakTurns(long present) {
        this.present = present;
        this.names = 2 * present;
        this.refreshes = RequestSource.cycle(0, names);
        this.deletes = RequestSource.cycle(0, names);
    }

    LongSupplier adds() {
        return () -> added.getAndIncrement() % names;
    }

    /** To be begun when half of them were added. */
    LongSupplier refreshes() {
        return refreshes;
    }

    /** To be begun when all of them were added. */
    LongSupplier deletes() {
        return deletes;
    }

    /** Any of those who are there and neither just came nor are about to go; once all of them were added. */
    LongSupplier lookups() {
        return () -> (added.get() - present / 4 - random.nextLong(present / 2) - 1) % names;
    }
}
