package org.rollcall.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.identity.House.done;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.House;
import org.rollcall.identity.TableStore;
import org.rollcall.identity.account.AccountException.Kind;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordHasher;
import org.rollcall.identity.password.PasswordSecrets;

class AccountBookTest {
    private final TableStore store = new TableStore();
    private Instant now = House.NOW;
    private AccountLimits limits = AccountLimits.DEFAULT;
    private AccountBook book = open(1);

    private AccountBook open(int seed) {
        return done(AccountBook.open(store, () -> now, new Random(seed), limits));
    }

    private Account account(String name) {
        return done(book.addAccount(AccountName.of(name)));
    }

    private Group group(String name) {
        return done(book.addGroup(AccountName.of(name)));
    }

    private void put(Principal member, Group... groups) {
        for (Group group : groups) {
            done(book.addMember(group.sid(), member.sid()));
        }
    }

    private static PasswordSecrets secrets(String text) {
        try (Password password = House.password(text)) {
            return new PasswordHasher(House.CHEAP, new Random(1)).hash(password);
        }
    }

    private static void assertRefused(Kind kind, ThrowingCallable change) {
        assertThatThrownBy(change)
                .hasCauseInstanceOf(AccountException.class)
                .cause()
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void changesAreToldOnceTheyShowAndBeforeTheyAreDone() {
        List<Optional<Boolean>> told = new ArrayList<>();
        Account ann = account("ann");
        book.onChange(() -> told.add(book.account(ann.sid()).map(Account::enabled)));

        List<Optional<Boolean>> toldBefore =
                done(book.enable(ann.sid(), false).thenApply(disabled -> List.copyOf(told)));
        assertThat(toldBefore).containsExactly(Optional.of(false));
        // Nothing changes.
        done(book.enable(ann.sid(), false));
        store.refuse(true);
        assertThat(book.remove(ann.sid()).toCompletableFuture()).isCompletedExceptionally();
        store.refuse(false);
        done(book.remove(ann.sid()));

        assertThat(told).containsExactly(Optional.of(false), Optional.empty());
    }

    @Test
    void theAuthorityIsMadeOnce() {
        Sid authority = book.authority();

        assertThat(authority.toString()).matches("S-1-5-21-\\d+-\\d+-\\d+");
        assertThat(open(2).authority()).isEqualTo(authority);
    }

    @Test
    void aStoreThatForgetsWillDo() {
        AccountBook forgetful = done(AccountBook.open(new MemoryStore(), () -> now, new Random(3), limits));

        assertThat(done(forgetful.addAccount(AccountName.of("anna"))).sid())
                .isEqualTo(forgetful.authority().append(1000));
    }

    @Test
    void anAccountIsFoundByNameAndSid() {
        Account anna = account("Anna");

        assertThat(anna.sid()).isEqualTo(book.authority().append(1000));
        assertThat(book.account(AccountName.of("ANNA"))).contains(anna);
        assertThat(book.account(anna.sid())).contains(anna);
        assertThat(anna).isEqualTo(new Account(anna.sid(), anna.name(), true, now, now, Optional.empty()));
        assertThat(group("staff").sid()).isEqualTo(book.authority().append(1001));
    }

    @Test
    void allIsAsItWasAfterARestart() {
        Account anna = account("Anna");
        Group staff = group("Staff");
        put(anna, staff);
        now = now.plus(Duration.ofDays(1)).plusNanos(123_456_789);
        done(book.setSecrets(anna.sid(), Optional.of(secrets("pencil"))));
        done(book.enable(anna.sid(), false));
        AccountBook before = book;

        book = open(9);

        assertThat(book.accounts()).isEqualTo(before.accounts());
        assertThat(book.groups()).isEqualTo(before.groups());
        assertThat(book.damaged()).isEmpty();
        assertThat(book.account(anna.sid())).hasValueSatisfying(account -> {
            assertThat(account.enabled()).isFalse();
            assertThat(account.secrets()).contains(secrets("pencil"));
            assertThat(account.changed())
                    .isEqualTo(House.NOW.plus(Duration.ofDays(1)).plusMillis(123));
            assertThat(account.created()).isEqualTo(House.NOW);
        });
    }

    @Test
    void accountsAndGroupsShareTheirNames() {
        account("anna");

        assertRefused(Kind.NAME_TAKEN, () -> group("ANNA"));
        assertRefused(Kind.NAME_TAKEN, () -> account("Anna"));
        assertThat(book.groups()).isEmpty();
    }

    @Test
    void aRidIsNotGivenAgain() {
        Account anna = account("anna");
        done(book.remove(anna.sid()));
        assertThat(account("anna").sid()).isEqualTo(book.authority().append(1001));

        done(book.remove(book.authority().append(1001)));
        book = open(5);

        assertThat(account("anna").sid()).isEqualTo(book.authority().append(1002));
    }

    @Test
    void aRidWhoseCommitFailedIsNotGivenAgain() {
        store.refuse(true);
        assertThatThrownBy(() -> account("anna")).hasCauseInstanceOf(StoreException.class);
        store.refuse(false);

        assertThat(book.accounts()).isEmpty();
        assertThat(account("anna").sid()).isEqualTo(book.authority().append(1001));
    }

    @Test
    void groupsOfAnotherAuthorityMayBeMembersHereAndDecideNothingElse() {
        Sid domain = Sid.of(5, 21, 1, 2, 3);
        Group staff = group("staff");
        Group outer = group("outer");
        Group closed = group("closed");
        done(book.addMember(staff.sid(), domain.append(1200)));
        put(staff, outer);

        assertThat(book.token(domain.append(1100), Set.of(domain.append(1200), closed.sid()))
                        .sids())
                .containsExactlyInAnyOrder(
                        domain.append(1100),
                        domain.append(1200),
                        staff.sid(),
                        outer.sid(),
                        WellKnownSids.EVERYONE,
                        WellKnownSids.AUTHENTICATED_USERS,
                        WellKnownSids.NETWORK);
    }

    @Test
    void aTokenHasTheGroupsOfGroups() {
        Account anna = account("anna");
        Account other = account("other");
        Group inner = group("inner");
        Group outer = group("outer");
        Group elsewhere = group("elsewhere");
        put(anna, inner);
        put(inner, outer);
        put(other, elsewhere);

        assertThat(book.token(anna.sid()).user()).isEqualTo(anna.sid());
        assertThat(book.token(anna.sid()).sids())
                .containsExactlyInAnyOrder(
                        anna.sid(),
                        inner.sid(),
                        outer.sid(),
                        WellKnownSids.EVERYONE,
                        WellKnownSids.AUTHENTICATED_USERS,
                        WellKnownSids.NETWORK);
    }

    @Test
    void oneOfAnotherAuthorityMayBeInAGroup() throws Exception {
        Sid stranger = Sid.parse("S-1-5-21-1-2-3-1105");
        Group guests = group("guests");

        done(book.addMember(guests.sid(), stranger));

        assertThat(book.token(stranger).sids()).contains(guests.sid());
    }

    @Test
    void noGroupIsInItself() {
        Group one = group("one");
        Group two = group("two");
        Group three = group("three");
        put(one, two);
        put(two, three);

        assertRefused(Kind.CIRCLE, () -> put(one, one));
        assertRefused(Kind.CIRCLE, () -> put(two, one));
        assertRefused(Kind.CIRCLE, () -> put(three, one));
        put(one, three);
    }

    @Test
    void groupsStandOnlySoDeepInGroups() {
        limits = new AccountLimits(100, 100, 3, 10);
        book = open(1);
        Group a = group("a");
        Group b = group("b");
        Group c = group("c");
        Group d = group("d");
        put(a, b);
        put(c, d);

        assertRefused(Kind.TOO_MANY, () -> put(b, c));

        put(b, d);
        put(account("deep"), a);
        assertRefused(Kind.TOO_MANY, () -> put(d, group("e")));
    }

    @Test
    void thereAreNoMoreThanMayBe() {
        limits = new AccountLimits(3, 1, 3, 10);
        book = open(1);
        Group group = group("group");
        Account anna = account("anna");
        Account berta = account("berta");

        assertRefused(Kind.TOO_MANY, () -> account("carla"));
        put(anna, group);
        put(anna, group);
        assertRefused(Kind.TOO_MANY, () -> put(berta, group));
    }

    @Test
    void removingTakesOutOfGroups() {
        Account anna = account("anna");
        Group inner = group("inner");
        Group outer = group("outer");
        put(anna, inner, outer);
        put(inner, outer);

        done(book.remove(inner.sid()));
        done(book.remove(anna.sid()));
        book = open(4);

        assertThat(book.groups())
                .singleElement()
                .satisfies(left -> assertThat(left.members()).isEmpty());
        assertThat(book.accounts()).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        Account anna = account("anna");
        Group staff = group("staff");
        Sid nobody = book.authority().append(4711);

        assertRefused(Kind.ABSENT, () -> done(book.enable(nobody, true)));
        assertRefused(Kind.ABSENT, () -> done(book.enable(staff.sid(), true)));
        assertRefused(Kind.ABSENT, () -> done(book.setSecrets(nobody, Optional.empty())));
        assertRefused(Kind.ABSENT, () -> done(book.remove(nobody)));
        assertRefused(Kind.ABSENT, () -> done(book.addMember(anna.sid(), staff.sid())));
        assertRefused(Kind.ABSENT, () -> done(book.addMember(staff.sid(), nobody)));
        assertRefused(Kind.ABSENT, () -> done(book.removeMember(staff.sid(), anna.sid())));
    }

    @Test
    void secretsAreRenewedOnlyWhereTheyAreStillThose() {
        Account anna = account("anna");
        PasswordSecrets first = secrets("first");
        PasswordSecrets second = secrets("second");
        done(book.setSecrets(anna.sid(), Optional.of(first)));

        done(book.renewSecrets(anna.sid(), first, second));
        assertThat(book.account(anna.sid()).flatMap(Account::secrets)).contains(second);

        done(book.renewSecrets(anna.sid(), first, secrets("third")));
        assertThat(book.account(anna.sid()).flatMap(Account::secrets)).contains(second);
    }

    @Test
    void aChangeShowsAfterItsCommitAndTheNextIsMadeOfIt() {
        store.hold();
        CompletionStage<Account> first = book.addAccount(AccountName.of("anna"));
        CompletionStage<Group> taken = book.addGroup(AccountName.of("Anna"));
        CompletionStage<Group> second = book.addGroup(AccountName.of("staff"));

        assertThat(book.accounts()).isEmpty();
        assertThat(store.held()).isEqualTo(1);
        assertThat(first.toCompletableFuture()).isNotDone();

        store.release();

        assertThat(done(first).sid()).isEqualTo(book.authority().append(1000));
        assertThat(taken.toCompletableFuture()).isCompletedExceptionally();
        assertThat(done(second).sid()).isEqualTo(book.authority().append(1001));
        assertThat(book.accounts()).hasSize(1);
    }

    @Test
    void manyMayWaitAndNoMore() {
        limits = new AccountLimits(100_000, 10, 3, 5_000);
        book = open(1);
        Account anna = account("anna");
        List<CompletableFuture<Account>> waiting = new ArrayList<>();
        store.hold();
        for (int i = 0; i < 5_000; i++) {
            waiting.add(book.enable(anna.sid(), i % 2 == 1).toCompletableFuture());
        }

        assertRefused(Kind.BUSY, () -> done(book.enable(anna.sid(), true)));

        store.release();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
        assertThat(waiting.getLast().join().enabled()).isTrue();
        assertThat(done(book.enable(anna.sid(), false)).enabled()).isFalse();
    }

    @Test
    void whatIsAskedForInAnAnswerIsDone() {
        CompletionStage<Group> both = book.addAccount(AccountName.of("anna"))
                .thenCompose(anna -> book.addGroup(AccountName.of("staff"))
                        .thenCompose(staff -> book.addMember(staff.sid(), anna.sid())));

        assertThat(done(both).members()).hasSize(1);
    }
}
