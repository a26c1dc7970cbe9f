package org.rollcall.directory.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
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
    private final Numbering numbering;
    private final Set<String> planted = new HashSet<>();
    private final List<Index.Gathered> gathered = new ArrayList<>();
    /** How many of those gathered are in the index. */
    private int added;

    private final Semaphore room = new Semaphore(MOST_BATCHES);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final LongAdder entries = new LongAdder();
    private final LongAdder damaged = new LongAdder();
    private final LongAdder unserved = new LongAdder();
    private final List<String> problems = new ArrayList<>();
    private final TreeMap<Integer, List<Orphan>> orphans = new TreeMap<>();

    private record Stored(OctetString key, OctetString value) {}

    /** An entry that comes before the one above it. */
    @SuppressWarnings("ArrayRecordComponent") // never written to
    private record Orphan(String normal, StoredEntry entry, byte[] wire) {}

    /**
     * @param executor makes the entries
     * @param progress hears how many there are so far
     */
    Recovery(Core core, Executor executor, LongConsumer progress) {
        this.core = core;
        this.numbering = new Numbering(core.names().schema());
        this.executor = executor;
        this.progress = progress;
        this.wallSeconds = Integer.toUnsignedLong(core.sight().clocks().wallSeconds());
    }

    Recovered run(Store store) {
        core.population()
                .forEach(node -> planted.add(core.names().nameOf(node.wire).normal()));
        Batches batches = new Batches();
        store.read(Store.Table.ENTRIES, batches);
        batches.finish();
        while (!orphans.isEmpty()) {
            orphans.pollFirstEntry().getValue().forEach(this::restoreLast);
        }
        core.population().index().fillOrder(gathered);
        return new Recovered(entries.sum(), damaged.sum(), unserved.sum(), problems);
    }

    private void give(List<Stored> batch) {
        room.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                Restorer restorer = new Restorer();
                batch.forEach(restorer::restore);
                restorer.keys.finish();
                synchronized (gathered) {
                    gathered.add(restorer.keys);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                room.release();
            }
        });
        progress.accept(entries.sum());
    }

    /** Waits for all that was given; it can be found from then on. */
    private void await() {
        room.acquireUninterruptibly(MOST_BATCHES);
        room.release(MOST_BATCHES);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        core.population().index().addAll(gathered.subList(added, gathered.size()));
        added = gathered.size();
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
            give(full);
        }

        void finish() {
            pass();
            await();
        }
    }

    /** Makes entries of one batch, which come in the order of their names. */
    private final class Restorer {
        private final Index.Gathered keys = core.population().index().new Gathered();
        private final List<Node> kin = new ArrayList<>();
        private OctetString names = OctetString.EMPTY;
        private String rdn = "";
        private String above = "";
        private @Nullable Node parent;

        void restore(Stored record) {
            String normal = new String(record.key().unsafeArray(), StandardCharsets.UTF_8);
            try {
                StoredEntry entry = StoredEntry.read(record.value(), names);
                names = entry.names();
                byte[] wire = numbering.take(entry);
                Wire.noteGuard(wire, core.known().securityDescriptor().id());
                if (!core.names().hasRdn(wire, normal)) {
                    refuse(
                            normal,
                            "stored under another name than its own: "
                                    + core.names().dnOf(wire));
                } else if (planted.contains(normal)) {
                    core.population().rewrite(found(normal), wire, entry.modifiedSeconds());
                    entries.increment();
                } else {
                    restore(normal, entry, wire);
                }
            } catch (DirectoryException e) {
                refuse(normal, e.result().diagnosticMessage());
            } catch (StoredEntry.Unreadable | IllegalStateException e) {
                damaged.increment();
                note(normal, String.valueOf(e.getMessage()));
            }
        }

        private void restore(String normal, StoredEntry entry, byte[] wire) {
            int rdnEnd = Names.rdnEnd(normal);
            if (!normal.regionMatches(0, rdn, 0, Math.max(rdnEnd, rdn.length()))) {
                rdn = normal.substring(0, rdnEnd);
                kin.clear();
            }
            int aboveLength = Math.max(above.length(), normal.length() - rdnEnd - 1);
            if (parent == null || !normal.regionMatches(rdnEnd + 1, above, 0, aboveLength)) {
                above = Names.parent(normal);
                parent = core.population().find(above);
            }
            Node joined = join(parent, above, wire);
            if (joined == null) {
                synchronized (orphans) {
                    orphans.computeIfAbsent(depth(normal), depth -> new ArrayList<>())
                            .add(new Orphan(normal, entry, wire));
                }
                return;
            }
            Node node = node(entry, wire, joined);
            core.population().insertUnfound(node, kin, keys);
            kin.add(node);
            entries.increment();
        }
    }

    private Node found(String planted) {
        Node node = core.population().find(planted);
        if (node == null) {
            throw new IllegalStateException("was there by itself, and is gone");
        }
        return node;
    }

    /** What stands above must be there by now. */
    private void restoreLast(Orphan orphan) {
        String normal = orphan.normal();
        if (core.population().find(normal) != null) {
            refuse(normal, "there is another entry of this name");
            return;
        }
        String above = Names.parent(normal);
        Node parent = join(core.population().find(above), above, orphan.wire());
        if (parent == null) {
            refuse(normal, "the entry above it is not there");
        } else {
            core.population().insert(node(orphan.entry(), orphan.wire(), parent));
            entries.increment();
        }
    }

    private static int depth(String normal) {
        int depth = 0;
        for (String rest = normal; !rest.isEmpty(); rest = Names.parent(rest)) {
            depth++;
        }
        return depth;
    }

    /** The entry above, made where that is possible, which then expects one beneath it; null where there is none. */
    private @Nullable Node join(@Nullable Node parent, String above, byte[] wire) {
        return parent != null && parent.branch(above).join()
                ? parent
                : core.tree().joinImplicit(core.names().nameOf(wire), Wire.kind(wire));
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
