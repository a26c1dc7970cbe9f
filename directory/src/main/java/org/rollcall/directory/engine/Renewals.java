package org.rollcall.directory.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Slots whose leases were renewed since the store last heard of them: a bit for each, so that to note one that is noted
 * already costs a look.
 */
final class Renewals {
    /** Nothing is noted from there on. */
    static final int NONE = -1;

    private static final int WORD_BITS = 6;
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private volatile AtomicLongArray[] chunks = {};

    void note(int slot) {
        AtomicLongArray chunk = chunk(slot >>> CHUNK_BITS);
        int word = (slot & CHUNK_MASK) >>> WORD_BITS;
        long bit = 1L << slot;
        if ((chunk.get(word) & bit) == 0) {
            chunk.getAndUpdate(word, bits -> bits | bit);
        }
    }

    /** Strikes out the first slot noted from this one on; {@link #NONE} where there is none. */
    int take(int from) {
        AtomicLongArray[] all = chunks;
        int slot = from;
        while (slot >>> CHUNK_BITS < all.length) {
            AtomicLongArray chunk = all[slot >>> CHUNK_BITS];
            int word = (slot & CHUNK_MASK) >>> WORD_BITS;
            long ahead = chunk.get(word) & (-1L << slot);
            if (ahead != 0) {
                int found = (slot & -(1 << WORD_BITS)) + Long.numberOfTrailingZeros(ahead);
                long bit = 1L << found;
                chunk.getAndUpdate(word, bits -> bits & ~bit);
                return found;
            }
            slot = (slot & -(1 << WORD_BITS)) + (1 << WORD_BITS);
        }
        return NONE;
    }

    private AtomicLongArray chunk(int index) {
        AtomicLongArray[] all = chunks;
        return index < all.length ? all[index] : grown(index);
    }

    private synchronized AtomicLongArray grown(int index) {
        AtomicLongArray[] all = chunks;
        int before = all.length;
        if (index >= before) {
            all = Arrays.copyOf(all, index + 1);
            for (int i = before; i <= index; i++) {
                all[i] = new AtomicLongArray((CHUNK_MASK + 1) >>> WORD_BITS);
            }
            chunks = all;
        }
        return all[index];
    }
}
