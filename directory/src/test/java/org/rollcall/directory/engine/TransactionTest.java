package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.APPLICATIONS;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.refusal;
import static org.rollcall.directory.engine.Lab.seconds;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Asker;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Granted;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;

/** Writes: what they check, and what others see of them before and after the commit. */
class TransactionTest {
    private static final String A = "cn=a," + DYNAMIC;
    private static final LeaseTerm STATIC = new LeaseTerm.Static();

    /** Commits when the test says so. */
    private static final class SlowStore implements Store {
        private final Deque<CompletableFuture<Void>> open = new ArrayDeque<>();
        private final List<Write> written = new ArrayList<>();

        @Override
        public CompletionStage<Void> commit(List<Write> batch) {
            written.addAll(batch);
            CompletableFuture<Void> commit = new CompletableFuture<>();
            open.add(commit);
            return commit;
        }

        void succeed() {
            open.remove().complete(null);
        }

        void fail() {
            open.remove().completeExceptionally(new IllegalStateException("disk full"));
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

    private final Lab lab = new Lab();
    private final SlowStore store = new SlowStore();
    private final Lab slow = new Lab(EngineSettings.DEFAULT, store);

    private CompletableFuture<Granted> adding(Asker asker, NewEntry entry) {
        return slow.view(asker).write(Set.of(entry.name()), t -> t.add(entry)).toCompletableFuture();
    }

    private CompletableFuture<Boolean> deleting(Asker asker, String dn) {
        EntryName name = slow.name(dn);
        return slow.view(asker)
                .write(Set.of(name), t -> {
                    t.delete(name);
                    return true;
                })
                .toCompletableFuture();
    }

    @Test
    void nothingShowsBeforeTheCommitAndTheSecondWriterWaitsForIt() {
        CompletableFuture<Granted> first = adding(ALICE, slow.person("a"));
        CompletableFuture<Granted> second = adding(BOB, slow.person("A"));
        CompletableFuture<Granted> other = adding(BOB, slow.person("b"));
        assertThat(slow.list(BOB, "(cn=*)")).isEmpty();
        assertThat(slow.exists(ALICE, A)).isFalse();
        store.succeed();
        assertThat(first).isCompleted();
        assertThat(slow.list(BOB, "(cn=*)")).containsExactly(A);
        assertThat(second.exceptionNow()).hasMessageContaining("entryAlreadyExists");
        assertThat(other).isNotDone();
        store.succeed();
        assertThat(other).isCompleted();
        Invariants.check(slow.directory);
    }

    @Test
    void afterAFailedCommitNothingHasHappened() {
        adding(ALICE, slow.person("a"));
        store.succeed();
        adding(ALICE, slow.application("a", "x"));
        store.fail();
        CompletableFuture<Boolean> deletion = deleting(ALICE, A);
        CompletableFuture<Granted> behind = adding(BOB, slow.person("a"));
        store.fail();
        assertThat(deletion.exceptionNow()).hasMessageContaining("disk full");
        assertThat(behind.exceptionNow()).hasMessageContaining("entryAlreadyExists");
        assertThat(slow.exists(BOB, A)).isTrue();
        assertThat(slow.exists(BOB, "appName=x," + APPLICATIONS)).isFalse();
        Invariants.check(slow.directory);
    }

    @Test
    void manyWritersOfOneNameComeOneAfterAnotherWithoutDeepeningTheStack() {
        CompletableFuture<Granted> first = adding(ALICE, slow.person("a"));
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            waiting.add(slow.view(BOB)
                    .write(Set.of(slow.name(A)), t -> t.exists(slow.name(A)))
                    .toCompletableFuture());
        }
        store.succeed();
        assertThat(first).isCompleted();
        assertThat(waiting).allSatisfy(each -> assertThat(each).isCompletedWithValue(true));
    }

    @Test
    void aRenewedEntryDoesNotEndWhileItsCommitIsUnderWay() {
        adding(ALICE, slow.person("a", seconds(10)));
        store.succeed();
        CompletableFuture<Granted> renewal = slow.view(ALICE)
                .write(Set.of(slow.name(A)), t -> t.renew(slow.name(A), seconds(20)))
                .toCompletableFuture();
        slow.pass(Duration.ofSeconds(15));
        slow.sweep();
        assertThat(slow.exists(BOB, A)).isTrue();
        store.succeed();
        assertThat(renewal).isCompletedWithValue(new Granted(20, false));
        assertThat(slow.values(BOB, A, "entryTTL")).containsExactly("20");
    }

    @Test
    void anEntryThatEndsIsRemovedFromTheStoreAndComesBackOnlyByAnAdd() {
        adding(ALICE, slow.person("a", seconds(10)));
        store.succeed();
        slow.pass(Duration.ofSeconds(11));
        store.written.clear();
        slow.directory.sweep(10);
        assertThat(store.written)
                .containsExactly(
                        new Store.Write.Remove(Store.Table.ENTRIES, OctetString.of("cn=a,ou=dynamic,o=intranet")));
        CompletableFuture<Granted> again = adding(BOB, slow.person("a"));
        assertThat(again).isNotDone();
        store.fail();
        store.succeed();
        assertThat(again).isCompleted();
        slow.pass(Duration.ofSeconds(2));
        slow.directory.sweep(10);
        assertThat(slow.exists(BOB, A)).isTrue();
        Invariants.check(slow.directory);
    }

    @Test
    void theStoreGetsWhatAnEntryIs() throws Exception {
        adding(
                ALICE,
                new NewEntry(
                        slow.name(A),
                        List.of(Attribute.of("objectClass", "rtPerson"), Attribute.of("rfc822Mailbox", "a@x")),
                        new LeaseTerm.Default(true),
                        List.of(Attribute.of("c", "-"))));
        Store.Write.Put put = (Store.Write.Put) store.written.getFirst();
        assertThat(put.key().utf8()).isEqualTo("cn=a,ou=dynamic,o=intranet");
        StoredEntry stored = StoredEntry.read(put.value().get());
        assertThat(stored.owner()).isEqualTo(ALICE.owner());
        assertThat(stored.createdSeconds()).isEqualTo(1_800_000_000);
        assertThat(stored.modifiedSeconds()).isEqualTo(1_800_000_000);
        assertThat(stored.lease()).isEqualTo(new StoredEntry.Term(600, true, 1_800_000_600L));
        assertThat(stored.classes()).containsExactly("rtPerson", "top", "dynamicObject");
        assertThat(stored.attributes()).containsExactly("objectClass", "mail", "cn");
        assertThat(new Names(Lab.SCHEMA).dnOf(stored.contents())).hasToString(A);
        assertThat(Wire.hidden(stored.contents())).containsExactly(Attribute.of("c", "-"));
    }

    @Test
    void anApplicationThatIsComingKeepsItsLevelAndOneThatFailsTakesItAway() {
        adding(ALICE, slow.application("a", "x"));
        adding(BOB, slow.application("b", "x"));
        store.fail();
        assertThat(slow.exists(Asker.SERVER, "appName=x," + APPLICATIONS)).isTrue();
        assertThat(slow.exists(BOB, "appName=x," + APPLICATIONS))
                .as("nobody is told of what is not there yet")
                .isFalse();
        store.succeed();
        assertThat(slow.exists(BOB, "cn=b,appName=x," + APPLICATIONS)).isTrue();
        Invariants.check(slow.directory);
    }

    @Test
    void whoAddsBeneathAnEntryThatIsGoingIsRefusedAndTheReverse() {
        adding(Asker.SERVER, slow.entry("ou=team,o=Intranet", "organizationalUnit", STATIC));
        store.succeed();
        CompletableFuture<Granted> child =
                adding(Asker.SERVER, slow.entry("cn=m,ou=team,o=Intranet", "member", STATIC));
        assertThat(deleting(Asker.SERVER, "ou=team,o=Intranet").exceptionNow())
                .hasMessageContaining("notAllowedOnNonLeaf");
        store.fail();
        assertThat(child).isCompletedExceptionally();
        CompletableFuture<Boolean> deletion = deleting(Asker.SERVER, "ou=team,o=Intranet");
        assertThat(adding(Asker.SERVER, slow.entry("cn=m,ou=team,o=Intranet", "member", STATIC))
                        .exceptionNow())
                .hasMessageContaining("noSuchObject");
        store.succeed();
        assertThat(deletion).isCompleted();
        assertThat(slow.exists(BOB, "ou=team,o=Intranet")).isFalse();
        Invariants.check(slow.directory);
    }

    @Test
    void namesThatWereNotReservedAreRefusedButForThePersonsApplications() {
        lab.add(ALICE, lab.person("a"));
        assertThat(refusal(() -> lab.write(ALICE, t -> t.exists(lab.name("cn=b," + DYNAMIC)), lab.name(A))))
                .isEqualTo(ResultCode.OPERATIONS_ERROR);
        Granted granted = lab.write(ALICE, t -> t.add(lab.application("a", "x")), lab.name(A));
        assertThat(granted).isEqualTo(new Granted(600, false));
    }

    @Test
    void aTransactionReadsWhatItWrote() {
        lab.add(ALICE, lab.person("a", Attribute.of("sn", "old")));
        lab.write(
                ALICE,
                t -> {
                    EntryName name = lab.name(A);
                    t.delete(name);
                    assertThat(t.read(name)).isEmpty();
                    t.add(lab.person("a", seconds(50), Attribute.of("sn", "new")));
                    assertThat(t.read(name).orElseThrow().timeToLiveSeconds()).isEqualTo(50);
                    t.add(lab.application("a", "x"));
                    assertThat(t.applicationsOf(name)).containsExactly(lab.name("cn=a,appName=x," + APPLICATIONS));
                    return true;
                },
                lab.name(A));
        assertThat(lab.values(BOB, A, "sn")).containsExactly("new");
        assertThat(lab.exists(BOB, "cn=a,appName=x," + APPLICATIONS)).isTrue();
        Invariants.check(lab.directory);
    }

    @Test
    void schemaAndNamingAreHeldWithCodesAndTheAttributesName() {
        assertThat(refusal(() -> lab.add(ALICE, lab.person("a", Attribute.of("nonsense", "x")))))
                .isEqualTo(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
        assertThat(refusal(() -> lab.add(ALICE, lab.person("a", Attribute.of("userPassword", "x")))))
                .isEqualTo(ResultCode.OBJECT_CLASS_VIOLATION);
        assertThat(refusal(() -> lab.add(ALICE, lab.person("a", Attribute.of("entryUUID", "x")))))
                .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
        assertThat(refusal(
                        () -> lab.add(ALICE, lab.person("a", Attribute.of("sn", "x"), Attribute.of("surname", "y")))))
                .isEqualTo(ResultCode.ATTRIBUTE_OR_VALUE_EXISTS);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("foo=a," + DYNAMIC, "rtPerson", seconds(1)))))
                .isEqualTo(ResultCode.NAMING_VIOLATION);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry("cn=a,ou=x," + DYNAMIC, "rtPerson", seconds(1)))))
                .isEqualTo(ResultCode.NO_SUCH_OBJECT);
        assertThat(refusal(() -> lab.add(ALICE, lab.entry(A, "noclass", seconds(1)))))
                .isEqualTo(ResultCode.OBJECT_CLASS_VIOLATION);
        Invariants.check(lab.directory);
    }

    @Test
    void anEntrysSizeHasALimit() {
        String tooLong = "x".repeat(300_000);
        assertThat(refusal(() -> lab.add(ALICE, lab.person("a", Attribute.of("comment", tooLong)))))
                .isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
        String longest = "y".repeat(200_000);
        lab.add(ALICE, lab.person("a", Attribute.of("comment", longest), Attribute.of("sn", "z")));
        assertThat(lab.values(BOB, A, "comment")).containsExactly(longest);
        assertThat(lab.list(BOB, "(sn=z)")).hasSize(1);
    }

    @Test
    void accountsHaveALimitOfTheirOwn() {
        EngineSettings d = EngineSettings.DEFAULT;
        Lab two = new Lab(
                new EngineSettings(
                        d.defaultLease(),
                        d.maxPersonLease(),
                        d.maxConferenceLease(),
                        d.maxOtherLease(),
                        d.maxMinutesLease(),
                        d.grace(),
                        List.of(),
                        List.of(),
                        1,
                        2,
                        d.maxEntryBytes(),
                        d.feedLength()),
                new MemoryStore());
        Asker account = new Asker(new Owner.Principal("S-1-5-21-1-2-3-1000"), Asker.ANONYMOUS, false, false);
        two.add(account, two.person("a"));
        two.add(account, two.person("b"));
        assertThat(refusal(() -> two.add(account, two.person("c")))).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
        two.add(ALICE, two.person("c"));
        assertThat(refusal(() -> two.add(ALICE, two.person("d")))).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
    }

    @Test
    void anOwnersEntriesHaveALimitThatReplacementsAndEndedOnesDoNotCountTowards() {
        EngineSettings d = EngineSettings.DEFAULT;
        Lab three = new Lab(
                new EngineSettings(
                        d.defaultLease(),
                        d.maxPersonLease(),
                        d.maxConferenceLease(),
                        d.maxOtherLease(),
                        d.maxMinutesLease(),
                        d.grace(),
                        List.of(),
                        List.of(),
                        3,
                        3,
                        d.maxEntryBytes(),
                        d.feedLength()),
                new MemoryStore());
        for (String cn : List.of("a", "b", "c")) {
            three.add(ALICE, three.person(cn));
        }
        assertThat(refusal(() -> three.add(ALICE, three.person("d")))).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
        three.add(BOB, three.person("d"));
        three.add(Asker.anonymous(ALICE.owner(), true), three.person("exempt"));
        three.delete(ALICE, "cn=exempt," + DYNAMIC);
        three.write(
                ALICE,
                t -> {
                    t.delete(three.name(A));
                    return t.add(three.person("a", seconds(1000)));
                },
                three.name(A));
        assertThat(refusal(() -> three.write(
                        ALICE,
                        t -> {
                            t.adopt(three.name("cn=d," + DYNAMIC));
                            return true;
                        },
                        three.name("cn=d," + DYNAMIC))))
                .isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
        three.pass(Duration.ofSeconds(601));
        three.add(ALICE, three.person("e"));
        three.add(ALICE, three.person("f"));
        assertThat(refusal(() -> three.add(ALICE, three.person("g")))).isEqualTo(ResultCode.ADMIN_LIMIT_EXCEEDED);
        Invariants.check(three.directory);
    }

    @Test
    void decision7DynamicObjectCanNeitherBeTakenAwayNorGiven() {
        lab.add(ALICE, lab.person("a"));
        lab.add(Asker.SERVER, lab.entry("cn=m,o=Intranet", "member", STATIC));
        assertThat(refusal(() -> replace(ALICE, A, "rtPerson"))).isEqualTo(ResultCode.OBJECT_CLASS_VIOLATION);
        assertThat(refusal(() -> replace(Asker.SERVER, "cn=m,o=Intranet", "member", "dynamicObject")))
                .isEqualTo(ResultCode.OBJECT_CLASS_VIOLATION);
        assertThat(refusal(() -> replace(ALICE, A, "rtConference", "dynamicObject")))
                .isEqualTo(ResultCode.OBJECT_CLASS_MODS_PROHIBITED);
        assertThat(refusal(() -> replace(ALICE, A, "rtPerson", "dynamicObject")))
                .isEqualTo(ResultCode.SUCCESS);
    }

    private void replace(Asker asker, String dn, String... classes) {
        NewEntry contents = new NewEntry(
                lab.name(dn),
                List.of(
                        Attribute.of("objectClass", classes),
                        Attribute.of(
                                "cn",
                                lab.name(dn)
                                        .dn()
                                        .rdn()
                                        .avas()
                                        .getFirst()
                                        .value()
                                        .utf8())),
                STATIC,
                List.of());
        lab.write(
                asker,
                t -> {
                    t.replace(lab.name(dn), contents);
                    return true;
                },
                lab.name(dn));
    }

    @Test
    void theValueThatNamesAnEntryStays() {
        lab.add(ALICE, lab.person("a"));
        NewEntry renamed = new NewEntry(
                lab.name(A),
                List.of(Attribute.of("objectClass", "rtPerson", "dynamicObject"), Attribute.of("cn", "b")),
                STATIC,
                List.of());
        assertThat(refusal(() -> lab.write(
                        ALICE,
                        t -> {
                            t.replace(lab.name(A), renamed);
                            return true;
                        },
                        lab.name(A))))
                .isEqualTo(ResultCode.NOT_ALLOWED_ON_RDN);
    }

    @Test
    void aStrangerPutsNothingBeneathAnEntryThatItsOwnerCouldNotDeleteThen() {
        lab.add(ALICE, lab.person("a", seconds(100)));
        assertThat(refusal(() -> lab.add(BOB, lab.entry("cn=below," + A, "rtPerson", seconds(10)))))
                .isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        lab.delete(ALICE, A);
        assertThat(lab.exists(ALICE, A)).isFalse();
    }

    @Test
    void aDynamicEntryHasNoStaticChildrenAndTakesItsDynamicOnesAlong() {
        lab.add(ALICE, lab.person("a", seconds(100)));
        assertThat(refusal(() -> lab.add(Asker.SERVER, lab.entry("cn=m," + A, "member", STATIC))))
                .isEqualTo(ResultCode.CONSTRAINT_VIOLATION);
        lab.add(ALICE, lab.entry("cn=below," + A, "rtPerson", seconds(1000)));
        assertThat(refusal(() -> lab.delete(ALICE, A))).isEqualTo(ResultCode.NOT_ALLOWED_ON_NON_LEAF);
        lab.pass(Duration.ofSeconds(100));
        assertThat(lab.exists(ALICE, "cn=below," + A)).isFalse();
        lab.sweep();
        lab.pass(Duration.ofSeconds(1));
        lab.sweep();
        assertThat(lab.directory.census().people()).isZero();
        lab.add(ALICE, lab.person("a"));
        assertThat(lab.exists(ALICE, "cn=below," + A)).isFalse();
        lab.add(ALICE, lab.entry("cn=below," + A, "rtPerson", seconds(1000)));
        assertThat(lab.exists(ALICE, "cn=below," + A)).isTrue();
        Invariants.check(lab.directory);
    }

    @Test
    void aParentAndItsChildrenCanComeAndGoInOneStep() {
        EntryName team = lab.name("ou=team,o=Intranet");
        EntryName member = lab.name("cn=m,ou=team,o=Intranet");
        lab.write(
                Asker.SERVER,
                t -> {
                    t.add(lab.entry("ou=team,o=Intranet", "organizationalUnit", STATIC));
                    return t.add(lab.entry("cn=m,ou=team,o=Intranet", "member", STATIC));
                },
                team,
                member);
        assertThat(lab.exists(BOB, "cn=m,ou=team,o=Intranet")).isTrue();
        lab.write(
                Asker.SERVER,
                t -> {
                    t.delete(member);
                    t.delete(team);
                    return true;
                },
                team,
                member);
        assertThat(lab.exists(BOB, "ou=team,o=Intranet")).isFalse();
        Invariants.check(lab.directory);
    }
}
