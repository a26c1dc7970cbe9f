package org.rollcall.identity.account;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

/** Makes a snapshot of the store's records. What cannot be used is noted, and everything else is used. */
final class Loading implements Store.Reader {
    /** How far RIDs jump where nobody knows any more how many were given. */
    private static final long LEAP = 1_000_000;

    private final List<DamagedRecord> damaged = new ArrayList<>();
    private final List<Principal> principals = new ArrayList<>();
    private AccountRecords.@Nullable Authority authority;
    private long highestRid = Snapshot.FIRST_RID - 1;

    /**
     * What was read.
     *
     * @param isNew whether the authority is not as the store has it
     */
    record Loaded(Snapshot snapshot, boolean isNew) {}

    @Override
    public void record(OctetString key, OctetString value) {
        try {
            if (key.equals(AccountRecords.AUTHORITY_KEY)) {
                authority = AccountRecords.readAuthority(value);
            } else if (AccountRecords.isPrincipal(key)) {
                highestRid = Math.max(highestRid, AccountRecords.rid(key));
                principals.add(AccountRecords.readPrincipal(key, value));
            } else {
                throw new UnreadableRecordException("this version knows none of that kind");
            }
        } catch (UnreadableRecordException e) {
            // The authority is written anew below: there is nothing to be discarded.
            refuse(key, e.getMessage(), !key.equals(AccountRecords.AUTHORITY_KEY));
        }
    }

    @Override
    public void damaged(OctetString key, String reason) {
        refuse(key, reason, false);
    }

    private void refuse(OctetString key, @Nullable String reason, boolean keyIsSure) {
        damaged.add(new DamagedRecord(
                (keyIsSure ? "" : "at or behind ") + AccountRecords.describe(key),
                "" + reason,
                keyIsSure ? Optional.of(key) : Optional.empty()));
    }

    /** What could not be used so far. */
    List<DamagedRecord> damaged() {
        return List.copyOf(damaged);
    }

    /** Those that could be read so far. */
    List<Principal> principals() {
        return List.copyOf(principals);
    }

    /** The authority, if its record could be read. */
    Optional<AccountRecords.Authority> authority() {
        return Optional.ofNullable(authority);
    }

    /** To be called once, when all is read. */
    Loaded finish(RandomGenerator random) {
        AccountRecords.Authority stored = authority;
        AccountRecords.Authority used = stored == null ? regained(random) : stored;
        Map<Sid, Principal> usable = new HashMap<>();
        Register register = new Register(used.sid());
        for (Principal principal : principals) {
            register.problem(principal)
                    .ifPresentOrElse(
                            reason -> refuse(AccountRecords.key(principal), reason, true),
                            () -> usable.put(principal.sid(), principal));
        }
        long nextRid = Math.max(used.nextRid(), highestRid + 1);
        return new Loaded(new Snapshot(used.sid(), nextRid, usable, List.copyOf(damaged)), stored == null);
    }

    /**
     * An authority whose record is lost is known by its accounts. RIDs that were given to accounts removed since are
     * not, so that the next ones keep a distance.
     */
    private AccountRecords.Authority regained(RandomGenerator random) {
        return principals.isEmpty()
                ? new AccountRecords.Authority(Rids.newAuthority(random), Snapshot.FIRST_RID)
                : new AccountRecords.Authority(
                        Rids.authorityOf(principals.getFirst().sid()), highestRid + LEAP);
    }
}
