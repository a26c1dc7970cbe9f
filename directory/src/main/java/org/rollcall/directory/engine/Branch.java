package org.rollcall.directory.engine;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands directly beneath an entry: how much, and as long as that is little, what. Who adds beneath an entry joins
 * its branch before the commit, and who removes the entry closes the branch before the commit: so one of them is
 * refused, and neither need reserve the other's name.
 */
final class Branch {
    private static final int FEW = 256;

    /** What becomes of an entry and its branch. */
    enum Nature {
        /** Never removed. */
        PERMANENT,
        /** There by itself while something stands beneath it. */
        IMPLICIT,
        ORDINARY
    }

    private final String normalName;
    private final Nature nature;
    private volatile int size;
    private int joining;
    private boolean closed;
    private volatile @Nullable ConcurrentSkipListMap<Integer, Node> few;

    Branch(String normalName, Nature nature) {
        this.normalName = normalName;
        this.nature = nature;
    }

    /** The name of the entry whose branch this is. */
    String normalName() {
        return normalName;
    }

    Nature nature() {
        return nature;
    }

    /** How many stand beneath, those included that ended and were not swept yet. */
    int size() {
        return size;
    }

    /** Those behind this slot, in order; null where they are too many to be kept apart. */
    @Nullable
    Collection<Node> after(int slot) {
        ConcurrentSkipListMap<Integer, Node> children = few;
        if (children != null) {
            return children.tailMap(slot, false).values();
        }
        return size == 0 ? List.of() : null;
    }

    /** Announces an entry to be. @return false where the branch is closed */
    synchronized boolean join() {
        if (!closed) {
            joining++;
        }
        return !closed;
    }

    /** The announced entry will not come. @return true where the branch, being implicit, is now closed for good */
    synchronized boolean leave() {
        joining--;
        return closeIfSuperfluous();
    }

    /** The announced entry is there. */
    synchronized void put(Node child) {
        joining--;
        ConcurrentSkipListMap<Integer, Node> children = few;
        if (children == null && size == 0) {
            children = new ConcurrentSkipListMap<>();
            few = children;
        }
        if (children != null) {
            children.put(child.slot, child);
        }
        size++;
        if (size > FEW) {
            few = null;
        }
    }

    /** The announced entry is there, in the place and slot of another. */
    synchronized void replace(Node successor) {
        joining--;
        ConcurrentSkipListMap<Integer, Node> children = few;
        if (children != null) {
            children.put(successor.slot, successor);
        }
    }

    /** The entry is gone. @return true where the branch, being implicit, is now closed for good */
    synchronized boolean remove(Node child) {
        ConcurrentSkipListMap<Integer, Node> children = few;
        if (children != null) {
            children.remove(child.slot);
        }
        size--;
        if (size == 0) {
            few = null;
        }
        return closeIfSuperfluous();
    }

    /** Closes it to newcomers. @return false where some are announced already */
    synchronized boolean close() {
        if (joining > 0) {
            return false;
        }
        closed = true;
        return true;
    }

    synchronized void reopen() {
        closed = false;
    }

    private boolean closeIfSuperfluous() {
        if (nature == Nature.IMPLICIT && size == 0 && joining == 0 && !closed) {
            closed = true;
            return true;
        }
        return false;
    }
}
