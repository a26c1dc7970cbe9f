package org.rollcall.directory.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Where a search looks, in the order of slots and piece by piece. Whichever way is taken, an entry that matches
 * throughout is met exactly once.
 */
sealed interface Candidates {
    Node[] NOBODY = {};

    /** What a step came to. */
    enum Step {
        FOUND,
        /** A step of work without a candidate. */
        NOTHING,
        END
    }

    Step step();

    /** The candidate, after {@link Step#FOUND}. */
    Node node();

    /** The entries of a posting as {@link Index#get} gave it. */
    static Candidates of(@Nullable Object posting, int after) {
        return switch (posting) {
            case null -> new Few(NOBODY, after);
            case Node node -> new Few(new Node[] {node}, after);
            case Node[] nodes -> new Few(nodes, after);
            default -> new Listed(((Index.Crowd) posting).after(after).iterator());
        };
    }

    /** A few entries known beforehand. */
    final class Few implements Candidates {
        private final Node[] nodes;
        private int next;

        Few(Node[] nodes, int after) {
            this.nodes = nodes;
            while (next < nodes.length && nodes[next].slot <= after) {
                next++;
            }
        }

        @Override
        public Step step() {
            return next++ < nodes.length ? Step.FOUND : Step.END;
        }

        @Override
        public Node node() {
            return nodes[next - 1];
        }
    }

    /** Many entries known beforehand. */
    final class Listed implements Candidates {
        private final Iterator<Node> nodes;
        private @Nullable Node current;

        Listed(Iterator<Node> nodes) {
            this.nodes = nodes;
        }

        @Override
        public Step step() {
            if (!nodes.hasNext()) {
                return Step.END;
            }
            current = nodes.next();
            return Step.FOUND;
        }

        @Override
        public Node node() {
            return found(current);
        }
    }

    /** Every slot. What comes into a slot behind the end as it is now did not match throughout. */
    final class Scan implements Candidates {
        private final Slots slots;
        private final int limit;
        private int next;
        private @Nullable Node current;

        Scan(Slots slots, int after) {
            this.slots = slots;
            this.limit = slots.limit();
            this.next = after + 1;
        }

        @Override
        public Step step() {
            if (next >= limit) {
                return Step.END;
            }
            current = slots.get(next++);
            return current == null ? Step.NOTHING : Step.FOUND;
        }

        @Override
        public Node node() {
            return found(current);
        }
    }

    /**
     * Entries with a key that begins so. First they are gathered and sorted; where they turn out to be too many, or an
     * entry changed its keys meanwhile and may have been missed, every slot is looked at instead.
     */
    final class Prefixed implements Candidates {
        private static final int MOST_GATHERED = 1 << 16;
        private static final int MOST_HELD = 256;
        private static final int KEYS_IN_A_STEP = 16;
        private static final int SLOT_SHIFT = 32;

        private final Slots slots;
        private final Index index;
        private final int after;
        private final int movesBefore;
        private final OrderedIndex.Walk<Object> postings;
        private Iterator<Node> crowd = Collections.emptyIterator();

        /** Of each a slot, and its place in the order of gathering. */
        private long[] gathered = new long[16];

        /** The first ones themselves, so that their slots need not be read again. */
        private Node[] held = new Node[16];

        private int count;
        private int next = -1;
        private @Nullable Scan instead;
        private @Nullable Node current;

        Prefixed(Slots slots, Index index, String prefix, int after) {
            this.slots = slots;
            this.index = index;
            this.after = after;
            this.movesBefore = index.moves();
            this.postings = index.startingWith(prefix);
        }

        @Override
        public Step step() {
            if (instead != null) {
                return instead.step();
            }
            if (next < 0) {
                gather();
                return Step.NOTHING;
            }
            if (next == count) {
                return Step.END;
            }
            current = node(gathered[next++]);
            return current == null ? Step.NOTHING : Step.FOUND;
        }

        @Override
        public Node node() {
            return instead != null ? instead.node() : found(current);
        }

        // Where one that is held has ended, another may have taken its place.
        private @Nullable Node node(long place) {
            int order = (int) place;
            if (order < held.length) {
                Node node = held[order];
                if (!Lease.isEnded(node.lease())) {
                    return node;
                }
            }
            return slots.get((int) (place >>> SLOT_SHIFT));
        }

        private void gather() {
            for (int i = 0; i < KEYS_IN_A_STEP && instead == null; i++) {
                if (crowd.hasNext()) {
                    gather(crowd.next());
                    continue;
                }
                switch (postings.next()) {
                    case null -> {
                        finish();
                        return;
                    }
                    case Node node -> gather(node);
                    case Node[] nodes -> {
                        for (Node node : nodes) {
                            gather(node);
                        }
                    }
                    case Index.Crowd nodes -> crowd = nodes.after(after).iterator();
                    default -> throw new IllegalStateException();
                }
            }
        }

        private void gather(Node node) {
            if (node.slot <= after || instead != null) {
                return;
            }
            if (count == MOST_GATHERED) {
                instead = new Scan(slots, after);
                return;
            }
            if (count == gathered.length) {
                gathered = Arrays.copyOf(gathered, count * 2);
            }
            if (count == held.length && count < MOST_HELD) {
                held = Arrays.copyOf(held, count * 2);
            }
            if (count < held.length) {
                held[count] = node;
            }
            gathered[count] = ((long) node.slot << SLOT_SHIFT) | count;
            count++;
        }

        private void finish() {
            if (index.moves() != movesBefore) {
                instead = new Scan(slots, after);
                return;
            }
            Arrays.sort(gathered, 0, count);
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || gathered[i] >>> SLOT_SHIFT != gathered[i - 1] >>> SLOT_SHIFT) {
                    gathered[distinct++] = gathered[i];
                }
            }
            count = distinct;
            next = 0;
        }
    }

    private static Node found(@Nullable Node current) {
        if (current == null) {
            throw new NoSuchElementException();
        }
        return current;
    }
}
