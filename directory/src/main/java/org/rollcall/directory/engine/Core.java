package org.rollcall.directory.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Change;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

/** The parts of the engine, put together; what views and transactions share. */
final class Core {
    private final EngineSettings settings;
    private final RandomGenerator random;
    private final Sight sight;
    private final Access access;
    private final Composer composer;
    private final Accounts accounts = new Accounts();
    private final Feed feed;
    private final Population population;
    private final Tree tree;
    private final Writers writers;
    private final StoredEntries stored;
    private final Renewals renewals = new Renewals();

    Core(EngineSettings settings, Schema schema, Clocks clocks, RandomGenerator random, Store store, Tree.Plan plan) {
        this.settings = settings;
        this.random = random;
        Names names = new Names(schema);
        KnownTypes known = KnownTypes.of(schema);
        Leases leases = new Leases(settings);
        Guards guards = new Guards(known.securityDescriptor().id());
        this.sight = new Sight(names, known, leases, clocks, guards, new Computed(schema, known, Tree.SUBSCHEMA));
        Descriptors descriptors = new Descriptors(known, guards);
        this.composer = new Composer(schema, names, known, descriptors, settings.maxEntryBytes());
        this.feed = new Feed(sight, settings.feedLength());
        this.population = new Population(names, clocks, accounts, feed, random.nextLong());
        this.stored = new StoredEntries(sight);
        this.tree = new Tree(this, plan);
        this.access = new Access(tree.writableSubtrees(), known, descriptors);
        this.writers = new Writers(this, store);
    }

    EngineSettings settings() {
        return settings;
    }

    Sight sight() {
        return sight;
    }

    Names names() {
        return sight.names();
    }

    KnownTypes known() {
        return sight.known();
    }

    Leases leases() {
        return sight.leases();
    }

    Access access() {
        return access;
    }

    Composer composer() {
        return composer;
    }

    Accounts accounts() {
        return accounts;
    }

    Feed feed() {
        return feed;
    }

    Population population() {
        return population;
    }

    Tree tree() {
        return tree;
    }

    Writers writers() {
        return writers;
    }

    StoredEntries stored() {
        return stored;
    }

    Renewals renewals() {
        return renewals;
    }

    long now() {
        return sight.clocks().nowNanos();
    }

    Node newNode(byte[] wire, long lease, Account account, @Nullable Node parent, Leases.Term term) {
        // RFC 4122 §4.4: version 4, variant 10.
        byte[] octets = new byte[2 * Long.BYTES];
        random.nextBytes(octets);
        ByteBuffer uuid = ByteBuffer.wrap(octets);
        long high = (uuid.getLong() & ~0xf000L) | 0x4000L;
        long low = (uuid.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new Node(wire, lease, account, parent, high, low, sight.clocks().wallSeconds(), (int) term.seconds());
    }

    /**
     * Takes out entries whose leases are over.
     *
     * @param most how many timers to look at
     * @return nanoseconds until there may be more to do
     */
    long sweep(int most) {
        long now = now();
        LeaseWheel wheel = population.wheel();
        Expiry expiry = new Expiry();
        for (int i = 0; i < most; i++) {
            int slot = wheel.poll(now);
            if (slot == LeaseWheel.NONE) {
                break;
            }
            Node node = population.slots().get(slot);
            if (node == null) {
                continue;
            }
            if (node.isAlive(now)) {
                wheel.scheduleIfAbsent(slot, Lease.endNanos(node.lease()));
            } else if (!writers.reservations().tryAdd(expiry, names().partitionKey(node.wire))) {
                // A writer is at it; it may be about to take the entry out itself.
                wheel.scheduleIfAbsent(slot, now + (1L << LeaseWheel.TICK_SHIFT));
            } else if (population.slots().get(slot) == node) {
                expiry.nodes.add(node);
            }
        }
        if (!expiry.keys().isEmpty()) {
            writers.run(expiry);
        }
        return wheel.nanosUntilNext(now);
    }

    /**
     * Tells the store of renewals in a range of slots.
     *
     * @param to the end of the range
     * @param most how many to tell of
     * @return where to go on; {@code to} when all were told of
     */
    int saveRenewals(int from, int to, int most) {
        long now = now();
        Saving saving = new Saving();
        int slot = renewals.take(from, to);
        for (; slot != to && saving.nodes.size() < most; slot = renewals.take(slot + 1, to)) {
            Node node = population.slots().get(slot);
            if (node == null || node.isStatic() || !node.isAlive(now)) {
                continue;
            }
            if (writers.reservations().tryAdd(saving, names().partitionKey(node.wire))) {
                saving.nodes.add(node);
            } else {
                // A writer is at it, and may not be telling the store.
                renewals.note(slot);
            }
        }
        if (slot != to) {
            renewals.note(slot);
        }
        if (!saving.keys().isEmpty()) {
            writers.run(saving);
        }
        return slot;
    }

    int renewalsEnd() {
        return renewals.end();
    }

    /** Entries as they are, with what is left of their leases by now. */
    private final class Saving extends Writers.Job {
        private final List<Node> nodes = new ArrayList<>();

        Saving() {
            super(new HashSet<>());
        }

        @Override
        List<Store.Write> stage() {
            return nodes.stream()
                    .filter(node -> population.slots().get(node.slot) == node)
                    .<Store.Write>map(node -> new Store.Write.Put(
                            Store.Table.ENTRIES,
                            OctetString.of(names().nameOf(node.wire).normal()),
                            () -> stored.encode(node, node.wire, node.account().owner(), node.modifiedSeconds, null)))
                    .toList();
        }

        @Override
        void apply() {}

        @Override
        void undo() {
            nodes.forEach(node -> renewals.note(node.slot));
        }

        @Override
        void complete(@Nullable Throwable failure) {}
    }

    /** Entries past their end, taken out in one commit. */
    private final class Expiry extends Writers.Job {
        private final Set<Node> nodes = new LinkedHashSet<>();

        Expiry() {
            super(new HashSet<>());
        }

        @Override
        List<Store.Write> stage() {
            return nodes.stream()
                    .<Store.Write>map(node -> new Store.Write.Remove(
                            Store.Table.ENTRIES,
                            OctetString.of(names().nameOf(node.wire).normal())))
                    .toList();
        }

        @Override
        void apply() {
            nodes.forEach(node -> population.remove(node, Change.Kind.EXPIRED));
        }

        @Override
        void undo() {
            // The store refused: they stay absent, and are tried again.
            long later = now() + 1_000_000_000L;
            nodes.forEach(node -> population.wheel().scheduleIfAbsent(node.slot, later));
        }

        @Override
        void complete(@Nullable Throwable failure) {}
    }
}
