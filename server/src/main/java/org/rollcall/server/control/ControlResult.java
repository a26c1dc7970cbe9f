package org.rollcall.server.control;

import java.util.List;
import java.util.Optional;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.StoreStats;

/** What is answered to a request that was done, a kind for each kind of request. */
public sealed interface ControlResult {
    record Backup(org.rollcall.store.rocksdb.Backup backup) implements ControlResult {}

    record Compact(RocksStore.Compaction compaction) implements ControlResult {}

    record Stats(StoreStats stats) implements ControlResult {}

    /** How many entries went over the channel. */
    record Entries(long count) implements ControlResult {}

    /** Who has a name; empty if nobody has. */
    record Found(Optional<PrincipalName> who) implements ControlResult {}

    /** An account, as it is now, or as it was when it was removed. */
    record Account(AccountState account) implements ControlResult {}

    /** All accounts, by name. */
    record Accounts(List<AccountState> accounts) implements ControlResult {
        public Accounts {
            accounts = List.copyOf(accounts);
        }
    }

    /** A group, as it is now, or as it was when it was removed. */
    record Group(GroupState group) implements ControlResult {}

    /** All groups, by name. */
    record Groups(List<GroupState> groups) implements ControlResult {
        public Groups {
            groups = List.copyOf(groups);
        }
    }

    /** Who may do what with an entry, as it is now. */
    record Descriptor(DescriptorState state) implements ControlResult {}

    /** A group, and who is in it. */
    record Members(GroupState group, List<PrincipalName> members) implements ControlResult {
        public Members {
            members = List.copyOf(members);
        }
    }
}
