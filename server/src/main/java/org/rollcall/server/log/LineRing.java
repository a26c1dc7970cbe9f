package org.rollcall.server.log;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines on their way from the one thread that makes them to the one that writes them. They are made in place, lie whole
 * behind each other, and are passed on many at a time. Nobody waits for anybody: where there is no room a line is lost,
 * and counted.
 *
 * <p>Positions only grow; a position modulo the size is an index. What is between {@code head} and {@code tail} belongs
 * to the thread that writes, the rest to the other. A line that might not fit before the end of the array begins at its
 * start: what is left over at the end of the lap is skipped.
 */
final class LineRing {
    /** No room for a line. */
    static final int FULL = -1;

    /** Most octets passed on at a time: so few that they are still in the caches when the system copies them. */
    static final int PIECE = 64 * 1024;

    /** Takes lines. */
    @FunctionalInterface
    interface Sink {
        /** Takes some whole lines; the octets are there during the call only. */
        void lines(byte[] octets, int offset, int length);
    }

    private final byte[] octets;
    private final int longest;
    private final Runnable halfFull;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    /** Where the lap before that of the tail ended; written before the tail, read after it. */
    private int lapEnd;

    // Of the thread that makes lines.
    private long made;
    private long begun;
    private long knownHead;
    private boolean told;

    /**
     * @param size a power of two, in octets
     * @param longest room for one line, in octets; at most half of the size, and at most {@link #PIECE}
     * @param halfFull run once when the ring has become half full
     */
    LineRing(int size, int longest, Runnable halfFull) {
        if (Integer.bitCount(size) != 1 || longest > size / 2 || longest > PIECE) {
            throw new IllegalArgumentException("a ring of " + size + " octets for lines of " + longest);
        }
        this.octets = new byte[size];
        this.longest = longest;
        this.halfFull = halfFull;
    }

    /** The array in which lines are made. */
    byte[] octets() {
        return octets;
    }

    /** Begins a line: the index from which on there is room for the longest, or {@link #FULL}. */
    int begin() {
        int index = index(made);
        boolean wraps = octets.length - index <= longest;
        long start = wraps ? made - index + octets.length : made;
        if (start + longest - knownHead > octets.length) {
            knownHead = head.getAcquire();
            if (start + longest - knownHead > octets.length) {
                lost.setOpaque(lost.getPlain() + 1);
                return FULL;
            }
        }
        if (wraps) {
            // There is room behind the start of the array, so the writer has read this of the lap before.
            lapEnd = index;
        }
        begun = start;
        return index(start);
    }

    /** Ends the line, which has an end of line as its last octet, before this index. */
    void end(int index) {
        made = begun + index - index(begun);
        tail.setRelease(made);
        if (isHalfFull()) {
            tellIfHalfFull();
        } else {
            told = false;
        }
    }

    /** As far as is known: the writer may have made room since. */
    private boolean isHalfFull() {
        return made - knownHead >= octets.length / 2;
    }

    private void tellIfHalfFull() {
        knownHead = head.getAcquire();
        boolean half = isHalfFull();
        if (half && !told) {
            halfFull.run();
        }
        told = half;
    }

    /** Lines that found no room. */
    long lost() {
        return lost.getOpaque();
    }

    /**
     * Passes on the lines that are there; for the thread that writes.
     *
     * @return false where there are none
     */
    boolean drain(Sink sink) {
        long end = tail.getAcquire();
        long at = head.getPlain();
        if (at == end) {
            return false;
        }
        while (at != end) {
            int index = index(at);
            long lap = at - index;
            // No line ends with the array, so the tail never stands where a lap does but at the very start.
            boolean wraps = end - lap > octets.length;
            int stop = wraps ? lapEnd : (int) (end - lap);
            if (index < stop) {
                int length = wholeLines(index, stop);
                sink.lines(octets, index, length);
                at += length;
            } else {
                at = lap + octets.length;
            }
            head.setRelease(at);
        }
        return true;
    }

    /** The length of what may be passed on together. */
    private int wholeLines(int start, int stop) {
        if (stop - start <= PIECE) {
            return stop - start;
        }
        int last = start + PIECE - 1;
        while (octets[last] != '\n') {
            last--;
        }
        return last + 1 - start;
    }

    private int index(long position) {
        return (int) position & (octets.length - 1);
    }
}
