package org.rollcall.server.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.rollcall.access.descriptor.InvalidSidException;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.Group;
import org.rollcall.identity.account.Principal;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.identity.password.Secret;
import org.rollcall.server.accounts.Accounts;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlRequest.NewPassword;
import org.rollcall.server.control.ControlRequest.OfAccounts;

/**
 * Does what is asked of accounts and groups: of a server's for its clients, or of those of a store that a command opened
 * for itself. Passwords are hashed on the caller's thread, one at a time.
 */
public final class AccountsHandler implements ControlHandler<OfAccounts> {
    private final Accounts accounts;
    private final AccountBook book;
    private final AccountName administrators;
    private final Object hashing = new Object();

    /** @param administrators the group whose members are the server's administrators; it may be missing */
    public AccountsHandler(Accounts accounts, AccountName administrators) {
        this.accounts = accounts;
        this.book = accounts.book();
        this.administrators = administrators;
    }

    @Override
    public ControlResult handle(OfAccounts request, ControlProgress progress) throws ControlException {
        try {
            return switch (request) {
                case OfAccounts.Find(AccountName name) ->
                    new ControlResult.Found(book.find(name).map(AccountsHandler::name));
                case OfAccounts.ListAccounts _ -> listAccounts();
                case OfAccounts.ListGroups _ ->
                    new ControlResult.Groups(
                            book.groups().stream().map(this::state).toList());
                case OfAccounts.ListMembers(AccountName group) -> listMembers(group(group));
                case OfAccounts.AddAccount add -> answer(add(add));
                case OfAccounts.SetPassword(AccountName name, NewPassword password) ->
                    answer(setPassword(account(name), password));
                case OfAccounts.RemovePassword(AccountName name) ->
                    answer(done(book.setSecrets(account(name).sid(), Optional.empty())));
                case OfAccounts.EnableAccount(AccountName name, boolean enabled) ->
                    answer(done(book.enable(account(name).sid(), enabled)));
                case OfAccounts.RemoveAccount(AccountName name) -> {
                    // Its groups are known until then.
                    ControlResult removed = answer(account(name));
                    done(book.remove(account(name).sid()));
                    yield removed;
                }
                case OfAccounts.AddGroup(AccountName name) -> answer(done(book.addGroup(name)));
                case OfAccounts.RemoveGroup(AccountName name) -> {
                    Group group = group(name);
                    done(book.remove(group.sid()));
                    yield answer(group);
                }
                case OfAccounts.Join(AccountName group, List<String> members) -> join(group(group), members);
                case OfAccounts.Leave(AccountName group, List<String> members) -> leave(group(group), members);
            };
        } catch (AccountException | StoreException e) {
            throw explain(e);
        } finally {
            wipePassword(request);
        }
    }

    private static void wipePassword(OfAccounts request) {
        switch (request) {
            case OfAccounts.AddAccount add ->
                add.password().ifPresent(given -> given.password().close());
            case OfAccounts.SetPassword set -> set.password().password().close();
            default -> {}
        }
    }

    // Reading.

    private ControlResult listAccounts() {
        Map<Sid, List<AccountName>> groupsOf = new HashMap<>();
        for (Group group : book.groups()) {
            for (Sid member : group.members()) {
                groupsOf.computeIfAbsent(member, sid -> new ArrayList<>()).add(group.name());
            }
        }
        return new ControlResult.Accounts(book.accounts().stream()
                .map(account -> state(account, groupsOf.getOrDefault(account.sid(), List.of())))
                .toList());
    }

    private ControlResult listMembers(Group group) {
        return new ControlResult.Members(
                state(group),
                group.members().stream()
                        .map(sid -> book.find(sid)
                                .map(AccountsHandler::name)
                                .orElseGet(
                                        () -> new PrincipalName(PrincipalName.Kind.ELSEWHERE, sid, Optional.empty())))
                        .sorted(Comparator.comparing(PrincipalName::kind)
                                .thenComparing(
                                        who -> who.name().map(AccountName::key).orElse(""))
                                .thenComparing(who -> who.sid().toString()))
                        .toList());
    }

    static PrincipalName name(Principal principal) {
        PrincipalName.Kind kind = switch (principal) {
            case Account _ -> PrincipalName.Kind.ACCOUNT;
            case Group _ -> PrincipalName.Kind.GROUP;
        };
        return new PrincipalName(kind, principal.sid(), Optional.of(principal.name()));
    }

    private ControlResult answer(Account account) {
        return new ControlResult.Account(state(
                account,
                book.groups().stream()
                        .filter(group -> group.members().contains(account.sid()))
                        .map(Group::name)
                        .toList()));
    }

    private static AccountState state(Account account, List<AccountName> groups) {
        AccountState.Kept kept = account.secrets()
                .map(secrets ->
                        secrets.ntHash().isPresent() ? AccountState.Kept.HASHES_AND_NT_HASH : AccountState.Kept.HASHES)
                .orElse(AccountState.Kept.NOTHING);
        return new AccountState(account.name(), account.sid(), account.enabled(), kept, account.changed(), groups);
    }

    private ControlResult answer(Group group) {
        return new ControlResult.Group(state(group));
    }

    private GroupState state(Group group) {
        return new GroupState(
                group.name(), group.sid(), group.members().size(), group.name().equals(administrators));
    }

    private Account account(AccountName name) throws ControlException {
        return switch (find(name)) {
            case Account account -> account;
            case Group group -> throw refused(group.name() + " is a group, not an account");
        };
    }

    private Group group(AccountName name) throws ControlException {
        return switch (find(name)) {
            case Group group -> group;
            case Account account -> throw refused(account.name() + " is an account, not a group");
        };
    }

    private Principal find(AccountName name) throws ControlException {
        return book.find(name).orElseThrow(() -> refused("there is no account or group " + name));
    }

    // Accounts.

    private Account add(OfAccounts.AddAccount request) throws ControlException {
        Optional<PasswordSecrets> secrets = request.password().map(this::hash);
        List<Principal> made = new ArrayList<>();
        try {
            Account account = done(book.addAccount(request.name()));
            made.add(account);
            if (request.administrator()) {
                done(book.addMember(administrators(made), account.sid()));
            }
            if (secrets.isPresent()) {
                PasswordSecrets sealed =
                        sealed(account.sid(), request.password().get(), secrets.get());
                account = done(book.setSecrets(account.sid(), Optional.of(sealed)));
            }
            return account;
        } catch (AccountException | StoreException e) {
            throw undo(made, explain(e));
        } catch (ControlException e) {
            throw undo(made, e);
        }
    }

    /** The group of administrators, which is made, and added to what was made, where it is missing. */
    private Sid administrators(List<Principal> made) throws ControlException {
        if (book.find(administrators).isEmpty()) {
            made.add(done(book.addGroup(administrators)));
        }
        return group(administrators).sid();
    }

    private ControlException undo(List<Principal> made, ControlException failure) {
        for (Principal each : made.reversed()) {
            try {
                done(book.remove(each.sid()));
            } catch (AccountException | StoreException e) {
                return new ControlException(
                        Kind.FAILED,
                        failure.getMessage() + "; " + each.name() + " was made before that and could not be removed ("
                                + e.getMessage() + "): remove it, and try again",
                        failure);
            }
        }
        return failure;
    }

    private Account setPassword(Account account, NewPassword password) {
        PasswordSecrets secrets = sealed(account.sid(), password, hash(password));
        return done(book.setSecrets(account.sid(), Optional.of(secrets)));
    }

    private PasswordSecrets hash(NewPassword password) {
        synchronized (hashing) {
            return accounts.hasher().hash(password.password());
        }
    }

    /** What is kept of a password, with its NT hash where that is wanted. */
    private PasswordSecrets sealed(Sid account, NewPassword password, PasswordSecrets secrets) {
        if (!password.keepsNtHash()) {
            return secrets;
        }
        byte[] ntHash = password.password().ofTyped(OneWayFunctions::ntV1).toByteArray();
        try {
            return secrets.withNtHash(accounts.seal().seal(account, Secret.copyOf(ntHash)));
        } finally {
            Arrays.fill(ntHash, (byte) 0);
        }
    }

    // Groups.

    private ControlResult join(Group group, List<String> members) throws ControlException {
        return forEach(group, sids(members), "put into it", sid -> book.addMember(group.sid(), sid));
    }

    private ControlResult leave(Group group, List<String> members) throws ControlException {
        List<Sid> sids = sids(members);
        for (int i = 0; i < sids.size(); i++) {
            if (!group.members().contains(sids.get(i))) {
                throw refused(members.get(i) + " is not in " + group.name());
            }
        }
        return forEach(
                group, sids.stream().distinct().toList(), "taken out", sid -> book.removeMember(group.sid(), sid));
    }

    private ControlResult forEach(
            Group group, List<Sid> members, String what, Function<Sid, CompletionStage<Group>> change)
            throws ControlException {
        Group now = group;
        int changed = 0;
        for (Sid member : members) {
            try {
                now = done(change.apply(member));
                changed++;
            } catch (AccountException | StoreException e) {
                ControlException failure = explain(e);
                throw changed == 0
                        ? failure
                        : new ControlException(
                                Kind.FAILED,
                                failure.getMessage() + "; of the members of " + group.name() + " that were named, "
                                        + changed + " had been " + what + " before",
                                e);
            }
        }
        return answer(now);
    }

    private List<Sid> sids(List<String> members) throws ControlException {
        List<Sid> sids = new ArrayList<>();
        for (String each : members) {
            sids.add(sid(each));
        }
        return sids;
    }

    private Sid sid(String nameOrSid) throws ControlException {
        try {
            return Sid.parse(nameOrSid);
        } catch (InvalidSidException e) {
            return find(AccountName.of(nameOrSid)).sid();
        }
    }

    // Failures.

    /** Waits for a change; what it failed by is thrown as it is. */
    static <T> T done(CompletionStage<T> change) {
        try {
            return change.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static ControlException refused(String message) {
        return new ControlException(Kind.REFUSED, message);
    }

    private static ControlException explain(RuntimeException failure) {
        Kind kind = switch (failure) {
            case AccountException refusal when refusal.kind() == AccountException.Kind.BUSY -> Kind.BUSY;
            case AccountException _ -> Kind.REFUSED;
            case StoreException refusal when refusal.kind() == StoreException.Kind.BUSY -> Kind.BUSY;
            default -> Kind.FAILED;
        };
        return new ControlException(kind, String.valueOf(failure.getMessage()), failure);
    }
}
