package org.rollcall.directory.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.engine.Accounts.Account;

/**
 * A living entry. Its contents are replaced as a whole, its lease is one word; both may change under a reader. What else
 * changes (kin, branch) changes only while its name is reserved.
 */
final class Node {
    private static final VarHandle LEASE;

    static {
        try {
            LEASE = MethodHandles.lookup().findVarHandle(Node.class, "lease", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** No lease: what {@link #renew} found has ended. */
    static final long GONE = Long.MIN_VALUE;

    private static final Node[] NO_NODES = {};

    int slot = -1;
    volatile byte[] wire;
    private volatile long lease;
    private volatile Account account;

    /** The entry above; null for a suffix and the root DSE. */
    final @Nullable Node parent;

    /** Of a person, its applications; of an application, its person: null, one, or an array in order of arrival. */
    private volatile @Nullable Object kin;

    /** Set where entries stand, or stood, beneath. */
    volatile @Nullable Branch branch;

    /** That of its contents, once somebody has asked. */
    private volatile @Nullable Guard guard;

    final long uuidHigh;
    final long uuidLow;

    /** Seconds since 1970; unsigned. */
    final int createdSeconds;

    volatile int modifiedSeconds;

    /** What its lease was last granted; for a restart. */
    volatile int grantedSeconds;

    Node(
            byte[] wire,
            long lease,
            Account account,
            @Nullable Node parent,
            long uuidHigh,
            long uuidLow,
            int createdSeconds,
            int grantedSeconds) {
        this.wire = wire;
        this.lease = lease;
        this.account = account;
        this.parent = parent;
        this.uuidHigh = uuidHigh;
        this.uuidLow = uuidLow;
        this.createdSeconds = createdSeconds;
        this.modifiedSeconds = createdSeconds;
        this.grantedSeconds = grantedSeconds;
    }

    /** What stands beneath, made if need be. */
    synchronized Branch branch(String normalName) {
        Branch existing = branch;
        if (existing == null) {
            existing = new Branch(normalName, Branch.Nature.ORDINARY);
            branch = existing;
        }
        return existing;
    }

    /** Gives it other contents. */
    synchronized void rewrite(byte[] contents) {
        guard = null;
        wire = contents;
    }

    /**
     * Who guards these contents, where that is known and they are still its own. Contents never come back, so that a guard
     * found while they are there is theirs.
     */
    @Nullable
    Guard guardOf(byte[] contents) {
        Guard known = guard;
        return has(contents) ? known : null;
    }

    /** Notes who guards these contents, unless it has others by now. */
    synchronized void guardedBy(Guard known, byte[] contents) {
        if (has(contents)) {
            guard = known;
        }
    }

    @SuppressWarnings("ReferenceEquality") // contents are never written to
    private boolean has(byte[] contents) {
        return wire == contents;
    }

    long lease() {
        return lease;
    }

    Account account() {
        return account;
    }

    void account(Account newOwner) {
        account = newOwner;
    }

    boolean isStatic() {
        return Lease.isStatic(lease);
    }

    /**
     * Whether it is there. Finding it past its end settles that it has ended, so that no renewal that read its clock
     * before can bring back what somebody has seen gone. What stands beneath an entry that ended has ended too.
     */
    boolean isAlive(long nowNanos) {
        long current = lease;
        while (!Lease.isAlive(current, nowNanos)) {
            if (Lease.isEnded(current) || LEASE.compareAndSet(this, current, Lease.ended(current))) {
                return false;
            }
            current = lease;
        }
        Node above = parent;
        return above == null || above.isAlive(nowNanos);
    }

    /**
     * Sets a new end, unless it has ended.
     *
     * @return the lease before; {@link #GONE} where it has ended
     */
    long renew(long renewed, long nowNanos) {
        if (parent != null && !parent.isAlive(nowNanos)) {
            return GONE;
        }
        while (true) {
            long current = lease;
            if (!Lease.isAlive(current, nowNanos)) {
                if (Lease.isEnded(current) || LEASE.compareAndSet(this, current, Lease.ended(current))) {
                    return GONE;
                }
            } else if (LEASE.compareAndSet(this, current, renewed)) {
                return current;
            }
        }
    }

    /** Sets the lease of an entry that nobody knows yet. */
    void begin(long first, int granted) {
        lease = first;
        grantedSeconds = granted;
    }

    /** Puts back a lease that {@link #renew} had set, unless it changed since. */
    void restore(long renewed, long before) {
        LEASE.compareAndSet(this, renewed, before);
    }

    /** Ends it now. */
    void end() {
        long current;
        do {
            current = lease;
        } while (!Lease.isEnded(current) && !LEASE.compareAndSet(this, current, Lease.ended(current)));
    }

    Node[] kin() {
        Object current = kin;
        return switch (current) {
            case null -> NO_NODES;
            case Node one -> new Node[] {one};
            default -> (Node[]) current;
        };
    }

    /** Null, a {@link Node} or an array of them; for readers that must not allocate. */
    @Nullable
    Object rawKin() {
        return kin;
    }

    void addKin(Node node) {
        Object current = kin;
        kin = switch (current) {
            case null -> node;
            case Node one -> new Node[] {one, node};
            default -> {
                Node[] several = (Node[]) current;
                Node[] more = Arrays.copyOf(several, several.length + 1);
                more[several.length] = node;
                yield more;
            }
        };
    }

    void removeKin(Node node) {
        Object current = kin;
        if (current == node) {
            kin = null;
        } else if (current instanceof Node[] several) {
            Node[] fewer = Arrays.stream(several).filter(each -> each != node).toArray(Node[]::new);
            kin = fewer.length == 1 ? fewer[0] : fewer;
        }
    }
}
