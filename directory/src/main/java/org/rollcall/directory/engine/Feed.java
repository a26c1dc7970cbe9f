package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Change;
import org.rollcall.directory.Watch;
import org.rollcall.directory.engine.Accounts.Account;

/**
 * The last changes, numbered, in a ring. Publishing never waits for a watcher; a watcher that falls behind the ring is
 * told so. Without watchers a change costs one increment. Renewals are gathered and told when somebody looks.
 */
final class Feed {
    private final Names names;
    private final KnownTypes known;
    private final Leases leases;
    private final Clocks clocks;
    private final Object lock = new Object();
    private final AtomicReferenceArray<Item> ring;
    private final CopyOnWriteArrayList<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<Node, Boolean> renewed = new ConcurrentHashMap<>();
    private volatile long last;

    /**
     * What happened to an entry.
     *
     * @param concealedBefore true where strangers could not see it before
     * @param concealedAfter true where strangers can't see it now
     * @param own false where nothing happened but that strangers see it, or no longer do
     */
    @SuppressWarnings("ArrayRecordComponent") // Contents in wire form are never written to.
    private record Item(
            long number,
            Change.Kind kind,
            byte[] wire,
            Account account,
            long timeToLiveSeconds,
            boolean concealedBefore,
            boolean concealedAfter,
            boolean own) {}

    Feed(Names names, KnownTypes known, Leases leases, Clocks clocks, int length) {
        this.names = names;
        this.known = known;
        this.leases = leases;
        this.clocks = clocks;
        this.ring = new AtomicReferenceArray<>(length);
    }

    long last() {
        return last;
    }

    /** An entry came, changed, or went; to be called once that shows in searches. */
    void publish(
            Change.Kind kind,
            byte[] wire,
            Account account,
            long lease,
            boolean concealedBefore,
            boolean concealedAfter) {
        append(kind, wire, account, lease, concealedBefore, concealedAfter, true);
    }

    /** Strangers see an entry from now on, or no longer do, because of a change to another. */
    void publishVisibility(Node node, boolean concealedBefore, boolean concealedAfter) {
        append(Change.Kind.MODIFIED, node.wire, node.account(), node.lease(), concealedBefore, concealedAfter, false);
    }

    /** A lease was renewed; told once however often that happens before somebody looks. */
    void renewed(Node node) {
        if (watchers.isEmpty()) {
            return;
        }
        renewed.put(node, Boolean.TRUE);
        if (renewed.mappingCount() > ring.length() / 2) {
            flushRenewed();
        } else {
            wake();
        }
    }

    Watch watch(Asker asker) {
        Watcher watcher = new Watcher(asker);
        synchronized (lock) {
            watcher.position = last;
            watchers.add(watcher);
        }
        return watcher;
    }

    private void append(
            Change.Kind kind,
            byte[] wire,
            Account account,
            long lease,
            boolean concealedBefore,
            boolean concealedAfter,
            boolean own) {
        synchronized (lock) {
            long number = last + 1;
            // Without watchers nothing is kept: whoever comes begins at the newest.
            if (!watchers.isEmpty()) {
                long timeToLive = leases.shownSeconds(lease, clocks.nowNanos());
                ring.set(
                        (int) (number % ring.length()),
                        new Item(number, kind, wire, account, timeToLive, concealedBefore, concealedAfter, own));
            }
            last = number;
        }
        wake();
    }

    private void wake() {
        for (Watcher watcher : watchers) {
            watcher.wake();
        }
    }

    private void flushRenewed() {
        Iterator<Node> each = renewed.keySet().iterator();
        while (each.hasNext()) {
            Node node = each.next();
            each.remove();
            if (node.isAlive(clocks.nowNanos())) {
                boolean concealed = Visibility.isConcealed(node, clocks.nowNanos());
                append(Change.Kind.RENEWED, node.wire, node.account(), node.lease(), concealed, concealed, true);
            }
        }
    }

    private final class Watcher implements Watch {
        private final Asker asker;
        private final AtomicBoolean wantsNews = new AtomicBoolean();
        private volatile Runnable wakeUp = () -> {};
        private long position;

        Watcher(Asker asker) {
            this.asker = asker;
        }

        @Override
        public synchronized Next poll(int most) {
            List<Change> changes = new ArrayList<>();
            do {
                if (!renewed.isEmpty()) {
                    flushRenewed();
                }
                Next overrun = collect(most, changes);
                if (overrun != null) {
                    return overrun;
                }
                if (!changes.isEmpty()) {
                    return new Next.Changes(changes);
                }
                wantsNews.set(true);
                // What came between the look and the wish would wake nobody.
            } while ((last > position || !renewed.isEmpty()) && wantsNews.compareAndSet(true, false));
            return new Next.Changes(changes);
        }

        // Null, or that changes are lost.
        private @Nullable Next collect(int most, List<Change> changes) {
            while (changes.size() < most && position < last) {
                long number = position + 1;
                Item item = ring.get((int) (number % ring.length()));
                if (item == null || item.number() != number) {
                    if (!changes.isEmpty()) {
                        return null;
                    }
                    position = last - ring.length();
                    return new Next.Overrun(position);
                }
                position = number;
                Change change = seen(item);
                if (change != null) {
                    changes.add(change);
                }
            }
            return null;
        }

        private @Nullable Change seen(Item item) {
            boolean all = asker.privileged() || item.account().owner().equals(asker.owner());
            if (all) {
                return item.own() ? change(item, item.kind(), item.wire()) : null;
            }
            Change.Kind kind = item.kind();
            boolean was = !item.concealedBefore();
            boolean is = !item.concealedAfter();
            switch (kind) {
                case ADDED -> {
                    if (!is) {
                        return null;
                    }
                }
                case REMOVED, EXPIRED -> {
                    if (!was) {
                        return null;
                    }
                }
                case MODIFIED, RENEWED -> {
                    if (was != is) {
                        kind = is ? Change.Kind.ADDED : Change.Kind.REMOVED;
                    } else if (!is || !item.own()) {
                        return null;
                    }
                }
            }
            return change(
                    item, kind, Wire.without(item.wire(), known.securityToken().id()));
        }

        private Change change(Item item, Change.Kind kind, byte[] wire) {
            WireEntry entry = new WireEntry(names, wire);
            return new Change(
                    item.number(), kind, entry.name(), entry, item.account().owner(), item.timeToLiveSeconds());
        }

        @Override
        public synchronized long skip() {
            position = last;
            return position;
        }

        @Override
        public void onNews(Runnable newWakeUp) {
            wakeUp = newWakeUp;
        }

        void wake() {
            if (wantsNews.compareAndSet(true, false)) {
                wakeUp.run();
            }
        }

        @Override
        public void close() {
            watchers.remove(this);
        }
    }
}
