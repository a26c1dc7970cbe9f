package org.rollcall.directory.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Slots whose leases were renewed since the store last heard of them: a bit for each, so that to note one that is noted
 * already costs a look.
 */
final class Renewals {
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

    /** Nothing was ever noted from this slot on. */
    int end() {
        return chunks.length << CHUNK_BITS;
    }

    /** Strikes out the first slot noted in a range, and returns it; {@code to} where there is none. */
    int take(int from, int to) {
        AtomicLongArray[] all = chunks;
        int end = Math.min(to, all.length << CHUNK_BITS);
        int slot = from;
        while (slot < end) {
            AtomicLongArray chunk = all[slot >>> CHUNK_BITS];
            int word = (slot & CHUNK_MASK) >>> WORD_BITS;
            long ahead = chunk.get(word) & (-1L << slot);
            int base = slot & -(1 << WORD_BITS);
            if (ahead != 0) {
                int found = base + Long.numberOfTrailingZeros(ahead);
                if (found >= end) {
                    return to;
                }
                long bit = 1L << found;
                chunk.getAndUpdate(word, bits -> bits & ~bit);
                return found;
            }
            slot = base + (1 << WORD_BITS);
        }
        return to;
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
