package org.rollcall.directory.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * From a key to the entries that have it, in the order of their slots. A key is an attribute's name, {@code =} and a
 * value in normal form; an RDN in normal form is one too. Most keys have one entry, so a posting is the entry itself,
 * a small array, or a {@link Crowd}. Keys of attributes that people are looked up by also stand in order, for
 * prefixes, with the same postings.
 *
 * <p>Reads take no lock. A key's posting changes under its bin's lock; its ordered twin changes within that.
 */
final class Index {
    private static final int MOST_IN_ARRAY = 16;
    private static final int FEWEST_IN_CROWD = 8;

    private final ConcurrentHashMap<String, Object> postings = new ConcurrentHashMap<>();
    private final OrderedIndex<Object> ordered = new OrderedIndex<>();
    private final AtomicInteger moves = new AtomicInteger();

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

        private void put(Node node) {
            if (bySlot.put(node.slot, node) == null) {
                int grown = size + 1;
                size = grown;
            }
        }

        private void remove(Node node) {
            if (bySlot.remove(node.slot, node)) {
                int shrunk = size - 1;
                size = shrunk;
            }
        }
    }

    /** Adds the entry under the key, which it does not have yet. */
    void add(String key, boolean alsoOrdered, Node node) {
        postings.compute(key, (k, posting) -> {
            Object more = posting == null ? node : plus(posting, node);
            if (alsoOrdered) {
                ordered.put(k, more);
            }
            return more;
        });
    }

    /** Takes the entry away from the key. */
    void remove(String key, boolean alsoOrdered, Node node) {
        postings.computeIfPresent(key, (k, posting) -> {
            Object left = minus(posting, node);
            if (alsoOrdered) {
                if (left == null) {
                    ordered.remove(k);
                } else {
                    ordered.replace(k, left);
                }
            }
            return left;
        });
    }

    /** Puts one entry in the place of another with the same slot. */
    void replace(String key, Node old, Node successor) {
        postings.computeIfPresent(key, (k, posting) -> {
            Object replaced = replaced(posting, old, successor);
            ordered.replace(k, replaced);
            return replaced;
        });
    }

    /** Null, a {@link Node}, an array of them in the order of their slots, or a {@link Crowd}. */
    @Nullable
    Object get(String key) {
        return postings.get(key);
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

    int size() {
        return postings.size();
    }

    int orderedSize() {
        return ordered.size();
    }

    void forEach(BiConsumer<String, Object> reader) {
        postings.forEach(reader);
    }

    boolean isOrdered(String key) {
        return ordered.contains(key);
    }

    private static Object plus(Object posting, Node node) {
        return switch (posting) {
            case Node only -> only.slot < node.slot ? new Node[] {only, node} : new Node[] {node, only};
            case Node[] nodes -> {
                if (nodes.length == MOST_IN_ARRAY) {
                    Crowd crowd = new Crowd();
                    for (Node each : nodes) {
                        crowd.put(each);
                    }
                    crowd.put(node);
                    yield crowd;
                }
                Node[] more = Arrays.copyOf(nodes, nodes.length + 1);
                int at = nodes.length;
                while (at > 0 && more[at - 1].slot > node.slot) {
                    more[at] = more[at - 1];
                    at--;
                }
                more[at] = node;
                yield more;
            }
            case Crowd crowd -> {
                crowd.put(node);
                yield crowd;
            }
            default -> throw new IllegalStateException();
        };
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
