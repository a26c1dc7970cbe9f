package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.server.accounts.Accounts;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.control.AccountState.Kept;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlRequest.NewPassword;
import org.rollcall.server.control.ControlRequest.OfAccounts;

/** What accounts and groups become when they are asked for through the channel. */
class AccountsHandlerTest {
    private static final AccountName ANN = AccountName.of("ann");
    private static final AccountName BOB = AccountName.of("bob");
    private static final AccountName STAFF = AccountName.of("staff");
    private static final AccountName BOSSES = AccountName.of("bosses");
    private static final String PENCIL = "pencil \u00e4";

    /** Fails where it is told to. */
    private static final class TiringStore implements Store {
        private int commits;
        private IntPredicate failing = number -> false;
        private StoreException.Kind failure = StoreException.Kind.FULL;

        @Override
        public CompletionStage<Void> commit(List<Write> batch) {
            return failing.test(commits++)
                    ? CompletableFuture.failedFuture(new StoreException(failure, "no room on the disk"))
                    : CompletableFuture.completedFuture(null);
        }

        @Override
        public void read(Table table, Reader reader) {}

        @Override
        public StoreHealth health() {
            return StoreHealth.GOOD;
        }

        @Override
        public void close() {}
    }

    private final TiringStore store = new TiringStore();
    private final Accounts accounts = open(store);
    private final AccountsHandler handler = new AccountsHandler(accounts, BOSSES);

    private static Accounts open(Store store) {
        try {
            return Accounts.open(store, Optional.empty(), 1, new SecureRandom());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        accounts.close();
    }

    private static NewPassword password(String text, boolean keepsNtHash) throws Exception {
        return new NewPassword(Password.of(text.toCharArray()), keepsNtHash);
    }

    private ControlResult ask(OfAccounts request) throws ControlException {
        return handler.handle(request, ControlProgress.NONE);
    }

    private AccountState account(OfAccounts request) throws ControlException {
        return ((ControlResult.Account) ask(request)).account();
    }

    private GroupState group(OfAccounts request) throws ControlException {
        return ((ControlResult.Group) ask(request)).group();
    }

    private AccountState add(AccountName name) throws ControlException {
        return account(new OfAccounts.AddAccount(name, Optional.empty(), false));
    }

    private static AbstractThrowableAssert<?, ?> assertFails(ThrowingCallable call, Kind kind) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    // Accounts.

    @Test
    void aPasswordIsKeptAsHashesAndWiped() throws Exception {
        NewPassword given = password(PENCIL, false);

        AccountState made = account(new OfAccounts.AddAccount(ANN, Optional.of(given), false));

        assertThat(made.password()).isEqualTo(Kept.HASHES);
        assertThat(made.enabled()).isTrue();
        assertThat(made.groups()).isEmpty();
        Account kept = accounts.book().account(ANN).orElseThrow();
        assertThat(kept.sid()).isEqualTo(made.sid());
        try (Password right = Password.of(PENCIL.toCharArray());
                Password wrong = Password.of("pencil".toCharArray())) {
            assertThat(accounts.hasher().verify(right, kept.secrets())).isTrue();
            assertThat(accounts.hasher().verify(wrong, kept.secrets())).isFalse();
        }
        assertThatThrownBy(() -> given.password().ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anNtHashIsKeptForThisAccountWhereItIsWanted() throws Exception {
        AccountState made = account(new OfAccounts.AddAccount(ANN, Optional.of(password(PENCIL, true)), false));
        assertThat(made.password()).isEqualTo(Kept.HASHES_AND_NT_HASH);
        PasswordSecrets secrets =
                accounts.book().account(ANN).flatMap(Account::secrets).orElseThrow();
        assertThat(accounts.seal()
                        .open(made.sid(), secrets.ntHash().orElseThrow())
                        .toByteArray())
                .isEqualTo(OneWayFunctions.ntV1(PENCIL.toCharArray()).toByteArray());

        NewPassword other = password("other", false);
        assertThat(account(new OfAccounts.SetPassword(ANN, other)).password()).isEqualTo(Kept.HASHES);
        assertThatThrownBy(() -> other.password().ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
        assertThat(account(new OfAccounts.SetPassword(ANN, password("other", true)))
                        .password())
                .isEqualTo(Kept.HASHES_AND_NT_HASH);
        assertThat(account(new OfAccounts.RemovePassword(ANN)).password()).isEqualTo(Kept.NOTHING);
        assertThat(accounts.book().account(ANN).flatMap(Account::secrets)).isEmpty();
    }

    @Test
    void thePasswordOfARefusedRequestIsWipedToo() throws Exception {
        NewPassword given = password(PENCIL, true);
        assertFails(() -> ask(new OfAccounts.SetPassword(ANN, given)), Kind.REFUSED)
                .hasMessage("there is no account or group ann");
        assertThatThrownBy(() -> given.password().ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAccountIsDisabledAndEnabledAndRemoved() throws Exception {
        Sid sid = add(ANN).sid();
        assertThat(account(new OfAccounts.EnableAccount(ANN, false)).enabled()).isFalse();
        assertThat(accounts.book().account(ANN).orElseThrow().enabled()).isFalse();
        assertThat(account(new OfAccounts.EnableAccount(ANN, true)).enabled()).isTrue();
        assertThat(account(new OfAccounts.RemoveAccount(ANN)).sid()).isEqualTo(sid);
        assertThat(accounts.book().accounts()).isEmpty();
        assertThat(add(ANN).sid()).isNotEqualTo(sid);
    }

    @Test
    void anAdministratorIsInTheirGroupWhichIsMadeWhenMissing() throws Exception {
        assertThat(account(new OfAccounts.AddAccount(ANN, Optional.empty(), true))
                        .groups())
                .containsExactly(BOSSES);
        assertThat(account(new OfAccounts.AddAccount(BOB, Optional.empty(), true))
                        .groups())
                .containsExactly(BOSSES);
        group(new OfAccounts.AddGroup(STAFF));

        assertThat(((ControlResult.Groups) ask(new OfAccounts.ListGroups())).groups())
                .extracting(GroupState::name, GroupState::members, GroupState::administrators)
                .containsExactly(tuple(BOSSES, 2, true), tuple(STAFF, 0, false));
        assertThat(((ControlResult.Accounts) ask(new OfAccounts.ListAccounts())).accounts())
                .extracting(AccountState::name, AccountState::groups)
                .containsExactly(tuple(ANN, List.of(BOSSES)), tuple(BOB, List.of(BOSSES)));
    }

    @Test
    void ofAnAccountThatFailsHalfwayNothingIsLeft() throws Exception {
        add(BOSSES);
        assertFails(() -> ask(new OfAccounts.AddAccount(ANN, Optional.empty(), true)), Kind.REFUSED)
                .hasMessage("bosses is an account, not a group");
        assertThat(accounts.book().accounts()).extracting(Account::name).containsExactly(BOSSES);
        ask(new OfAccounts.RemoveAccount(BOSSES));

        // The account, its group, the membership, the password.
        for (int step = 0; step < 4; step++) {
            int failing = store.commits + step;
            store.failing = number -> number == failing;
            NewPassword given = password(PENCIL, true);
            assertFails(() -> ask(new OfAccounts.AddAccount(ANN, Optional.of(given), true)), Kind.FAILED)
                    .hasMessage("no room on the disk");
            assertThat(accounts.book().accounts()).as("step " + step).isEmpty();
            assertThat(accounts.book().groups()).as("step " + step).isEmpty();
        }
        store.failing = number -> true;
        store.failure = StoreException.Kind.BUSY;
        assertFails(() -> add(ANN), Kind.BUSY);
    }

    @Test
    void whatCouldNotBeTakenBackIsNamed() {
        int first = store.commits;
        store.failing = number -> number > first;
        assertFails(() -> ask(new OfAccounts.AddAccount(ANN, Optional.empty(), true)), Kind.FAILED)
                .hasMessage("no room on the disk; ann was made before that and could not be removed (no room on the"
                        + " disk): remove it, and try again");
        assertThat(accounts.book().account(ANN)).isPresent();
    }

    @Test
    void namesThatDoNotFitAreRefused() throws Exception {
        add(ANN);
        group(new OfAccounts.AddGroup(STAFF));
        assertFails(() -> add(AccountName.of("ANN")), Kind.REFUSED).hasMessageContaining("account ann already");
        assertFails(() -> add(STAFF), Kind.REFUSED).hasMessageContaining("group staff already");
        assertFails(() -> ask(new OfAccounts.AddGroup(ANN)), Kind.REFUSED).hasMessageContaining("account ann already");
        assertFails(() -> ask(new OfAccounts.RemoveAccount(STAFF)), Kind.REFUSED)
                .hasMessage("staff is a group, not an account");
        assertFails(() -> ask(new OfAccounts.RemoveGroup(ANN)), Kind.REFUSED)
                .hasMessage("ann is an account, not a group");
        for (OfAccounts request : List.of(
                new OfAccounts.RemoveAccount(BOB),
                new OfAccounts.EnableAccount(BOB, true),
                new OfAccounts.RemovePassword(BOB),
                new OfAccounts.ListMembers(BOB),
                new OfAccounts.RemoveGroup(BOB),
                new OfAccounts.Join(BOB, List.of("ann")),
                new OfAccounts.Leave(BOB, List.of("ann")))) {
            assertFails(() -> ask(request), Kind.REFUSED).hasMessage("there is no account or group bob");
        }
    }

    @Test
    void whoHasANameCanBeAsked() throws Exception {
        Sid sid = add(ANN).sid();
        assertThat(ask(new OfAccounts.Find(AccountName.of("Ann"))))
                .isEqualTo(new ControlResult.Found(
                        Optional.of(new PrincipalName(PrincipalName.Kind.ACCOUNT, sid, Optional.of(ANN)))));
        assertThat(ask(new OfAccounts.Find(BOB))).isEqualTo(new ControlResult.Found(Optional.empty()));
    }

    // Groups.

    @Test
    void membersComeByNameOrSidAndGo() throws Exception {
        Sid ann = add(ANN).sid();
        Sid bob = add(BOB).sid();
        Sid bosses = group(new OfAccounts.AddGroup(BOSSES)).sid();
        group(new OfAccounts.AddGroup(STAFF));
        Sid foreign = Sid.of(5, 21, 1, 2, 3, 1104);

        assertThat(group(new OfAccounts.Join(STAFF, List.of("BOB", ann.toString(), "bosses", foreign.toString())))
                        .members())
                .isEqualTo(4);
        assertThat(group(new OfAccounts.Join(STAFF, List.of("bob"))).members())
                .as("one that is there")
                .isEqualTo(4);
        assertThat(((ControlResult.Members) ask(new OfAccounts.ListMembers(STAFF))).members())
                .containsExactly(
                        new PrincipalName(PrincipalName.Kind.ACCOUNT, ann, Optional.of(ANN)),
                        new PrincipalName(PrincipalName.Kind.ACCOUNT, bob, Optional.of(BOB)),
                        new PrincipalName(PrincipalName.Kind.GROUP, bosses, Optional.of(BOSSES)),
                        new PrincipalName(PrincipalName.Kind.ELSEWHERE, foreign, Optional.empty()));

        assertFails(() -> ask(new OfAccounts.Leave(BOSSES, List.of("ann"))), Kind.REFUSED)
                .hasMessage("ann is not in bosses");
        assertFails(() -> ask(new OfAccounts.Leave(STAFF, List.of("ann", "staff"))), Kind.REFUSED)
                .hasMessage("staff is not in staff");
        assertThat(group(new OfAccounts.Leave(STAFF, List.of("ann", foreign.toString(), "ann")))
                        .members())
                .isEqualTo(2);
        assertThat(account(new OfAccounts.RemoveAccount(BOB)).groups()).containsExactly(STAFF);
        assertThat(group(new OfAccounts.RemoveGroup(STAFF)).members()).isEqualTo(1);
        assertThat(accounts.book().groups()).hasSize(1);
    }

    @Test
    void noneIsPutInWhereOneIsUnknown() throws Exception {
        add(ANN);
        group(new OfAccounts.AddGroup(STAFF));
        for (String unknown : List.of("carl", "a/b", "S-1-x")) {
            assertFails(() -> ask(new OfAccounts.Join(STAFF, List.of("ann", unknown))), Kind.REFUSED);
        }
        assertThat(accounts.book().groups().getFirst().members()).isEmpty();
    }

    @Test
    void whereItFailsOnTheWayTheMessageTellsHowFarItCame() throws Exception {
        add(ANN);
        group(new OfAccounts.AddGroup(STAFF));
        assertFails(() -> ask(new OfAccounts.Join(STAFF, List.of("staff", "ann"))), Kind.REFUSED)
                .hasMessageContaining("in itself");
        assertThat(accounts.book().groups().getFirst().members()).isEmpty();
        assertFails(() -> ask(new OfAccounts.Join(STAFF, List.of("ann", "staff"))), Kind.FAILED)
                .hasMessageContaining("in itself")
                .hasMessageEndingWith("of the members of staff that were named, 1 had been put into it before");
        assertThat(accounts.book().groups().getFirst().members()).hasSize(1);
    }

    // The channel.

    @Test
    void accountsAreAskedForOverTheSocket(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("s");
        List<Deed> accounted = Collections.synchronizedList(new ArrayList<>());
        try (ControlServer _ = ControlServer.start(
                        socket,
                        new ControlHandlers(
                                ControlServerTest.NOBODY.store(),
                                handler,
                                ControlServerTest.NOBODY.descriptors(),
                                ControlServerTest.NOBODY.entries()),
                        Optional.of(accounted::add),
                        ControlLimits.DEFAULT);
                ControlClient first = ControlClient.connect(socket).orElseThrow();
                ControlClient second = ControlClient.connect(socket).orElseThrow()) {
            ControlResult made = first.ask(
                    new OfAccounts.AddAccount(ANN, Optional.of(password(PENCIL, true)), false), ControlProgress.NONE);
            assertThat(made)
                    .isInstanceOfSatisfying(
                            ControlResult.Account.class,
                            result -> assertThat(result.account().password()).isEqualTo(Kept.HASHES_AND_NT_HASH));
            try (Password right = Password.of(PENCIL.toCharArray())) {
                assertThat(accounts.hasher()
                                .verify(right, accounts.book().account(ANN).flatMap(Account::secrets)))
                        .isTrue();
            }
            assertFails(() -> second.ask(new OfAccounts.AddGroup(ANN), ControlProgress.NONE), Kind.REFUSED)
                    .hasMessage("there is the account ann already");
        }
        assertThat(accounted)
                .containsExactly(
                        new Deed.Administration("account add", "ann", "done"),
                        new Deed.Administration("group add", "ann", "there is the account ann already"));
    }

    @Test
    void allThatChangesIsAccountedForUnderTheNameOfItsCommand() throws Exception {
        Optional<NewPassword> given = Optional.of(password(PENCIL, true));
        List<ControlRequest> all = List.of(
                new OfAccounts.AddAccount(ANN, given, false),
                new OfAccounts.AddAccount(ANN, Optional.empty(), true),
                new OfAccounts.SetPassword(ANN, given.get()),
                new OfAccounts.RemovePassword(ANN),
                new OfAccounts.EnableAccount(ANN, true),
                new OfAccounts.EnableAccount(ANN, false),
                new OfAccounts.RemoveAccount(ANN),
                new OfAccounts.AddGroup(STAFF),
                new OfAccounts.RemoveGroup(STAFF),
                new OfAccounts.Join(STAFF, List.of("ann", "bob")),
                new OfAccounts.Leave(STAFF, List.of("ann")),
                new OfAccounts.Find(ANN),
                new OfAccounts.ListAccounts(),
                new OfAccounts.ListGroups(),
                new OfAccounts.ListMembers(STAFF));
        assertThat(all.stream()
                        .flatMap(request -> Acts.of(request, "done").stream())
                        .map(deed -> deed.act() + " " + deed.target()))
                .containsExactly(
                        "account add ann",
                        "account add --administrator ann",
                        "account password ann",
                        "account password --no-password ann",
                        "account enable ann",
                        "account disable ann",
                        "account remove ann",
                        "group add staff",
                        "group remove staff",
                        "group join staff: ann, bob",
                        "group leave staff: ann");
    }
}
