package org.rollcall.directory.engine;

import java.util.Arrays;

/**
 * A hierarchical timing wheel over slots. Links are ints in primitive arrays, so that a million timers are nothing to
 * the collector. Each level has 64 buckets and each bucket of a level spans all of the level below; a bucket whose time
 * has come is joined to the list of what is due in one step, however full it is.
 *
 * <p>Renewals don't come here: a timer that is handed out too early is simply scheduled again for the end it has by
 * then. Only a lease that became shorter must be scheduled anew. The scheme is that of Varghese and Lauck, "Hashed and
 * Hierarchical Timing Wheels", 1987.
 */
final class LeaseWheel {
    /** Nothing is due. */
    static final int NONE = -1;

    /** A tick is 2^27 ns, about 134 ms. */
    static final int TICK_SHIFT = 27;

    private static final int LEVELS = 6;
    private static final int BUCKET_BITS = 6;
    private static final int BUCKETS = 1 << BUCKET_BITS;
    private static final int DUE = LEVELS * BUCKETS;

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    // A link is 0 where the slot is in no list, slot + 1, or the complement of a bucket: each list is a ring through
    // its bucket, so that a slot leaves its list without knowing which that is.
    private static final int UNLINKED = 0;

    private final int[] bucketNext = new int[DUE + 1];
    private final int[] bucketPrev = new int[DUE + 1];
    private final long[] occupied = new long[LEVELS];
    private int[][] next = new int[0][];
    private int[][] prev = new int[0][];
    private long tick;
    private int size;

    LeaseWheel() {
        Arrays.setAll(bucketNext, bucket -> ~bucket);
        Arrays.setAll(bucketPrev, bucket -> ~bucket);
    }

    /** Puts the slot where it is handed out soon after this time; it may stand anywhere before. */
    synchronized void schedule(int slot, long timeNanos) {
        ensure(slot);
        unlink(slot);
        link(slot, bucketFor(timeNanos >> TICK_SHIFT));
    }

    /** As {@link #schedule}, unless it is in already. */
    synchronized void scheduleIfAbsent(int slot, long timeNanos) {
        ensure(slot);
        if (get(next, slot) == UNLINKED) {
            link(slot, bucketFor(timeNanos >> TICK_SHIFT));
        }
    }

    /** Takes the slot out, if it is in. */
    synchronized void cancel(int slot) {
        ensure(slot);
        unlink(slot);
    }

    /** Takes out a slot whose time has come, or {@link #NONE}. */
    synchronized int poll(long nowNanos) {
        advance(nowNanos >> TICK_SHIFT);
        int first = bucketNext[DUE];
        if (first < 0) {
            return NONE;
        }
        unlink(first - 1);
        return first - 1;
    }

    /** How long until {@link #poll} may have something to do; {@link Long#MAX_VALUE} where nothing is scheduled. */
    synchronized long nanosUntilNext(long nowNanos) {
        if (bucketNext[DUE] >= 0) {
            return 0;
        }
        long soonest = Long.MAX_VALUE;
        for (int level = 0; level < LEVELS; level++) {
            if (occupied[level] == 0) {
                continue;
            }
            int shift = level * BUCKET_BITS;
            long levelTick = tick >> shift;
            int ahead = Long.numberOfTrailingZeros(Long.rotateRight(occupied[level], (int) levelTick));
            long due = level == 0 ? levelTick + ahead + 1 : (levelTick + ahead) << shift;
            soonest = Math.min(soonest, due << TICK_SHIFT);
        }
        return soonest == Long.MAX_VALUE ? soonest : Math.max(0, soonest - nowNanos);
    }

    synchronized int size() {
        return size;
    }

    synchronized boolean isScheduled(int slot) {
        return slot >>> CHUNK_BITS < next.length && get(next, slot) != UNLINKED;
    }

    private int bucketFor(long dueTick) {
        long ahead = dueTick - tick;
        if (ahead < 0) {
            return DUE;
        }
        int level = 0;
        while (level < LEVELS - 1 && ahead >= 1L << ((level + 1) * BUCKET_BITS)) {
            level++;
        }
        int shift = level * BUCKET_BITS;
        // What lies beyond the last level waits in its farthest bucket and is scheduled again from there.
        long levelTick = Math.min(dueTick >> shift, (tick >> shift) + BUCKETS - 1);
        return level * BUCKETS + (int) (levelTick & (BUCKETS - 1));
    }

    private void advance(long nowTick) {
        long before = tick;
        if (nowTick <= before) {
            return;
        }
        tick = nowTick;
        for (int level = 0; level < LEVELS; level++) {
            int shift = level * BUCKET_BITS;
            long from = before >> shift;
            long to = nowTick >> shift;
            if (from == to) {
                return;
            }
            // The lowest level hands out what has passed; a higher one what begins, to be sorted in below.
            long first = level == 0 ? from : from + 1;
            long count = Math.min(BUCKETS, to - from);
            for (long i = 0; i < count; i++) {
                spill(level, (int) ((first + i) & (BUCKETS - 1)));
            }
        }
    }

    // Joins the bucket's list to the end of what is due.
    private void spill(int level, int index) {
        if ((occupied[level] & (1L << index)) == 0) {
            return;
        }
        occupied[level] &= ~(1L << index);
        int bucket = level * BUCKETS + index;
        int first = bucketNext[bucket];
        int last = bucketPrev[bucket];
        int dueLast = bucketPrev[DUE];
        setNext(dueLast, first);
        setPrev(first, dueLast);
        setNext(last, ~DUE);
        setPrev(~DUE, last);
        bucketNext[bucket] = ~bucket;
        bucketPrev[bucket] = ~bucket;
    }

    private void link(int slot, int bucket) {
        int last = bucketPrev[bucket];
        int link = slot + 1;
        setPrev(link, last);
        setNext(link, ~bucket);
        setNext(last, link);
        setPrev(~bucket, link);
        if (bucket != DUE) {
            occupied[bucket >>> BUCKET_BITS] |= 1L << (bucket & (BUCKETS - 1));
        }
        size++;
    }

    private void unlink(int slot) {
        int after = get(next, slot);
        if (after == UNLINKED) {
            return;
        }
        int before = get(prev, slot);
        setNext(before, after);
        setPrev(after, before);
        set(next, slot, UNLINKED);
        set(prev, slot, UNLINKED);
        if (before == after && before < 0 && ~before != DUE) {
            int bucket = ~before;
            occupied[bucket >>> BUCKET_BITS] &= ~(1L << (bucket & (BUCKETS - 1)));
        }
        size--;
    }

    private void setNext(int link, int value) {
        if (link < 0) {
            bucketNext[~link] = value;
        } else {
            set(next, link - 1, value);
        }
    }

    private void setPrev(int link, int value) {
        if (link < 0) {
            bucketPrev[~link] = value;
        } else {
            set(prev, link - 1, value);
        }
    }

    private void ensure(int slot) {
        int chunk = slot >>> CHUNK_BITS;
        if (chunk >= next.length) {
            int before = next.length;
            next = Arrays.copyOf(next, chunk + 1);
            prev = Arrays.copyOf(prev, chunk + 1);
            for (int i = before; i <= chunk; i++) {
                next[i] = new int[CHUNK_MASK + 1];
                prev[i] = new int[CHUNK_MASK + 1];
            }
        }
    }

    private static int get(int[][] links, int slot) {
        return links[slot >>> CHUNK_BITS][slot & CHUNK_MASK];
    }

    private static void set(int[][] links, int slot, int value) {
        links[slot >>> CHUNK_BITS][slot & CHUNK_MASK] = value;
    }
}
