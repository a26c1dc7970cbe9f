package org.rollcall.directory.engine;

import org.jspecify.annotations.Nullable;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.engine.Accounts.Account;

/** What a transaction makes of one name. */
final class Staged {
    final EntryName name;

    /** The entry in the tables, alive or not. */
    final @Nullable Node before;

    final boolean wasAlive;

    /** Contents as they will be; null where there will be no entry. */
    byte @Nullable [] wire;

    /** The entry that comes anew; its parent's branch expects it and its account has counted it. */
    @Nullable
    Node fresh;

    /** The new owner of an entry that stays; has counted it. */
    @Nullable
    Account adopter;

    /** The lease that is to begin. */
    Leases.@Nullable Term term;

    /** What {@link Node#renew} set meanwhile, so that the entry does not end before the commit. */
    long leaseSet;

    long leaseBefore;
    boolean isRenewed;
    boolean isRewritten;

    /** Closed to newcomers, since the entry is to go. */
    @Nullable
    Branch closed;

    Staged(EntryName name, @Nullable Node before, boolean wasAlive) {
        this.name = name;
        this.before = before;
        this.wasAlive = wasAlive;
        this.wire = wasAlive && before != null ? before.wire : null;
    }

    /** The entry as it is or will be; null where there will be none. */
    @Nullable
    Node node() {
        return wire == null ? null : fresh != null ? fresh : before;
    }

    @Nullable
    Account account() {
        Node node = node();
        return adopter != null ? adopter : node == null ? null : node.account();
    }

    /** The asker's rights to the entry as it is or will be; none where there will be none. */
    int rights(Eyes eyes) {
        Node node = node();
        byte[] contents = wire;
        Account account = account();
        return node == null || contents == null || account == null ? 0 : eyes.rights(node, contents, account);
    }

    /** True where there is, or will be, an entry for the asker. */
    boolean isReadBy(Eyes eyes) {
        Node node = node();
        byte[] contents = wire;
        Account account = account();
        return node != null && contents != null && account != null && eyes.reads(node, contents, account);
    }

    /** True where an entry that was there goes. */
    boolean removes() {
        return before != null && wire == null && wasAlive;
    }

    /** True where an entry that was there stays, changed in its contents or its owner. */
    boolean rewrites() {
        return fresh == null && wire != null && (isRewritten || adopter != null);
    }

    boolean changesStore() {
        return removes() || rewrites() || fresh != null || isRenewed;
    }
}
