package org.rollcall.directory.engine;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentNavigableMap;
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
     * Entries with a key that begins so. First their slots are gathered and sorted; where they turn out to be too many,
     * or an entry changed its keys meanwhile and may have been missed, every slot is looked at instead.
     */
    final class Prefixed implements Candidates {
        private static final int MOST_GATHERED = 1 << 16;

        private final Slots slots;
        private final Index index;
        private final String prefix;
        private final int after;
        private final int movesBefore;
        private final Iterator<String> keys;
        private Iterator<Node> crowd = Arrays.<Node>asList().iterator();
        private int[] gathered = new int[16];
        private int count;
        private int next = -1;
        private @Nullable Scan instead;
        private @Nullable Node current;

        Prefixed(Slots slots, Index index, String prefix, int after) {
            this.slots = slots;
            this.index = index;
            this.prefix = prefix;
            this.after = after;
            this.movesBefore = index.moves();
            ConcurrentNavigableMap<String, Boolean> from = index.from(prefix);
            this.keys = from.keySet().iterator();
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
            current = slots.get(gathered[next++]);
            return current == null ? Step.NOTHING : Step.FOUND;
        }

        @Override
        public Node node() {
            return instead != null ? instead.node() : found(current);
        }

        private void gather() {
            if (crowd.hasNext()) {
                gather(crowd.next());
                return;
            }
            String key = keys.hasNext() ? keys.next() : null;
            if (key == null || !key.startsWith(prefix)) {
                finish();
                return;
            }
            switch (index.get(key)) {
                case null -> {}
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
            gathered[count++] = node.slot;
        }

        private void finish() {
            if (index.moves() != movesBefore) {
                instead = new Scan(slots, after);
                return;
            }
            Arrays.sort(gathered, 0, count);
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || gathered[i] != gathered[i - 1]) {
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
