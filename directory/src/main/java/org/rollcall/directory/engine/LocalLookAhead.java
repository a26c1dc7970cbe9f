package org.rollcall.directory.engine;

import org.jspecify.annotations.Nullable;
import org.rollcall.directory.LookAhead;
import org.rollcall.directory.NamedLookUp;
import org.rollcall.directory.PlainName;

/**
 * Goes the ways of several look-ups side by side, a step of each at a time: the mark in the index, the entry, its
 * contents. A step of one does not depend on that of another, so the processor waits for all of them at once, where one
 * look-up after the other would wait for each.
 */
final class LocalLookAhead implements LookAhead {
    /** Octets that come from memory together. */
    private static final int LINE = 64;
    /** Of an entry's contents; what is behind is on its way by then, since the processor sees where this goes. */
    private static final int MOST_OCTETS = 16 * LINE;

    private static final byte[] NOTHING = {};

    private final Index index;
    private final long[] hashes = new long[MOST];
    private int size;
    private long trace;

    LocalLookAhead(Index index) {
        this.index = index;
    }

    @Override
    public void expect(NamedLookUp lookUp, PlainName name) {
        NamedKey key = switch (lookUp) {
            case LocalNamedSearch search -> search.key();
            case LocalNamedRenewal renewal -> renewal.key();
            default -> throw new IllegalArgumentException("prepared by another directory");
        };
        if (size < MOST) {
            hashes[size++] = key.hash(index, name);
        }
    }

    @Override
    public void fetch() {
        int count = size;
        if (count == 0) {
            return;
        }
        size = 0;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += index.touch(hashes[i]);
        }
        // Made anew, for the collector wants to know of what is put into older things.
        @Nullable Object[] found = new Object[MOST];
        for (int i = 0; i < count; i++) {
            found[i] = index.glance(hashes[i]);
        }
        byte[][] contents = new byte[MOST][];
        for (int i = 0; i < count; i++) {
            contents[i] = found[i] instanceof Node node ? node.wire : NOTHING;
        }
        for (int i = 0; i < count; i++) {
            byte[] wire = contents[i];
            int end = Math.min(wire.length, MOST_OCTETS);
            for (int at = 0; at < end; at += LINE) {
                sum += wire[at];
            }
        }
        trace += sum;
    }

    /** What became of all that was read: without it the compiler would see no reason to read. */
    long trace() {
        return trace;
    }
}
