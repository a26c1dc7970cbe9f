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
    private final Sight sight;
    private final Object lock = new Object();
    private final AtomicReferenceArray<Item> ring;
    private final CopyOnWriteArrayList<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<Node, Boolean> renewed = new ConcurrentHashMap<>();
    private volatile long last;

    /**
     * What happened to an entry.
     *
     * @param before its contents before; where it came, those it came with
     * @param wire its contents since then; where it went, those it had
     * @param concealedBefore true where strangers could not see it before
     * @param concealedAfter true where strangers can't see it now
     * @param own false where nothing happened but that strangers see it, or no longer do
     */
    @SuppressWarnings("ArrayRecordComponent") // Contents in wire form are never written to.
    private record Item(
            long number,
            Change.Kind kind,
            Node node,
            byte[] before,
            byte[] wire,
            Account account,
            long timeToLiveSeconds,
            boolean concealedBefore,
            boolean concealedAfter,
            boolean own) {}

    Feed(Sight sight, int length) {
        this.sight = sight;
        this.ring = new AtomicReferenceArray<>(length);
    }

    long last() {
        return last;
    }

    /**
     * An entry came, changed, or went; to be called once that shows in searches.
     *
     * @param before its contents before; where it came, those it came with
     */
    void publish(Change.Kind kind, Node node, byte[] before, boolean concealedBefore, boolean concealedAfter) {
        append(kind, node, before, concealedBefore, concealedAfter, true);
    }

    /** Strangers see an entry from now on, or no longer do, because of a change to another. */
    void publishVisibility(Node node, boolean concealedBefore, boolean concealedAfter) {
        append(Change.Kind.MODIFIED, node, node.wire, concealedBefore, concealedAfter, false);
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
            Change.Kind kind, Node node, byte[] before, boolean concealedBefore, boolean concealedAfter, boolean own) {
        synchronized (lock) {
            long number = last + 1;
            // Without watchers nothing is kept: whoever comes begins at the newest.
            if (!watchers.isEmpty()) {
                long timeToLive =
                        sight.leases().shownSeconds(node.lease(), sight.clocks().nowNanos());
                ring.set(
                        (int) (number % ring.length()),
                        new Item(
                                number,
                                kind,
                                node,
                                before,
                                node.wire,
                                node.account(),
                                timeToLive,
                                concealedBefore,
                                concealedAfter,
                                own));
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
            long now = sight.clocks().nowNanos();
            if (node.isAlive(now)) {
                boolean concealed = Visibility.isConcealed(node, now);
                append(Change.Kind.RENEWED, node, node.wire, concealed, concealed, true);
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
            Eyes eyes = new Eyes(sight, asker);
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
                Change change = seen(item, eyes);
                if (change != null) {
                    changes.add(change);
                }
            }
            return null;
        }

        private @Nullable Change seen(Item item, Eyes eyes) {
            if (eyes.commands(item.account())) {
                return item.own() ? change(item, item.kind(), item.wire()) : null;
            }
            // What comes and goes with the entries beneath it would tell of those.
            if (Eyes.isImplicit(item.node()) || !eyes.lists(item.node().parent)) {
                return null;
            }
            Change.Kind kind = item.kind();
            boolean was = !item.concealedBefore() && eyes.reads(item.node(), item.before(), item.account());
            boolean is = !item.concealedAfter() && eyes.reads(item.node(), item.wire(), item.account());
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
            boolean gone = kind == Change.Kind.REMOVED || kind == Change.Kind.EXPIRED;
            return change(item, kind, shown(gone ? item.before() : item.wire()));
        }

        // Strangers are told neither tokens nor descriptors; a search gives the latter to whom they may be given.
        private byte[] shown(byte[] wire) {
            byte[] left = Wire.without(wire, sight.known().securityToken().id());
            return Wire.unguarded(left, sight.known().securityDescriptor().id());
        }

        private Change change(Item item, Change.Kind kind, byte[] wire) {
            WireEntry entry = new WireEntry(sight.names(), wire);
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
