package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.rollcall.directory.Owner;

/** Whatever threads do to a lease, the table of slots and the postings at once looks as if done one after another. */
@Isolated
class LinearizabilityTest {
    static Node node(int slot, long lease) {
        return node(slot, lease, null);
    }

    static Node node(int slot, long lease, @Nullable Node parent) {
        Accounts.Account account = new Accounts().open(Owner.SERVER, 0);
        Node node = new Node(new byte[16], lease, account, parent, 0, 0, 0, 0);
        node.slot = slot;
        return node;
    }

    /** A lease of one tick under a clock that anybody may move on. */
    public static class LeaseWord {
        private final AtomicInteger clock = new AtomicInteger();
        private final Node node = node(0, Lease.until(1, false));

        @Operation
        public void tick() {
            clock.incrementAndGet();
        }

        @Operation
        public boolean isAlive() {
            return node.isAlive(clock.get());
        }

        @Operation
        public boolean renew() {
            int now = clock.get();
            return node.renew(Lease.until(now + 2, false), now) != Node.GONE;
        }

        @Operation
        public void end() {
            node.end();
        }
    }

    /** Four slots of the table, and the end of it. */
    @Param(name = "slot", gen = IntGen.class, conf = "0:3")
    public static class Table {
        private final Slots slots = new Slots();
        private final Node[] nodes = {node(0, Lease.STATIC), node(1, Lease.STATIC), node(2, Lease.STATIC), node(3, 0)};

        public Table() {
            for (int i = 0; i < 4; i++) {
                slots.allocate();
            }
        }

        @Operation
        public void set(@Param(name = "slot") int slot) {
            slots.set(slot, nodes[slot]);
        }

        @Operation
        public void clear(@Param(name = "slot") int slot) {
            slots.set(slot, null);
        }

        @Operation
        public boolean isSet(@Param(name = "slot") int slot) {
            return slots.get(slot) != null;
        }

        @Operation
        public int allocate() {
            return slots.allocate();
        }

        @Operation
        public int limit() {
            return slots.limit();
        }
    }

    /** The posting of one key as entries come and go. */
    public static class Postings {
        private final Index index = new Index(7);
        private final Node a = node(1, Lease.STATIC);
        private final Node b = node(2, Lease.STATIC);
        private boolean hasA;
        private boolean hasB;

        @Operation(nonParallelGroup = "a")
        public void changeA() {
            if (hasA) {
                index.remove("cn=x", true, a);
            } else {
                index.add("cn=x", true, a);
            }
            hasA = !hasA;
        }

        @Operation(nonParallelGroup = "b")
        public void changeB() {
            if (hasB) {
                index.remove("cn=x", true, b);
            } else {
                index.add("cn=x", true, b);
            }
            hasB = !hasB;
        }

        @Operation
        public List<Integer> slots() {
            List<Integer> slots = new ArrayList<>();
            Object posting = index.get("cn=x");
            if (posting != null) {
                Invariants.nodes(posting).forEach(node -> slots.add(node.slot));
            }
            return slots;
        }
    }

    /** A posting on the border between array and crowd. */
    public static class CrowdedPostings {
        private final Index index = new Index(7);
        private final Node a = node(100, Lease.STATIC);
        private final Node b = node(101, Lease.STATIC);
        private boolean hasA;
        private boolean hasB;

        public CrowdedPostings() {
            for (int i = 0; i < 16; i++) {
                index.add("cn=x", true, node(i, Lease.STATIC));
            }
        }

        @Operation(nonParallelGroup = "a")
        public void changeA() {
            if (hasA) {
                index.remove("cn=x", true, a);
            } else {
                index.add("cn=x", true, a);
            }
            hasA = !hasA;
        }

        @Operation(nonParallelGroup = "b")
        public void changeB() {
            if (hasB) {
                index.remove("cn=x", true, b);
            } else {
                index.add("cn=x", true, b);
            }
            hasB = !hasB;
        }

        @Operation
        public boolean holdsA() {
            return switch (index.get("cn=x")) {
                case Node[] few -> Arrays.asList(few).contains(a);
                case Index.Crowd crowd -> crowd.after(-1).contains(a);
                case null, default -> false;
            };
        }
    }

    @Test
    void aLeaseEndsOnceAndForAll() {
        new ModelCheckingOptions()
                .iterations(40)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(LeaseWord.class);
    }

    @Test
    void slotsAreTakenOnceAndReadWithoutLocks() {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(Table.class);
    }

    @Test
    void aPostingIsReadAsAWhole() {
        new StressOptions()
                .iterations(6)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(Postings.class);
    }

    @Test
    void nobodyIsLostWhenAPostingBecomesACrowd() {
        new StressOptions()
                .iterations(6)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(CrowdedPostings.class);
    }
}
