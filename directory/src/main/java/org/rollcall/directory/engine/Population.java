package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Census;
import org.rollcall.directory.Change;
import org.rollcall.directory.engine.Accounts.Account;

/**
 * All entries, and everything that must agree with them: index, branches, kin, wheel, counts, the feed. Its steps change
 * one entry each and are called by whoever has the entry's name reserved; readers look at any time and check what they
 * find.
 */
final class Population {
    private final Names names;
    private final Clocks clocks;
    private final Slots slots = new Slots();
    private final Index index;
    private final LeaseWheel wheel = new LeaseWheel();
    private final Accounts accounts;
    private final Feed feed;
    private final LongAdder[] census = {new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder()};
    private final LongAdder expired = new LongAdder();
    private final ConcurrentHashMap<String, Node> implicit = new ConcurrentHashMap<>();

    /** @param seed for the index, unknown to clients */
    Population(Names names, Clocks clocks, Accounts accounts, Feed feed, long seed) {
        this.index = new Index(seed);
        this.names = names;
        this.clocks = clocks;
        this.accounts = accounts;
        this.feed = feed;
    }

    Slots slots() {
        return slots;
    }

    Index index() {
        return index;
    }

    LeaseWheel wheel() {
        return wheel;
    }

    Accounts accounts() {
        return accounts;
    }

    Census census() {
        return new Census(
                census[Wire.PERSON].sum(),
                census[Wire.APPLICATION].sum(),
                census[Wire.CONFERENCE].sum(),
                census[Wire.OTHER].sum());
    }

    /** Entries taken out because their leases were over. */
    long expired() {
        return expired.sum();
    }

    /** The entry of this name, preferably a living one; null where there is none at all. */
    @Nullable
    Node find(String normal) {
        Object posting = index.get(Names.rdn(normal));
        return switch (posting) {
            case null -> null;
            case Node node -> isNamed(node, normal) ? node : null;
            case Node[] nodes -> {
                Node found = null;
                for (Node node : nodes) {
                    if (isNamed(node, normal)) {
                        found = better(found, node);
                    }
                }
                yield found;
            }
            default -> {
                Node found = null;
                for (Node node : ((Index.Crowd) posting).after(-1)) {
                    if (isNamed(node, normal)) {
                        found = better(found, node);
                    }
                }
                yield found;
            }
        };
    }

    // Two of a name are there only for a moment: one that has ended, and its successor.
    private Node better(@Nullable Node found, Node node) {
        return found != null && found.isAlive(clocks.nowNanos()) ? found : node;
    }

    private boolean isNamed(Node node, String normal) {
        Branch own = node.branch;
        if (own != null) {
            return own.normalName().equals(normal);
        }
        Branch above = node.parent == null ? null : node.parent.branch;
        int rdnEnd = Names.rdnEnd(normal);
        return above != null
                && rdnEnd < normal.length()
                && normal.length() - rdnEnd - 1 == above.normalName().length()
                && normal.endsWith(above.normalName())
                && names.hasRdn(node.wire, normal);
    }

    /** The nearest living entry above this name that is like that; null where there is none. */
    @Nullable
    Node nearestAbove(String normal, Predicate<Node> like) {
        for (String above = Names.parent(normal); !above.isEmpty(); above = Names.parent(above)) {
            Node node = find(above);
            if (node != null && node.isAlive(clocks.nowNanos()) && like.test(node)) {
                return node;
            }
        }
        return null;
    }

    /** Makes an entry visible. Its parent's branch expects it; its account has counted it. */
    void insert(Node node) {
        node.slot = slots.allocate();
        linkKin(node);
        place(node);
        names.keysOf(node.wire, key -> index.add(key, names.isOrdered(key), node));
        settle(node);
    }

    /**
     * As {@link #insert}, but that it is found once {@code keys} are added to the index.
     *
     * @param kin those that were inserted so and have the same RDN
     */
    void insertUnfound(Node node, List<Node> kin, Index.Gathered keys) {
        node.slot = slots.allocate();
        int kind = Wire.kind(node.wire);
        if (kind == Wire.PERSON || kind == Wire.APPLICATION) {
            for (int i = 0; i < kin.size(); i++) {
                if (isKin(node, kin.get(i), kind)) {
                    link(node, kin.get(i));
                }
            }
        }
        place(node);
        names.keysOf(node.wire, key -> keys.add(key, names.isOrdered(key), node));
        settle(node);
    }

    // What every new entry needs beside its kin and its keys.
    private void settle(Node node) {
        Node parent = node.parent;
        if (parent != null && parent.branch != null) {
            parent.branch.put(node);
        }
        census[Wire.kind(node.wire)].increment();
        publish(Change.Kind.ADDED, node, node.wire, false);
        tellKin(node, false);
    }

    /** Puts an entry in the place of another of the same name, so that readers find one of the two at any time. */
    void supersede(Node old, Node successor) {
        boolean wasConcealed = Visibility.isConcealed(old, clocks.nowNanos());
        successor.slot = old.slot;
        List<String> before = keysOf(old.wire);
        List<String> after = keysOf(successor.wire);
        unlinkKin(old);
        linkKin(successor);
        slots.set(successor.slot, successor);
        for (String key : after) {
            if (before.contains(key)) {
                index.replace(key, old, successor);
            } else {
                index.add(key, names.isOrdered(key), successor);
            }
        }
        old.end();
        for (String key : before) {
            if (!after.contains(key)) {
                index.remove(key, names.isOrdered(key), old);
            }
        }
        schedule(successor);
        Node parent = successor.parent;
        if (parent != null && parent.branch != null) {
            parent.branch.replace(successor);
        }
        accounts.close(old.account());
        census[Wire.kind(old.wire)].decrement();
        census[Wire.kind(successor.wire)].increment();
        feed.publish(Change.Kind.REMOVED, old, old.wire, wasConcealed, wasConcealed);
        publish(Change.Kind.ADDED, successor, successor.wire, false);
        tellKin(successor, wasConcealed);
    }

    /** Takes an entry out. */
    void remove(Node node, Change.Kind kind) {
        if (kind == Change.Kind.EXPIRED) {
            expired.increment();
        }
        boolean wasConcealed = Visibility.isConcealed(node, clocks.nowNanos());
        node.end();
        slots.set(node.slot, null);
        names.keysOf(node.wire, key -> index.remove(key, names.isOrdered(key), node));
        wheel.cancel(node.slot);
        accounts.close(node.account());
        census[Wire.kind(node.wire)].decrement();
        Node[] kin = node.kin();
        unlinkKin(node);
        hastenChildren(node);
        feed.publish(kind, node, node.wire, wasConcealed, wasConcealed);
        tell(node, kin, wasConcealed, false);
        leaveParent(node);
        slots.release(node.slot);
    }

    /** Gives an entry new contents, which it has since then. */
    void rewrite(Node node, byte[] wire, int modifiedSeconds) {
        long now = clocks.nowNanos();
        boolean wasConcealed = Visibility.isConcealed(node, now);
        byte[] replaced = node.wire;
        List<String> before = keysOf(replaced);
        List<String> after = keysOf(wire);
        for (String key : after) {
            if (!before.contains(key)) {
                index.add(key, names.isOrdered(key), node);
            }
        }
        node.rewrite(wire);
        node.modifiedSeconds = modifiedSeconds;
        // Between the two: who finds the entry under none of its keys must hear of it in time.
        if (!before.equals(after)) {
            index.noteMove();
        }
        for (String key : before) {
            if (!after.contains(key)) {
                index.remove(key, names.isOrdered(key), node);
            }
        }
        publish(Change.Kind.MODIFIED, node, replaced, wasConcealed);
        tellKin(node, wasConcealed);
    }

    /** Gives an entry a new owner, whose account has counted it. */
    void adopt(Node node, Account newOwner) {
        boolean isConcealed = Wire.isConcealed(node.wire);
        Node[] kin = node.kin();
        unlinkKin(node);
        accounts.close(node.account());
        node.account(newOwner);
        linkKin(node);
        tell(node, kin, isConcealed, false);
        tell(node, node.kin(), false, isConcealed);
    }

    /** To be called after a lease became shorter, or a longer one was granted for the first time. */
    void schedule(Node node) {
        long lease = node.lease();
        if (!Lease.isStatic(lease)) {
            wheel.schedule(node.slot, Lease.endNanos(lease));
        }
    }

    void renewed(Node node, long leaseBefore) {
        if (Lease.endNanos(node.lease()) < Lease.endNanos(leaseBefore)) {
            schedule(node);
        }
        feed.renewed(node);
    }

    /**
     * The implicit entry of this name, made if there is none; it expects an entry beneath.
     *
     * @param make makes the node, whose branch is implicit; null where it can't
     */
    @Nullable
    Node joinImplicit(String normal, Supplier<@Nullable Node> make) {
        return implicit.compute(normal, (key, existing) -> {
            if (existing != null && existing.branch != null && existing.branch.join()) {
                return existing;
            }
            Node made = make.get();
            if (made == null) {
                return null;
            }
            if (made.branch == null || !made.branch.join()) {
                throw new IllegalStateException("an implicit entry has an open branch");
            }
            insert(made);
            return made;
        });
    }

    /** An announced entry will not come. */
    void leave(Node parent) {
        Branch branch = parent.branch;
        if (branch != null) {
            leave(parent, branch, branch::leave);
        }
    }

    // What comes after an implicit entry's end waits for it, so that one is published before the other.
    private void leave(Node parent, Branch branch, BooleanSupplier step) {
        if (branch.nature() != Branch.Nature.IMPLICIT) {
            var ignored = step.getAsBoolean();
            return;
        }
        implicit.computeIfPresent(branch.normalName(), (key, container) -> {
            if (step.getAsBoolean()) {
                remove(parent, Change.Kind.REMOVED);
                return null;
            }
            return container;
        });
    }

    /** Gives every slot, key and count to a test that compares them. */
    void forEach(Consumer<Node> reader) {
        for (int slot = 0; slot < slots.limit(); slot++) {
            Node node = slots.get(slot);
            if (node != null) {
                reader.accept(node);
            }
        }
    }

    private void place(Node node) {
        slots.set(node.slot, node);
        schedule(node);
    }

    private void leaveParent(Node node) {
        Node parent = node.parent;
        Branch branch = parent == null ? null : parent.branch;
        if (parent != null && branch != null) {
            leave(parent, branch, () -> branch.remove(node));
        }
    }

    // What stands beneath has ended with it; the sweeper need not wait for its own end.
    private void hastenChildren(Node node) {
        Branch branch = node.branch;
        if (branch != null && branch.size() > 0) {
            Collection<Node> children = branch.after(-1);
            if (children != null) {
                children.forEach(child -> wheel.schedule(child.slot, 0));
            }
        }
    }

    private List<String> keysOf(byte[] wire) {
        List<String> keys = new ArrayList<>(4);
        names.keysOf(wire, keys::add);
        return keys;
    }

    private void publish(Change.Kind kind, Node node, byte[] before, boolean wasConcealed) {
        feed.publish(kind, node, before, wasConcealed, Visibility.isConcealed(node, clocks.nowNanos()));
    }

    // A person that hides, or shows itself again, takes its applications along.
    private void tellKin(Node node, boolean wasConcealed) {
        tell(node, node.kin(), wasConcealed, Wire.isConcealed(node.wire));
    }

    private void tell(Node node, Node[] kin, boolean wasConcealed, boolean isConcealed) {
        if (Wire.kind(node.wire) == Wire.PERSON && isConcealed != wasConcealed) {
            for (Node application : kin) {
                feed.publishVisibility(application, wasConcealed, isConcealed);
            }
        }
    }

    // A person and an application are kin where they have the same owner and the same cn in their RDN.
    private void linkKin(Node node) {
        forEachKin(node, other -> link(node, other));
    }

    private static void link(Node node, Node other) {
        node.addKin(other);
        other.addKin(node);
    }

    private void unlinkKin(Node node) {
        for (Node other : node.kin()) {
            other.removeKin(node);
            node.removeKin(other);
        }
    }

    private void forEachKin(Node node, Consumer<Node> action) {
        int kind = Wire.kind(node.wire);
        if (kind != Wire.PERSON && kind != Wire.APPLICATION) {
            return;
        }
        String rdn = names.rdn(node.wire);
        Object posting = index.get(rdn);
        switch (posting) {
            case null -> {}
            case Node one -> linkIfKin(node, one, kind, rdn, action);
            case Node[] several -> {
                for (Node other : several) {
                    linkIfKin(node, other, kind, rdn, action);
                }
            }
            default -> {
                for (Node other : ((Index.Crowd) posting).after(-1)) {
                    linkIfKin(node, other, kind, rdn, action);
                }
            }
        }
    }

    private void linkIfKin(Node node, Node other, int kind, String rdn, Consumer<Node> action) {
        if (isKin(node, other, kind) && names.hasRdn(other.wire, rdn)) {
            action.accept(other);
        }
    }

    /** Whether two whose RDNs are the same are a person and an application of its. */
    private static boolean isKin(Node node, Node other, int kind) {
        int otherKind = kind == Wire.PERSON ? Wire.APPLICATION : Wire.PERSON;
        return other != node && Wire.kind(other.wire) == otherKind && other.account() == node.account();
    }
}
