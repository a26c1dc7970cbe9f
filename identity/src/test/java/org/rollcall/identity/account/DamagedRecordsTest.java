package org.rollcall.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.identity.House.done;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.House;
import org.rollcall.identity.TableStore;
import org.rollcall.identity.account.AccountException.Kind;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordHasher;
import org.rollcall.ldap.OctetString;

class DamagedRecordsTest {
    private final TableStore store = new TableStore();
    private AccountBook book = open();
    private final Account anna = done(book.addAccount(AccountName.of("anna")));
    private final Account berta = done(book.addAccount(AccountName.of("berta")));
    private final Group staff = done(book.addGroup(AccountName.of("staff")));

    DamagedRecordsTest() {
        done(book.addMember(staff.sid(), anna.sid()));
        done(book.addMember(staff.sid(), berta.sid()));
        try (Password password = House.password("pencil")) {
            done(book.setSecrets(
                    anna.sid(), Optional.of(new PasswordHasher(House.CHEAP, new Random(1)).hash(password))));
        }
    }

    private AccountBook open() {
        return done(AccountBook.open(
                store, InstantSource.fixed(House.NOW), new Random(store.table().size()), AccountLimits.DEFAULT));
    }

    @Test
    void theOthersStayUsable() {
        store.table().put(AccountRecords.key(anna), OctetString.of("nonsense"));

        book = open();

        assertThat(book.accounts()).containsExactly(berta);
        assertThat(book.damaged())
                .singleElement()
                .asString()
                .contains("account 1000")
                .contains("form 110");
        assertThat(book.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.members()).containsExactlyInAnyOrder(anna.sid(), berta.sid()));
        assertThat(book.token(berta.sid()).sids()).contains(staff.sid());
    }

    @Test
    void aRecordTakenByItselfIsWholeOrNot() {
        assertThat(store.table())
                .hasSize(4)
                .allSatisfy((key, value) ->
                        assertThat(new StoredAccounts().problem(key, value)).isEmpty());
        assertThat(new StoredAccounts().problem(AccountRecords.key(anna), OctetString.of("nonsense")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("account 1000: form 110"));
        assertThat(new StoredAccounts().problem(AccountRecords.key(anna), AccountRecords.encode(berta)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("which does not belong there"));
        assertThat(new StoredAccounts().problem(AccountRecords.AUTHORITY_KEY, OctetString.EMPTY))
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("the server's authority: it ends too early"));
        assertThat(new StoredAccounts().problem(OctetString.of("a"), OctetString.of("1")))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("record a: "));
    }

    private List<String> problemsTogether(StoredAccounts accounts) {
        List<String> problems = new ArrayList<>();
        store.table().forEach((key, value) -> accounts.problem(key, value).ifPresent(problems::add));
        return problems;
    }

    @Test
    void recordsAreJudgedTogetherAsOftenAsTheyAreShown() {
        StoredAccounts accounts = new StoredAccounts();
        assertThat(problemsTogether(accounts)).isEmpty();
        assertThat(accounts.oddities()).isEmpty();

        Sid elsewhere = Rids.newAuthority(new Random(99)).append(2000);
        Account again =
                new Account(book.authority().append(2001), anna.name(), true, House.NOW, House.NOW, Optional.empty());
        Account foreign = new Account(elsewhere, AccountName.of("carla"), true, House.NOW, House.NOW, Optional.empty());
        for (Account each : List.of(again, foreign)) {
            store.table().put(AccountRecords.key(each), AccountRecords.encode(each));
        }
        StoredAccounts checked = new StoredAccounts();
        List<String> problems = problemsTogether(checked);
        assertThat(problems).hasSize(2);
        assertThat(problems.getFirst()).startsWith("account 2000: its SID").contains("is not of this server");
        assertThat(problems.getLast()).isEqualTo("account 2001: its name is that of account 1000");
        assertThat(problemsTogether(checked)).isEqualTo(problems);
        // It is as a server sees it.
        assertThat(open().damaged()).extracting(DamagedRecord::toString).containsExactlyInAnyOrderElementsOf(problems);
    }

    @Test
    void membersThatAreNotThereAreTold() {
        store.table().remove(AccountRecords.key(berta));
        StoredAccounts accounts = new StoredAccounts();
        assertThat(problemsTogether(accounts)).isEmpty();
        assertThat(accounts.oddities())
                .containsExactly("group 1002 (staff): its member " + berta.sid() + " is not there");
    }

    @Test
    void aDamagedRecordCanBeDiscardedAndItsRidIsNotGivenAgain() {
        store.table().put(AccountRecords.key(staff), OctetString.EMPTY);
        book = open();
        DamagedRecord record = book.damaged().getFirst();

        assertThat(done(book.discard(record))).isEqualTo(record);

        assertThat(book.damaged()).isEmpty();
        assertThat(store.table()).doesNotContainKey(AccountRecords.key(staff));
        book = open();
        assertThat(book.damaged()).isEmpty();
        assertThat(done(book.addGroup(AccountName.of("staff"))).sid())
                .isEqualTo(book.authority().append(1003));
        assertThatThrownBy(() -> done(book.discard(record))).cause().isInstanceOf(AccountException.class);
    }

    @Test
    void whatTheStoreFindsDamagedIsNotDiscardedByAGuess() {
        store.damage(AccountRecords.key(anna), "checksum");
        book = open();

        assertThat(book.damaged())
                .singleElement()
                .asString()
                .contains("account 1000")
                .contains("checksum");
        assertThatThrownBy(() -> done(book.discard(book.damaged().getFirst())))
                .cause()
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ABSENT));
        assertThat(store.table()).containsKey(AccountRecords.key(anna));
    }

    @Test
    void aLostAuthorityIsKnownByItsAccounts() {
        Sid authority = book.authority();
        store.table().put(AccountRecords.AUTHORITY_KEY, OctetString.EMPTY);

        book = open();

        assertThat(book.authority()).isEqualTo(authority);
        assertThat(book.damaged()).singleElement().asString().contains("authority");
        assertThat(done(book.addAccount(AccountName.of("carla"))).sid().subAuthority(4))
                .isGreaterThan(1_000_000);
        assertThat(open().damaged()).isEmpty();
    }

    @Test
    void anAccountOfAnotherServerIsNotTaken() {
        TableStore other = new TableStore();
        AccountBook elsewhere =
                done(AccountBook.open(other, InstantSource.fixed(House.NOW), new Random(99), AccountLimits.DEFAULT));
        Account stranger = done(elsewhere.addAccount(AccountName.of("stranger")));
        store.table().put(AccountRecords.key(stranger), other.table().get(AccountRecords.key(stranger)));

        book = open();

        assertThat(book.accounts()).containsExactly(berta);
        assertThat(book.damaged())
                .singleElement()
                .asString()
                .contains(stranger.sid().toString());
    }

    @Test
    void ofTwoWithOneNameTheFirstIsTaken() {
        Account twin = new Account(
                book.authority().append(2000), AccountName.of("ANNA"), true, House.NOW, House.NOW, Optional.empty());
        store.table().put(AccountRecords.key(twin), AccountRecords.encode(twin));

        book = open();

        assertThat(book.account(AccountName.of("anna")).map(Account::sid)).contains(anna.sid());
        assertThat(book.damaged())
                .singleElement()
                .asString()
                .contains("account 2000")
                .contains("account 1000");
        assertThat(done(book.addGroup(AccountName.of("new"))).sid())
                .isEqualTo(book.authority().append(2001));
    }

    @Test
    void aRecordOfALaterFormIsLeftAlone() {
        byte[] later = store.table().get(AccountRecords.key(anna)).toByteArray();
        later[0] = 2;
        store.table().put(AccountRecords.key(anna), OctetString.copyOf(later));
        store.table().put(OctetString.of("new kind"), OctetString.copyOf(later));

        book = open();

        assertThat(book.damaged())
                .hasSize(2)
                .anySatisfy(record -> assertThat(record.toString()).contains("form 2; this version reads 1"));
        assertThat(store.table()).containsEntry(AccountRecords.key(anna), OctetString.copyOf(later));
    }

    @Test
    void everyPrefixIsDamaged() {
        for (Principal principal : new Principal[] {book.account(anna.sid()).orElseThrow(), staff}) {
            OctetString key = AccountRecords.key(principal);
            byte[] whole = store.table().get(key).toByteArray();
            for (int length = 0; length < whole.length; length++) {
                OctetString cut = OctetString.copyOf(Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> AccountRecords.readPrincipal(key, cut))
                        .isInstanceOf(UnreadableRecordException.class);
            }
            assertThatThrownBy(() -> AccountRecords.readPrincipal(
                            key, OctetString.copyOf(Arrays.copyOf(whole, whole.length + 1))))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining("more than belong");
        }
    }

    @Property(tries = 200)
    void whateverARecordHoldsTheRestIsRead(
            @ForAll @IntRange(max = 3) int which, @ForAll int place, @ForAll byte octet, @ForAll byte[] nonsense) {
        OctetString key =
                new HashSet<>(store.table().keySet()).stream().sorted().toList().get(which);
        OctetString whole = store.table().get(key);
        byte[] value = whole.toByteArray();
        value[Math.floorMod(place, value.length)] ^= octet;

        for (byte[] damaged : new byte[][] {value, nonsense}) {
            store.table().put(key, OctetString.copyOf(damaged));
            assertThatCode(this::open).doesNotThrowAnyException();
        }
        store.table().put(key, whole);
    }
}
