package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.directory.engine.Lab.ALICE;
import static org.rollcall.directory.engine.Lab.BOB;
import static org.rollcall.directory.engine.Lab.DYNAMIC;
import static org.rollcall.directory.engine.Lab.seconds;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.directory.Asker;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Recovered;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** What a directory has of the one before it on the same store. */
class RecoveryTest {
    private static final String A = "cn=a," + DYNAMIC;

    private final MapStore store = new MapStore();
    private final Lab lab = new Lab(EngineSettings.DEFAULT, store);

    private static long left(Lab lab, String dn) {
        return lab.view(Asker.SERVER).read(lab.name(dn)).orElseThrow().timeToLiveSeconds();
    }

    // Granted, passed before the crash, difference of the date, left: what is left, at least half an hour or what was
    // granted, at most what was granted.
    @ParameterizedTest
    @CsvSource({
        "600, 599, 0, 600",
        "600, 10, 86400, 600",
        "600, 10, -86400, 600",
        "1801, 100, 0, 1800",
        "7200, 3600, 0, 3600",
        "7200, 3600, 1000, 2600",
        "7200, 3600, 3600, 1800",
        "7200, 3600, 10000000, 1800",
        "7200, 3600, -1000, 4600",
        "7200, 3600, -10000000, 7200",
    })
    void everyEntryHasWhatIsLeftOfItsLeaseWithinBounds(long granted, long passed, long down, long left) {
        lab.add(ALICE, lab.person("a", seconds(granted)));
        lab.pass(Duration.ofSeconds(passed));

        Lab next = lab.restarted(Duration.ofSeconds(down));

        assertThat(left(next, A)).isEqualTo(left);
        next.pass(Duration.ofSeconds(left).minusNanos(1));
        assertThat(next.exists(ALICE, A)).isTrue();
        next.pass(Duration.ofNanos(1));
        assertThat(next.exists(ALICE, A)).isFalse();
        next.sweep();
        assertThat(store.entries()).isEmpty();
        Invariants.check(next.directory);
    }

    @Test
    void leasesAreCountedFromTheEndOfTheRecovery() {
        lab.add(ALICE, lab.person("a", seconds(600)));
        Lab next = new Lab(EngineSettings.DEFAULT, store);

        next.directory.recover(Runnable::run, entries -> next.pass(Duration.ofSeconds(300)));

        assertThat(left(next, A)).isEqualTo(600);
    }

    @Test
    void graceIsGrantedAnew() {
        lab.add(ALICE, lab.person("a", Lab.minutes(10)));

        Lab next = lab.restarted(Duration.ofHours(1));

        next.pass(Duration.ofSeconds(659));
        assertThat(left(next, A)).isZero();
        next.pass(Duration.ofSeconds(1));
        assertThat(next.exists(ALICE, A)).isFalse();
    }

    @Test
    void whoseEntryItIsAndWhenAndWhichItWasSurvive() {
        lab.add(ALICE, lab.person("a", Attribute.of("sn", "before")));
        lab.pass(Duration.ofSeconds(5));
        lab.write(
                ALICE,
                transaction -> {
                    transaction.replace(
                            lab.name(A),
                            new NewEntry(
                                    lab.name(A),
                                    List.of(
                                            Attribute.of("objectClass", "rtPerson", "dynamicObject"),
                                            Attribute.of("cn", "a"),
                                            Attribute.of("sn", "after"),
                                            Attribute.of("ilsA26214430", "1")),
                                    seconds(600),
                                    List.of()));
                    return true;
                },
                lab.name(A));

        Lab next = lab.restarted(Duration.ofSeconds(100));

        for (String attribute : List.of("sn", "ilsA26214430", "entryUUID", "createTimestamp", "modifyTimestamp")) {
            assertThat(next.values(ALICE, A, attribute))
                    .as(attribute)
                    .isEqualTo(lab.values(ALICE, A, attribute))
                    .isNotEmpty();
        }
        assertThat(lab.values(ALICE, A, "modifyTimestamp")).isNotEqualTo(lab.values(ALICE, A, "createTimestamp"));
        assertThat(Lab.refusal(() -> next.delete(BOB, A))).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        next.delete(ALICE, A);
        assertThat(store.entries()).isEmpty();
    }

    @Test
    void whatStandsBeneathComesWhereverItsKeyStands() {
        // Keys are in alphabetical order: o, then ou, whatever stands above what.
        lab.add(Asker.SERVER, lab.entry("ou=z,o=Intranet", "organizationalUnit", new LeaseTerm.Static()));
        lab.add(Asker.SERVER, lab.entry("ou=b,ou=z,o=Intranet", "organizationalUnit", new LeaseTerm.Static()));
        lab.add(Asker.SERVER, lab.entry("cn=c,ou=b,ou=z,o=Intranet", "rtPerson", seconds(60)));
        lab.add(ALICE, lab.person("a"));
        lab.add(ALICE, lab.application("a", "ms-netmeeting"));

        Lab next = lab.restarted(Duration.ZERO);

        assertThat(next.recovered.entries()).isEqualTo(5);
        assertThat(next.search(ALICE, "o=Intranet", SearchScope.WHOLE_SUBTREE, "(cn=*)"))
                .contains("cn=c,ou=b,ou=z,o=Intranet", A);
        assertThat(next.directory.census().applications()).isOne();
        Invariants.check(next.directory);
        next.delete(ALICE, "cn=a,appName=ms-netmeeting," + Lab.APPLICATIONS);
        assertThat(next.exists(ALICE, "appName=ms-netmeeting," + Lab.APPLICATIONS))
                .isFalse();
    }

    @Test
    void anEntryWhoseSuperiorIsGoneIsToldOfAndKept() {
        lab.add(Asker.SERVER, lab.entry("ou=z,o=Intranet", "organizationalUnit", new LeaseTerm.Static()));
        lab.add(Asker.SERVER, lab.entry("cn=c,ou=z,o=Intranet", "rtPerson", seconds(60)));
        store.entries().remove(OctetString.of("ou=z,o=intranet"));

        Recovered recovered = lab.restarted(Duration.ZERO).recovered;

        assertThat(recovered)
                .isEqualTo(new Recovered(0, 0, 1, List.of("cn=c,ou=z,o=intranet: the entry above it is not there")));
        assertThat(store.entries()).hasSize(1);
    }

    @Test
    void whatCannotBeServedTakesNothingElseAlong() {
        for (String cn : List.of("a", "b", "c", "d", "e")) {
            lab.add(ALICE, lab.person(cn, Attribute.of("sn", "x")));
        }
        spoil("cn=a,ou=dynamic,o=intranet", "\0\2sn", "\0\2zz");
        spoil("cn=b,ou=dynamic,o=intranet", "rtPerson", "rtPurson");
        spoil("cn=c,ou=dynamic,o=intranet", "\1", "\7");
        OctetString other = OctetString.of("cn=q,ou=dynamic,o=intranet");
        store.entries().put(other, store.entries().remove(OctetString.of("cn=d,ou=dynamic,o=intranet")));

        Lab next = lab.restarted(Duration.ZERO);

        assertThat(next.list(ALICE, "(cn=*)")).containsExactly("cn=e," + DYNAMIC);
        assertThat(next.recovered.entries()).isOne();
        assertThat(next.recovered.unserved()).isEqualTo(3);
        assertThat(next.recovered.damaged()).isOne();
        assertThat(next.recovered.problems())
                .satisfiesExactlyInAnyOrder(
                        a -> assertThat(a).startsWith("cn=a,").contains("zz"),
                        b -> assertThat(b).startsWith("cn=b,").contains("rtPurson"),
                        c -> assertThat(c).startsWith("cn=c,").contains("form 7"),
                        d -> assertThat(d).startsWith("cn=q,").contains("another name"));
        assertThat(store.entries()).hasSize(5);
        Invariants.check(next.directory);
    }

    private void spoil(String key, String what, String by) {
        store.entries().compute(OctetString.of(key), (name, value) -> {
            String text = new String(value.unsafeArray(), StandardCharsets.ISO_8859_1);
            assertThat(text).contains(what);
            int at = text.indexOf(what);
            return OctetString.wrap((text.substring(0, at) + by + text.substring(at + what.length()))
                    .getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    @Test
    void manyThreadsMakeTheSameDirectory() {
        int people = 5_000;
        for (int i = 0; i < people; i++) {
            lab.add(Asker.SERVER, lab.person("p" + i, Attribute.of("mail", "m" + i % 7 + "@example.org")));
            lab.add(Asker.SERVER, lab.application("p" + i, "app" + i % 3));
        }
        Lab next = new Lab(EngineSettings.DEFAULT, store);

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            assertThat(next.directory.recover(threads, entries -> {}))
                    .isEqualTo(new Recovered(2 * people, 0, 0, List.of()));
        }

        Invariants.check(next.directory);
        assertThat(next.list(ALICE, "(cn=p1*)")).containsExactlyInAnyOrderElementsOf(lab.list(ALICE, "(cn=p1*)"));
    }

    @Test
    void aFaultEndsTheRecovery() {
        lab.add(ALICE, lab.person("a"));
        Lab next = new Lab(EngineSettings.DEFAULT, store);

        assertThatThrownBy(() -> next.directory.recover(
                        task -> {
                            store.entries().clear();
                            throw new IllegalStateException("no threads");
                        },
                        entries -> {}))
                .hasMessage("no threads");
    }

    private int saveRenewals(int from, int most) {
        return lab.directory.saveRenewals(from, lab.directory.renewalsEnd(), most);
    }

    @Test
    void aRefreshOfTheSameShortLeaseCostsNoWriteAndIsNotMissed() {
        lab.add(ALICE, lab.person("a", seconds(1800)));
        int before = store.commits();
        lab.pass(Duration.ofSeconds(1500));
        lab.renew(ALICE, A, seconds(1800));

        assertThat(saveRenewals(0, 10)).isEqualTo(lab.directory.renewalsEnd());

        assertThat(store.commits()).isEqualTo(before);
        assertThat(left(lab.restarted(Duration.ofSeconds(1200)), A)).isEqualTo(1800);
    }

    @Test
    void otherRefreshesAreWrittenOnceHoweverMany() {
        for (String cn : List.of("a", "b", "c")) {
            lab.add(ALICE, lab.person(cn, seconds(7200)));
        }
        int before = store.commits();
        lab.pass(Duration.ofSeconds(3600));
        for (int i = 0; i < 10; i++) {
            lab.renew(ALICE, A, seconds(7200));
            lab.renew(ALICE, "cn=b," + DYNAMIC, seconds(60));
        }
        assertThat(left(lab.restarted(Duration.ofSeconds(1200)), A)).isEqualTo(2400);

        int next = saveRenewals(0, 1);
        assertThat(next).isPositive().isLessThan(lab.directory.renewalsEnd());
        assertThat(saveRenewals(next, 1)).isEqualTo(lab.directory.renewalsEnd());

        assertThat(store.commits()).isEqualTo(before + 2);
        Lab later = lab.restarted(Duration.ofSeconds(1200));
        assertThat(left(later, A)).isEqualTo(6000);
        assertThat(left(later, "cn=b," + DYNAMIC)).isEqualTo(60);
        assertThat(left(later, "cn=c," + DYNAMIC)).isEqualTo(2400);
    }

    @Test
    void aRefreshThatTheStoreRefusedIsToldAgain() {
        lab.add(ALICE, lab.person("a", seconds(7200)));
        lab.pass(Duration.ofSeconds(3600));
        lab.renew(ALICE, A, seconds(7200));
        store.refuse(new StoreException(StoreException.Kind.FULL, "full"));
        assertThat(saveRenewals(0, 10)).isEqualTo(lab.directory.renewalsEnd());

        store.refuse(null);
        assertThat(saveRenewals(0, 10)).isEqualTo(lab.directory.renewalsEnd());

        assertThat(left(lab.restarted(Duration.ZERO), A)).isEqualTo(7200);
    }

    @ParameterizedTest
    @CsvSource({"FULL, unavailable", "BUSY, busy", "FAILED, unavailable", "CLOSED, unavailable"})
    void whatTheStoreRefusesIsToldAsAResult(StoreException.Kind kind, String code) {
        store.refuse(new StoreException(kind, "why"));

        ResultCode refusal = Lab.refusal(() -> lab.add(ALICE, lab.person("a")));

        assertThat(refusal.label()).isEqualTo(code);
        assertThat(lab.exists(ALICE, A)).isFalse();
        store.refuse(null);
        lab.add(ALICE, lab.person("a"));
        assertThat(lab.exists(ALICE, A)).isTrue();
    }

    @Test
    void aRecordDamagedInTheStoreIsCounted() {
        lab.add(ALICE, lab.person("a"));
        Store damaged = new MapStore() {
            @Override
            public void read(Table table, Reader reader) {
                reader.damaged(OctetString.of("cn=x"), "checksum");
                store.read(table, reader);
            }
        };
        Lab next = new Lab(EngineSettings.DEFAULT, damaged);

        assertThat(next.directory.recover(Runnable::run, entries -> {}))
                .isEqualTo(new Recovered(1, 1, 0, List.of("cn=x: checksum")));
    }
}
