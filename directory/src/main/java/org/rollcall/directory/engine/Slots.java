package org.rollcall.directory.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The table of all entries by number. An entry keeps its number while it lives, so the order of numbers is a stable
 * order for scans, and a number is a place to go on from. Reads take no lock; numbers of removed entries are used
 * again.
 */
final class Slots {
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK_SIZE = 1 << CHUNK_BITS;
    private static final int CHUNK_MASK = CHUNK_SIZE - 1;
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Node[].class);

    private final Object lock = new Object();
    private volatile @Nullable Node[][] chunks = new Node[0][];
    private volatile int limit;
    private int[] free = new int[64];
    private int freeCount;

    /** One more than the highest number ever given. */
    int limit() {
        return limit;
    }

    /** Takes a number; the place stays empty until {@link #set}. */
    int allocate() {
        synchronized (lock) {
            if (freeCount > 0) {
                return free[--freeCount];
            }
            int slot = limit;
            if (slot == Integer.MAX_VALUE) {
                throw new IllegalStateException("the table of entries is full");
            }
            if (slot >>> CHUNK_BITS == chunks.length) {
                @Nullable Node[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
                grown[chunks.length] = new Node[CHUNK_SIZE];
                chunks = grown;
            }
            limit = slot + 1;
            return slot;
        }
    }

    /** Gives a number back; its place must be empty. */
    void release(int slot) {
        synchronized (lock) {
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = slot;
        }
    }

    void set(int slot, @Nullable Node node) {
        ELEMENT.setRelease(chunks[slot >>> CHUNK_BITS], slot & CHUNK_MASK, node);
    }

    @Nullable
    Node get(int slot) {
        return (Node) ELEMENT.getAcquire(chunks[slot >>> CHUNK_BITS], slot & CHUNK_MASK);
    }

    int freeCount() {
        synchronized (lock) {
            return freeCount;
        }
    }
}
