package org.rollcall.identity.account;

import static org.rollcall.identity.account.AccountException.Kind.ABSENT;
import static org.rollcall.identity.account.AccountException.Kind.CIRCLE;
import static org.rollcall.identity.account.AccountException.Kind.NAME_TAKEN;
import static org.rollcall.identity.account.AccountException.Kind.TOO_MANY;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.rollcall.access.check.Token;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.directory.store.Store;
import org.rollcall.identity.account.ChangeQueue.Planned;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.ldap.OctetString;

/**
 * The accounts and groups of a server, each with a SID under the server's own authority. Reading never waits; a change
 * shows when it is committed, and all of it at once. Any thread may ask.
 *
 * <p>Changes fail with an {@link AccountException}, or with a {@code StoreException} where the store did not take them; in
 * either case nothing has changed.
 */
public final class AccountBook {
    private static final long MAX_RID = 0xFFFF_FFFFL;

    private final ChangeQueue changes;
    private final InstantSource clock;
    private final AccountLimits limits;

    private AccountBook(ChangeQueue changes, InstantSource clock, AccountLimits limits) {
        this.changes = changes;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Reads the accounts of a store; makes an authority where it has none yet. What is damaged is left out, see
     * {@link #damaged}.
     *
     * @param random for the authority
     * @return completes when the authority is committed; fails as {@link Store#commit} does
     * @throws org.rollcall.directory.store.StoreException as {@link Store#read} does
     */
    public static CompletionStage<AccountBook> open(
            Store store, InstantSource clock, RandomGenerator random, AccountLimits limits) {
        Loading loading = new Loading();
        store.read(Store.Table.ACCOUNTS, loading);
        Loading.Loaded loaded = loading.finish(random);
        AccountBook book = new AccountBook(new ChangeQueue(store, loaded.snapshot(), limits.waiting()), clock, limits);
        return loaded.isNew()
                ? store.commit(List.of(putAuthority(loaded.snapshot()))).thenApply(done -> book)
                : CompletableFuture.completedFuture(book);
    }

    /**
     * Has somebody told of every change from now on, once it shows and before whoever wanted it hears that it is done.
     *
     * @param listener called on the thread that did the change; must be quick, and must not fail
     */
    public void onChange(Runnable listener) {
        changes.onChange(listener);
    }

    /** What all SIDs given here are under. */
    public Sid authority() {
        return now().authority();
    }

    /** Records that were there and could not be used, for an operator to hear of. */
    public List<DamagedRecord> damaged() {
        return now().damaged();
    }

    public Optional<Principal> find(AccountName name) {
        return now().find(name);
    }

    public Optional<Principal> find(Sid sid) {
        return now().find(sid);
    }

    public Optional<Account> account(AccountName name) {
        return find(name).flatMap(AccountBook::asAccount);
    }

    public Optional<Account> account(Sid sid) {
        return find(sid).flatMap(AccountBook::asAccount);
    }

    private static Optional<Account> asAccount(Principal principal) {
        return principal instanceof Account account ? Optional.of(account) : Optional.empty();
    }

    /** All accounts, by name. */
    public List<Account> accounts() {
        return sorted(Account.class);
    }

    /** All groups, by name. */
    public List<Group> groups() {
        return sorted(Group.class);
    }

    private <P extends Principal> List<P> sorted(Class<P> kind) {
        return now().principals().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparing(Principal::name))
                .toList();
    }

    /**
     * For whom access is checked when this one has logged on over the network: itself, its groups and theirs, Everyone,
     * Authenticated Users, Network.
     *
     * @param user of this server
     */
    public Token token(Sid user) {
        return token(user, Set.of());
    }

    /**
     * The same for a user of another authority, which says in what groups of its own this one is. They may be members of
     * groups here; that anybody is in a group here is not for another authority to say.
     */
    public Token token(Sid user, Set<Sid> groups) {
        Snapshot now = now();
        Set<Sid> all = new HashSet<>(now.allGroupsOf(user));
        groups.stream().filter(group -> !now.isOwn(group)).forEach(group -> {
            all.add(group);
            all.addAll(now.allGroupsOf(group));
        });
        return Token.ofNetworkLogon(user, all);
    }

    /** A new account, enabled, without a password: nobody can log on by one until it is set. */
    public CompletionStage<Account> addAccount(AccountName name) {
        return add(name, (sid, now) -> new Account(sid, name, true, now, now, Optional.empty()));
    }

    /** A new group without members. */
    public CompletionStage<Group> addGroup(AccountName name) {
        return add(name, (sid, now) -> new Group(sid, name, now, now, Set.of()));
    }

    private interface Maker<P extends Principal> {
        P make(Sid sid, Instant now);
    }

    private <P extends Principal> CompletionStage<P> add(AccountName name, Maker<P> maker) {
        return changes.submit(before -> {
            before.find(name).ifPresent(other -> {
                throw new AccountException(NAME_TAKEN, "there is " + described(other) + " already");
            });
            if (before.principals().size() >= limits.principals() || before.nextRid() > MAX_RID) {
                throw new AccountException(
                        TOO_MANY,
                        "there are " + before.principals().size() + " accounts and groups, and no more may be");
            }
            P made = maker.make(before.authority().append(before.nextRid()), time());
            Snapshot after = before.with(List.of(made)).withNextRid(before.nextRid() + 1);
            return new Planned<>(after, List.of(putAuthority(after), put(made)), made);
        });
    }

    /** Lets an account log on, or not. */
    public CompletionStage<Account> enable(Sid account, boolean enabled) {
        return change(account, it -> it.enabled() == enabled ? it : it.withEnabled(enabled, time()));
    }

    /** Gives an account a password, or takes it away. */
    public CompletionStage<Account> setSecrets(Sid account, Optional<PasswordSecrets> secrets) {
        return change(account, it -> it.withSecrets(secrets, time()));
    }

    /**
     * Renews what is kept of the same password; does nothing where it was changed meanwhile. The account counts as
     * unchanged.
     */
    public CompletionStage<Account> renewSecrets(Sid account, PasswordSecrets known, PasswordSecrets renewed) {
        return change(
                account,
                it -> it.secrets().equals(Optional.of(known))
                        ? it.withSecrets(Optional.of(renewed), it.changed())
                        : it);
    }

    private CompletionStage<Account> change(Sid sid, UnaryOperator<Account> change) {
        return changes.submit(before -> {
            Account account = before.find(sid)
                    .flatMap(AccountBook::asAccount)
                    .orElseThrow(() -> new AccountException(ABSENT, "there is no account " + sid));
            Account changed = change.apply(account);
            return changed.equals(account)
                    ? new Planned<>(before, List.of(), account)
                    : new Planned<>(before.with(List.of(changed)), List.of(put(changed)), changed);
        });
    }

    /** Removes an account or group, from all groups too. Its SID is not given again. */
    public CompletionStage<Principal> remove(Sid sid) {
        return changes.submit(before -> {
            Principal removed = before.find(sid)
                    .orElseThrow(() -> new AccountException(ABSENT, "there is no account or group " + sid));
            Instant now = time();
            List<Group> left = before.groupsOf(sid).stream()
                    .filter(group -> !group.equals(sid))
                    .map(group -> group(before, group).without(sid, now))
                    .toList();
            List<Store.Write> writes = new ArrayList<>();
            writes.add(new Store.Write.Remove(Store.Table.ACCOUNTS, AccountRecords.key(removed)));
            left.forEach(group -> writes.add(put(group)));
            return new Planned<>(before.with(left).without(sid), writes, removed);
        });
    }

    /**
     * Puts an account or a group into a group; does nothing where it is there. A SID of another authority is taken as it
     * is, since nothing is known of it here.
     */
    public CompletionStage<Group> addMember(Sid group, Sid member) {
        return changes.submit(before -> {
            Group into = group(before, group);
            if (into.members().contains(member)) {
                return new Planned<>(before, List.of(), into);
            }
            if (before.isOwn(member) && before.find(member).isEmpty()) {
                throw new AccountException(ABSENT, "there is no account or group " + member);
            }
            if (into.members().size() >= limits.members()) {
                throw new AccountException(
                        TOO_MANY, described(into) + " has " + into.members().size() + " members, and no more may be");
            }
            Group changed = into.with(member, time());
            Snapshot after = before.with(List.of(changed));
            if (before.find(member).filter(Group.class::isInstance).isPresent()) {
                checkNesting(after, into, member);
            }
            return new Planned<>(after, List.of(put(changed)), changed);
        });
    }

    private void checkNesting(Snapshot after, Group into, Sid member) {
        OptionalInt depth = after.nesting();
        if (depth.isEmpty()) {
            throw new AccountException(CIRCLE, described(into) + " would be in itself, through " + member);
        }
        if (depth.getAsInt() > limits.nesting()) {
            throw new AccountException(
                    TOO_MANY,
                    "groups would stand " + depth.getAsInt() + " deep in one another; " + limits.nesting() + " may");
        }
    }

    /** Takes a member out of a group. */
    public CompletionStage<Group> removeMember(Sid group, Sid member) {
        return changes.submit(before -> {
            Group from = group(before, group);
            if (!from.members().contains(member)) {
                throw new AccountException(ABSENT, member + " is not in " + described(from));
            }
            Group changed = from.without(member, time());
            return new Planned<>(before.with(List.of(changed)), List.of(put(changed)), changed);
        });
    }

    /** Removes a damaged record from the store, if its place is sure. */
    public CompletionStage<DamagedRecord> discard(DamagedRecord record) {
        return changes.submit(before -> {
            OctetString key = record.key()
                    .filter(sure -> before.damaged().contains(record))
                    .orElseThrow(() -> new AccountException(
                            ABSENT, "this record cannot be removed by itself: check and repair the store"));
            return new Planned<>(
                    before.without(record), List.of(new Store.Write.Remove(Store.Table.ACCOUNTS, key)), record);
        });
    }

    private static Group group(Snapshot snapshot, Sid sid) {
        return snapshot.find(sid)
                .filter(Group.class::isInstance)
                .map(Group.class::cast)
                .orElseThrow(() -> new AccountException(ABSENT, "there is no group " + sid));
    }

    private static String described(Principal principal) {
        return switch (principal) {
            case Account account -> "the account " + account.name();
            case Group group -> "the group " + group.name();
        };
    }

    private Snapshot now() {
        return changes.current();
    }

    /** As precise as a record keeps it. */
    private Instant time() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Store.Write putAuthority(Snapshot snapshot) {
        return new Store.Write.Put(
                Store.Table.ACCOUNTS,
                AccountRecords.AUTHORITY_KEY,
                () -> AccountRecords.encode(new AccountRecords.Authority(snapshot.authority(), snapshot.nextRid())));
    }

    private static Store.Write put(Principal principal) {
        return new Store.Write.Put(
                Store.Table.ACCOUNTS, AccountRecords.key(principal), () -> AccountRecords.encode(principal));
    }
}
