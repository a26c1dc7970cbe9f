package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Recovered;
import org.rollcall.directory.engine.Accounts.Account;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

/**
 * Brings back what the store holds, before anybody else looks. One thread reads, several make entries of what it read:
 * each gets all records of an RDN, so that a person and its applications never meet half made. What stands beneath an
 * entry that is still to come waits for the end, and then comes level by level.
 */
final class Recovery {
    private static final int BATCH = 1024;
    private static final int MOST_PROBLEMS = 20;
    /** Batches under way: what was read and not made into entries takes so much memory and no more. */
    private static final int MOST_BATCHES = 16;

    private final Core core;
    private final Executor executor;
    private final LongConsumer progress;
    private final long wallSeconds;
    private final Semaphore room = new Semaphore(MOST_BATCHES);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final LongAdder entries = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder unserved = new LongAdder();
    private final List<String> problems = new ArrayList<>();
    private final TreeMap<Integer, List<Orphan>> orphans = new TreeMap<>();

    private record Stored(OctetString key, OctetString value) {}

    /** An entry that comes before the one above it. */
    private record Orphan(String normal, StoredEntry entry) {}

    /**
     * @param executor makes the entries
     * @param progress hears how many there are so far
     */
    Recovery(Core core, Executor executor, LongConsumer progress) {
        this.core = core;
        this.executor = executor;
        this.progress = progress;
        this.wallSeconds = Integer.toUnsignedLong(core.sight().clocks().wallSeconds());
    }

    Recovered run(Store store) {
        Batches batches = new Batches();
        store.read(Store.Table.ENTRIES, batches);
        batches.finish();
        while (!orphans.isEmpty()) {
            List<Orphan> level = orphans.pollFirstEntry().getValue();
            for (int from = 0; from < level.size(); from += BATCH) {
                List<Orphan> some = level.subList(from, Math.min(from + BATCH, level.size()));
                give(() -> some.forEach(each -> restore(each.normal(), each.entry(), true)));
            }
            await();
        }
        return new Recovered(entries.sum(), damaged.sum(), unserved.sum(), problems);
    }

    private void give(Runnable work) {
        room.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
        progress.accept(entries.sum());
    }

    /** Waits for all that was given. */
    private void await() {
        room.acquireUninterruptibly(MOST_BATCHES);
        room.release(MOST_BATCHES);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        progress.accept(entries.sum());
    }

    /** Records on their way from the store. */
    private final class Batches implements Store.Reader {
        private List<Stored> batch = new ArrayList<>(BATCH);
        private OctetString last = OctetString.EMPTY;

        @Override
        public void record(OctetString key, OctetString value) {
            if (!sameUpTo((byte) '=', key)) {
                // Levels have types of their own as a rule: what stands above comes first.
                finish();
            } else if (batch.size() >= BATCH && !sameUpTo((byte) ',', key)) {
                pass();
            }
            batch.add(new Stored(key, value));
            last = key;
        }

        @Override
        public void damaged(OctetString key, String reason) {
            damaged.increment();
            note(key.utf8(), reason);
        }

        private boolean sameUpTo(byte end, OctetString key) {
            byte[] one = last.unsafeArray();
            byte[] other = key.unsafeArray();
            for (int i = 0; i < one.length && i < other.length && one[i] == other[i]; i++) {
                if (one[i] == end) {
                    return true;
                }
            }
            return false;
        }

        private void pass() {
            List<Stored> full = batch;
            batch = new ArrayList<>(BATCH);
            give(() -> full.forEach(Recovery.this::restore));
        }

        void finish() {
            pass();
            await();
        }
    }

    private void restore(Stored record) {
        String normal = new String(record.key().unsafeArray(), StandardCharsets.UTF_8);
        try {
            restore(normal, StoredEntry.read(record.value()), false);
        } catch (StoredEntry.Unreadable e) {
            damaged.increment();
            note(normal, String.valueOf(e.getMessage()));
        }
    }

    private void restore(String normal, StoredEntry stored, boolean last) {
        EntryName name = core.names().name(stored.dn());
        if (!name.normal().equals(normal)) {
            refuse(normal, "stored under another name than its own: " + stored.dn());
            return;
        }
        try {
            byte[] wire = core.composer()
                    .compose(
                            new NewEntry(name, stored.attributes(), new LeaseTerm.Static(), stored.hidden()),
                            Composer.Rules.SERVER);
            Node own = core.population().find(normal);
            if (own != null) {
                // One of those that are there by themselves, with other contents.
                core.population().rewrite(own, wire, stored.modifiedSeconds());
                entries.increment();
                return;
            }
            Node parent = parent(name, wire);
            if (parent != null) {
                core.population().insert(node(stored, wire, parent));
                entries.increment();
            } else if (last) {
                refuse(normal, "the entry above it is not there");
            } else {
                synchronized (orphans) {
                    orphans.computeIfAbsent(stored.dn().size(), size -> new ArrayList<>())
                            .add(new Orphan(normal, stored));
                }
            }
        } catch (DirectoryException e) {
            refuse(normal, e.result().diagnosticMessage());
        }
    }

    /** The entry above, which then expects one beneath it; null where there is none. */
    private @Nullable Node parent(EntryName name, byte[] wire) {
        String above = Names.parent(name.normal());
        Node parent = core.population().find(above);
        return parent != null && parent.branch(above).join()
                ? parent
                : core.tree().joinImplicit(name, Wire.kind(wire));
    }

    private Node node(StoredEntry stored, byte[] wire, Node parent) {
        StoredEntry.Term lease = stored.lease();
        Leases.Term term = lease == null ? Leases.Term.STATIC : Leases.afterStart(lease, wallSeconds);
        Account account = core.accounts().open(stored.owner(), 0);
        if (account == null) {
            throw new IllegalStateException("refused without a limit");
        }
        Node node = new Node(
                wire,
                core.leases().begin(term, 0),
                account,
                parent,
                stored.uuid().getMostSignificantBits(),
                stored.uuid().getLeastSignificantBits(),
                stored.createdSeconds(),
                lease == null ? 0 : lease.grantedSeconds());
        node.modifiedSeconds = stored.modifiedSeconds();
        return node;
    }

    private void refuse(String normal, String reason) {
        unserved.increment();
        note(normal, reason);
    }

    private void note(String name, String reason) {
        synchronized (problems) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(name + ": " + reason);
            }
        }
    }
}
