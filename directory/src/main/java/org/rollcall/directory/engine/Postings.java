package org.rollcall.directory.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * From the hash of a key to the entries that have it: open addressing with linear steps in two arrays, so that a look-up
 * touches one line of each before it comes to the entry itself. Keys are not kept; whoever looks up has to see for
 * himself that an entry has the key, which he must do anyway, since it may change under him. Beside the hash stands a
 * mark of the parent, for those who know it.
 *
 * <p>Reads take no lock. Writers of one segment take turns. A place that was given up stays a step on the way until the
 * table is made anew; a table that was replaced stays as it was then. Many entries under one hash become a {@link
 * Index.Crowd}, which takes the place of the last of them on the way, so that a reader who has passed the others meets
 * them in it.
 */
final class Postings {
    /** For {@link #get}: entries of any parent. */
    static final int ANY_PARENT = 0;

    private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle ITEM = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int SEGMENT_BITS = 6;
    private static final int PARENT_BITS = 8;
    private static final int PARENT_MASK = (1 << PARENT_BITS) - 1;
    private static final int OF_CROWD = PARENT_MASK;
    private static final long EMPTY = 0;
    private static final long GIVEN_UP = 1;
    private static final int FEWEST_PLACES = 16;
    /** Odd numbers without a pattern. */
    private static final long MIX_ONE = 0x9e3779b97f4a7c15L;

    private static final long MIX_OTHER = 0xc2b2ae3d27d4eb4fL;

    private final Segment[] segments = new Segment[1 << SEGMENT_BITS];
    private final long seed;

    /** @param seed unknown to clients, so that nobody can choose names that get into each other's way */
    Postings(long seed) {
        this.seed = seed;
        Arrays.setAll(segments, i -> new Segment());
    }

    /**
     * The hash of octets.
     *
     * @param before the hash of what comes before them, or 0
     */
    long hash(long before, byte[] key, int from, int to) {
        long hash = mix(seed ^ before, to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mix(hash, (long) WORD.get(key, at));
        }
        if (at < to) {
            long rest = 0;
            for (; at < to; at++) {
                rest = (rest << Byte.SIZE) | (key[at] & 0xff);
            }
            hash = mix(hash, rest);
        }
        return mix(hash, seed);
    }

    // Both halves of a product depend on all bits of both factors.
    private static long mix(long one, long other) {
        long first = one ^ MIX_ONE;
        long second = other ^ MIX_OTHER;
        return (first * second) ^ Math.unsignedMultiplyHigh(first, second);
    }

    /** The mark of those who stand beneath this entry. */
    static int markOf(@Nullable Node parent) {
        return parent == null ? 1 : 1 + (parent.slot & 0x7fff_ffff) % (OF_CROWD - 1);
    }

    void add(long hash, Node node) {
        segment(hash).add(high(hash), node);
    }

    /** Many pairs of a hash and an entry, which has not the hash yet. */
    static final class Pairs {
        private long[] hashes = new long[1024];
        private Node[] nodes = new Node[1024];
        private int size;
        /** Where the pairs of each segment end, once they are sorted. */
        private int[] ends = {};

        void add(long hash, Node node) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * size);
                nodes = Arrays.copyOf(nodes, 2 * size);
            }
            hashes[size] = hash;
            nodes[size] = node;
            size++;
        }

        /** Sorts them by segments, for {@link Postings#addAll}; none are added after that. */
        void sort() {
            int[] at = new int[(1 << SEGMENT_BITS) + 1];
            for (int i = 0; i < size; i++) {
                at[number(hashes[i]) + 1]++;
            }
            for (int i = 1; i < at.length; i++) {
                at[i] += at[i - 1];
            }
            long[] sortedHashes = new long[size];
            Node[] sortedNodes = new Node[size];
            for (int i = 0; i < size; i++) {
                int place = at[number(hashes[i])]++;
                sortedHashes[place] = hashes[i];
                sortedNodes[place] = nodes[i];
            }
            hashes = sortedHashes;
            nodes = sortedNodes;
            ends = Arrays.copyOf(at, 1 << SEGMENT_BITS);
        }

        private int begin(int segment) {
            return segment == 0 ? 0 : ends[segment - 1];
        }
    }

    /**
     * Adds all of them, several segments at a time: each is near the processor while it grows, and grows once.
     *
     * @param all sorted
     */
    void addAll(List<Pairs> all) {
        IntStream.range(0, segments.length).parallel().forEach(segment -> {
            int more = 0;
            for (Pairs pairs : all) {
                more += pairs.ends[segment] - pairs.begin(segment);
            }
            segments[segment].makeRoom(more);
            for (Pairs pairs : all) {
                for (int i = pairs.begin(segment); i < pairs.ends[segment]; i++) {
                    segments[segment].add(high(pairs.hashes[i]), pairs.nodes[i]);
                }
            }
        });
    }

    void remove(long hash, Node node) {
        segment(hash).remove(high(hash), node);
    }

    /** Puts one entry in the place of another with the same slot and parent. */
    void replace(long hash, Node old, Node successor) {
        segment(hash).replace(high(hash), old, successor);
    }

    /**
     * Entries that may have the key.
     *
     * @param parentMark {@link #markOf} the only parent that matters, or {@link #ANY_PARENT}
     * @return null, a {@link Node}, an array of them in the order of their slots, or a {@link Index.Crowd}, in which they
     *     are whatever their parents
     */
    @Nullable
    Object get(long hash, int parentMark) {
        Table table = segment(hash).table;
        long high = high(hash);
        long[] marks = table.marks;
        int mask = marks.length - 1;
        Object found = null;
        for (int at = place(high, mask); ; at = (at + 1) & mask) {
            long mark = (long) MARK.getAcquire(marks, at);
            if (mark == EMPTY) {
                return found;
            }
            if ((mark & ~PARENT_MASK) != high || !concerns((int) mark & PARENT_MASK, parentMark)) {
                continue;
            }
            Object item = ITEM.getAcquire(table.items, at);
            if (item instanceof Index.Crowd) {
                return item;
            }
            if (item instanceof Node node) {
                // One that was met twice, having moved meanwhile, counts once.
                found = found == null ? node : Index.with(found, node);
            }
        }
    }

    /** Goes for the first place that {@link #get} looks at; the result means nothing. */
    long touch(long hash) {
        long[] marks = segment(hash).table.marks;
        return (long) MARK.getAcquire(marks, place(high(hash), marks.length - 1));
    }

    /** The first of what {@link #get} would find, not looked at; null where there is nothing. */
    @Nullable
    Object glance(long hash) {
        Table table = segment(hash).table;
        long high = high(hash);
        long[] marks = table.marks;
        int mask = marks.length - 1;
        for (int at = place(high, mask); ; at = (at + 1) & mask) {
            long mark = (long) MARK.getAcquire(marks, at);
            if (mark == EMPTY) {
                return null;
            }
            if ((mark & ~PARENT_MASK) == high) {
                return ITEM.getAcquire(table.items, at);
            }
        }
    }

    private static boolean concerns(int mark, int parentMark) {
        return parentMark == ANY_PARENT || mark == parentMark || mark == OF_CROWD;
    }

    /** Pairs of a key and an entry. */
    int size() {
        int size = 0;
        for (Segment segment : segments) {
            size += segment.size();
        }
        return size;
    }

    private Segment segment(long hash) {
        return segments[number(hash)];
    }

    private static int number(long hash) {
        return (int) (hash >>> (Long.SIZE - SEGMENT_BITS));
    }

    private static long high(long hash) {
        long high = hash & ~PARENT_MASK;
        return high == 0 ? 1 << PARENT_BITS : high;
    }

    private static int place(long high, int mask) {
        return (int) (high >>> PARENT_BITS) & mask;
    }

    /** Marks and what they stand for. */
    private static final class Table {
        private final long[] marks;
        private final @Nullable Object[] items;
        /** Places that are not empty. */
        private int taken;
        /** Places that hold something. */
        private int held;

        Table(int places) {
            marks = new long[places];
            items = new Object[places];
        }

        boolean isFull() {
            return taken * 8 >= marks.length * 5;
        }

        void set(int at, long mark, Object item) {
            if (marks[at] == EMPTY) {
                taken++;
            }
            held++;
            ITEM.setRelease(items, at, item);
            MARK.setRelease(marks, at, mark);
        }

        void giveUp(int at) {
            MARK.setRelease(marks, at, GIVEN_UP);
            ITEM.setRelease(items, at, null);
            held--;
            int mask = marks.length - 1;
            // Nobody steps over the last place of a way to go on.
            for (int last = at;
                    marks[(last + 1) & mask] == EMPTY && marks[last] == GIVEN_UP;
                    last = (last - 1) & mask) {
                MARK.setRelease(marks, last, EMPTY);
                taken--;
            }
        }

        int freePlace(long high) {
            int mask = marks.length - 1;
            int at = place(high, mask);
            while (marks[at] != EMPTY && marks[at] != GIVEN_UP) {
                at = (at + 1) & mask;
            }
            return at;
        }
    }

    /** A part of all hashes; its writers hold its monitor. */
    private static final class Segment {
        private volatile Table table = new Table(FEWEST_PLACES);

        synchronized void add(long high, Node node) {
            Table now = table;
            long[] marks = now.marks;
            int mask = marks.length - 1;
            int count = 0;
            int last = -1;
            for (int at = place(high, mask); marks[at] != EMPTY; at = (at + 1) & mask) {
                if ((marks[at] & ~PARENT_MASK) == high) {
                    if (now.items[at] instanceof Index.Crowd crowd) {
                        crowd.put(node);
                        return;
                    }
                    count++;
                    last = at;
                }
            }
            if (count >= Index.MOST_IN_ARRAY) {
                gather(now, high, last, node);
                return;
            }
            if (now.isFull()) {
                now = copy(now, 0);
                table = now;
            }
            now.set(now.freePlace(high), high | markOf(node.parent), node);
        }

        private static void gather(Table now, long high, int last, Node another) {
            Index.Crowd crowd = new Index.Crowd();
            int mask = now.marks.length - 1;
            for (int at = place(high, mask); now.marks[at] != EMPTY; at = (at + 1) & mask) {
                if ((now.marks[at] & ~PARENT_MASK) == high && now.items[at] instanceof Node node) {
                    crowd.put(node);
                }
            }
            crowd.put(another);
            ITEM.setRelease(now.items, last, crowd);
            MARK.setRelease(now.marks, last, high | OF_CROWD);
            for (int at = place(high, mask); at != last; at = (at + 1) & mask) {
                if ((now.marks[at] & ~PARENT_MASK) == high) {
                    now.giveUp(at);
                }
            }
        }

        synchronized void makeRoom(int more) {
            table = copy(table, more);
        }

        private static Table copy(Table full, int more) {
            int places = FEWEST_PLACES;
            while ((full.held + more) * 5L >= places * 2L) {
                places *= 2;
            }
            Table copy = new Table(places);
            for (int at = 0; at < full.marks.length; at++) {
                Object item = full.items[at];
                if (item != null) {
                    copy.set(copy.freePlace(full.marks[at] & ~PARENT_MASK), full.marks[at], item);
                }
            }
            return copy;
        }

        synchronized void remove(long high, Node node) {
            Table now = table;
            int mask = now.marks.length - 1;
            for (int at = place(high, mask); now.marks[at] != EMPTY; at = (at + 1) & mask) {
                if ((now.marks[at] & ~PARENT_MASK) != high) {
                    continue;
                }
                if (now.items[at] == node) {
                    now.giveUp(at);
                    return;
                }
                if (now.items[at] instanceof Index.Crowd crowd) {
                    crowd.remove(node);
                    if (crowd.size() == 0) {
                        now.giveUp(at);
                    }
                    return;
                }
            }
        }

        synchronized void replace(long high, Node old, Node successor) {
            Table now = table;
            int mask = now.marks.length - 1;
            for (int at = place(high, mask); now.marks[at] != EMPTY; at = (at + 1) & mask) {
                if ((now.marks[at] & ~PARENT_MASK) != high) {
                    continue;
                }
                if (now.items[at] == old) {
                    ITEM.setRelease(now.items, at, successor);
                    return;
                }
                if (now.items[at] instanceof Index.Crowd crowd) {
                    crowd.put(successor);
                    return;
                }
            }
        }

        synchronized int size() {
            int size = 0;
            for (Object item : table.items) {
                size += item instanceof Index.Crowd crowd ? crowd.size() : item == null ? 0 : 1;
            }
            return size;
        }
    }
}
