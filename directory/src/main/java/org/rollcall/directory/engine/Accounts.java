package org.rollcall.directory.engine;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Owner;

/** How many entries each owner has. An owner without entries takes no room. */
final class Accounts {
    private final ConcurrentHashMap<Owner, Account> accounts = new ConcurrentHashMap<>();

    /** An owner that has entries; one object for each, so that identity is equality of owners. */
    static final class Account {
        private final Owner owner;
        private int entries;

        private Account(Owner owner) {
            this.owner = owner;
        }

        Owner owner() {
            return owner;
        }
    }

    /**
     * Counts one entry more.
     *
     * @param limit the most entries, 0 for no limit
     * @return null where the limit is reached
     */
    @Nullable
    Account open(Owner owner, int limit) {
        boolean[] opened = {false};
        Account account = accounts.compute(owner, (key, existing) -> {
            Account counted = existing == null ? new Account(key) : existing;
            if (limit == 0 || counted.entries < limit) {
                counted.entries++;
                opened[0] = true;
            }
            return counted;
        });
        return opened[0] ? account : null;
    }

    /** Counts one entry less. */
    void close(Account account) {
        accounts.computeIfPresent(account.owner, (key, counted) -> --counted.entries == 0 ? null : counted);
    }

    int entries(Owner owner) {
        int[] entries = {0};
        accounts.computeIfPresent(owner, (key, counted) -> {
            entries[0] = counted.entries;
            return counted;
        });
        return entries[0];
    }

    int owners() {
        return accounts.size();
    }
}
