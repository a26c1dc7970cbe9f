package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * From a key to the entries that have it, in the order of their slots. A key is an attribute's name, {@code =} and a
 * value in normal form; an RDN in normal form is one too. All keys stand in {@link Postings}, which does without the keys
 * themselves; those of attributes that people are looked up by also stand in order, for prefixes. Most keys have one
 * entry, so a posting is the entry itself, a small array, or a {@link Crowd}.
 *
 * <p>Reads take no lock. What they give has to be held against what was asked for.
 */
final class Index {
    /** More under one key, or one hash, become a crowd. */
    static final int MOST_IN_ARRAY = 16;

    private static final int FEWEST_IN_CROWD = 8;

    private final Postings exact;
    private final OrderedIndex<Object> ordered = new OrderedIndex<>();
    private final AtomicInteger moves = new AtomicInteger();

    /** @param seed for hashes, unknown to clients */
    Index(long seed) {
        exact = new Postings(seed);
    }

    /** A posting of many entries: a mail address that everybody gives. */
    static final class Crowd {
        private final ConcurrentSkipListMap<Integer, Node> bySlot = new ConcurrentSkipListMap<>();
        private volatile int size;

        /** Those behind this slot, in order; may change while it is read. */
        Collection<Node> after(int slot) {
            return bySlot.tailMap(slot, false).values();
        }

        int size() {
            return size;
        }

        void put(Node node) {
            if (bySlot.put(node.slot, node) == null) {
                int grown = size + 1;
                size = grown;
            }
        }

        void remove(Node node) {
            if (bySlot.remove(node.slot, node)) {
                int shrunk = size - 1;
                size = shrunk;
            }
        }
    }

    /** Adds the entry under the key, which it does not have yet. */
    void add(String key, boolean alsoOrdered, Node node) {
        exact.add(hash(key), node);
        if (alsoOrdered) {
            ordered.compute(key, posting -> posting == null ? node : plus(posting, node));
        }
    }

    /** Keys of many entries, to be added together. */
    final class Gathered {
        private final Postings.Pairs exactly = new Postings.Pairs();
        private final List<Ordered> inOrder = new ArrayList<>();

        void add(String key, boolean alsoOrdered, Node node) {
            exactly.add(hash(key), node);
            if (alsoOrdered) {
                inOrder.add(new Ordered(OrderedIndex.bytes(key), node));
            }
        }

        /** There are no more: brings them into the order that saves work later. */
        void finish() {
            exactly.sort();
            inOrder.sort(null);
        }
    }

    /**
     * Makes entries be found by what they have exactly; for prefixes {@link #fillOrder} has to follow, or may be done at
     * the same time.
     *
     * @param some finished
     */
    void addAll(List<Gathered> some) {
        exact.addAll(some.stream().map(each -> each.exactly).toList());
    }

    /**
     * Puts in order what was gathered. Nobody else writes in order meanwhile.
     *
     * @param all finished
     */
    void fillOrder(List<Gathered> all) {
        List<Ordered> pairs = new ArrayList<>();
        all.forEach(each -> pairs.addAll(each.inOrder));
        ordered.forEach((key, posting) -> nodes(posting).forEach(node -> pairs.add(new Ordered(key, node))));
        Ordered[] sorted = pairs.toArray(new Ordered[0]);
        Arrays.parallelSort(sorted);
        List<byte[]> keys = new ArrayList<>(sorted.length);
        List<Object> postings = new ArrayList<>(sorted.length);
        for (Ordered pair : sorted) {
            int last = keys.size() - 1;
            if (last >= 0 && Arrays.equals(keys.get(last), pair.key())) {
                postings.set(last, plus(postings.get(last), pair.node()));
            } else {
                keys.add(pair.key());
                postings.add(pair.node());
            }
        }
        ordered.fill(keys, postings);
    }

    /** A key that stands in order, and an entry that has it. */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Ordered(byte[] key, Node node) implements Comparable<Ordered> {
        @Override
        public int compareTo(Ordered other) {
            return Arrays.compareUnsigned(key, other.key);
        }
    }

    /** Takes the entry away from the key. */
    void remove(String key, boolean alsoOrdered, Node node) {
        exact.remove(hash(key), node);
        if (alsoOrdered) {
            ordered.compute(key, posting -> posting == null ? null : minus(posting, node));
        }
    }

    /** Puts one entry in the place of another with the same slot and parent. */
    void replace(String key, Node old, Node successor) {
        exact.replace(hash(key), old, successor);
        ordered.compute(key, posting -> posting == null ? null : replaced(posting, old, successor));
    }

    /** Of those who may have the key null, a {@link Node}, an array in the order of slots, or a {@link Crowd}. */
    @Nullable
    Object get(String key) {
        return exact.get(hash(key), Postings.ANY_PARENT);
    }

    /**
     * As {@link #get(String)}, for a key of octets.
     *
     * @param prefixHash {@link #prefixHash} of what comes before the value
     * @param parentMark {@link Postings#markOf} the only parent that matters, or {@link Postings#ANY_PARENT}
     */
    @Nullable
    Object get(long prefixHash, byte[] value, int length, int parentMark) {
        return exact.get(hash(prefixHash, value, length), parentMark);
    }

    /** The hash under which {@link #get(long, byte[], int, int)} looks. */
    long hash(long prefixHash, byte[] value, int length) {
        return exact.hash(prefixHash, value, 0, length);
    }

    /** Goes for the place where a hash stands; the result means nothing. */
    long touch(long hash) {
        return exact.touch(hash);
    }

    /** A posting of this hash, not looked at; null where there is none. */
    @Nullable
    Object glance(long hash) {
        return exact.glance(hash);
    }

    /** The hash of the first part of a key, the equals sign included. */
    long prefixHash(String prefix) {
        byte[] octets = prefix.getBytes(StandardCharsets.UTF_8);
        return exact.hash(0, octets, 0, octets.length);
    }

    private long hash(String key) {
        byte[] octets = key.getBytes(StandardCharsets.UTF_8);
        int value = key.indexOf('=') + 1;
        return exact.hash(exact.hash(0, octets, 0, value), octets, value, octets.length);
    }

    /** The postings of the keys that begin so. */
    OrderedIndex.Walk<Object> startingWith(String prefix) {
        return ordered.walk(prefix);
    }

    /** An entry has other keys than before: who walked the order meanwhile may have missed it. */
    void noteMove() {
        moves.incrementAndGet();
    }

    /** Counts the calls of {@link #noteMove}. */
    int moves() {
        return moves.get();
    }

    /** Pairs of a key and an entry. */
    int size() {
        return exact.size();
    }

    boolean isOrdered(String key) {
        return ordered.contains(key);
    }

    private static Collection<Node> nodes(Object posting) {
        return switch (posting) {
            case Node node -> List.of(node);
            case Node[] several -> List.of(several);
            default -> ((Crowd) posting).after(-1);
        };
    }

    private static Object plus(Object posting, Node node) {
        if (posting instanceof Crowd crowd) {
            crowd.put(node);
            return crowd;
        }
        if (posting instanceof Node[] nodes && nodes.length == MOST_IN_ARRAY) {
            Crowd crowd = new Crowd();
            for (Node each : nodes) {
                crowd.put(each);
            }
            crowd.put(node);
            return crowd;
        }
        return with(posting, node);
    }

    /** One more beside one, or beside several, in the order of slots; nothing new where it is among them. */
    static Object with(Object oneOrSeveral, Node node) {
        Node[] nodes = oneOrSeveral instanceof Node one ? new Node[] {one} : (Node[]) oneOrSeveral;
        int at = nodes.length;
        for (int i = nodes.length - 1; i >= 0; i--) {
            if (nodes[i] == node) {
                return oneOrSeveral;
            }
            at = nodes[i].slot > node.slot ? i : at;
        }
        Node[] more = new Node[nodes.length + 1];
        System.arraycopy(nodes, 0, more, 0, at);
        more[at] = node;
        System.arraycopy(nodes, at, more, at + 1, nodes.length - at);
        return more;
    }

    private static Object replaced(Object posting, Node old, Node successor) {
        return switch (posting) {
            case Node node -> node == old ? successor : node;
            case Node[] nodes -> {
                Node[] replaced = nodes.clone();
                for (int i = 0; i < replaced.length; i++) {
                    if (replaced[i] == old) {
                        replaced[i] = successor;
                    }
                }
                yield replaced;
            }
            case Crowd crowd -> {
                crowd.put(successor);
                yield crowd;
            }
            default -> throw new IllegalStateException();
        };
    }

    private static @Nullable Object minus(Object posting, Node node) {
        return switch (posting) {
            case Node only -> only == node ? null : only;
            case Node[] nodes -> {
                int at = 0;
                while (at < nodes.length && nodes[at] != node) {
                    at++;
                }
                if (at == nodes.length) {
                    yield nodes;
                }
                if (nodes.length == 2) {
                    yield nodes[1 - at];
                }
                Node[] fewer = new Node[nodes.length - 1];
                System.arraycopy(nodes, 0, fewer, 0, at);
                System.arraycopy(nodes, at + 1, fewer, at, fewer.length - at);
                yield fewer;
            }
            case Crowd crowd -> {
                crowd.remove(node);
                yield crowd.size() < FEWEST_IN_CROWD ? crowd.bySlot.values().toArray(new Node[0]) : crowd;
            }
            default -> throw new IllegalStateException();
        };
    }
}
