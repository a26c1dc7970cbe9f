package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.applicationName;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.ldap.message.ResultCode;

/** Decisions 16 to 18: leases. */
class LeaseDecisionsTest {
    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> ttl(String dn) {
        return t.read(dn, "entryTTL").values("entryTTL");
    }

    @Test
    void decision16_everyEntryHasItsOwnLease() {
        n.registerPerson("p", "sappid: nm").succeeds();
        site.pass(Duration.ofMinutes(1));

        t.replace(tName("p"), "entryTTL: 1800").succeeds();
        assertThat(ttl(tName("p"))).containsExactly("1800");
        assertThat(ttl(applicationName("p", "nm"))).containsExactly("540");

        assertThat(Client.grantedSeconds(
                        t.refresh(applicationName("p", "nm"), 300).succeeds()))
                .isEqualTo(300);
        assertThat(ttl(tName("p"))).containsExactly("1800");
        assertThat(ttl(applicationName("p", "nm"))).containsExactly("300");
    }

    @Test
    void decision16_aRefreshInNClientFormRenewsThePersonsApplications() {
        n.registerPerson("p", "sappid: nm").succeeds();
        site.pass(Duration.ofMinutes(9));

        assertThat(n.people("(&(objectClass=rtPerson)(cn=p)(sttl=10))", "sttl").values("sttl"))
                .containsExactly("10");

        assertThat(ttl(tName("p"))).containsExactly("600");
        assertThat(ttl(applicationName("p", "nm"))).containsExactly("600");
    }

    @Test
    void decision16_moreThanTheMaximumIsClampedAndTheAnswerSaysSo() {
        n.registerPerson("p", "sttl: 3600").succeeds();
        assertThat(n.people("(cn=p)", "sttl").values("sttl")).containsExactly("60");
        assertThat(n.people("(&(cn=p)(sttl=61))", "sttl").values("sttl")).containsExactly("60");

        t.replace(tName("p"), "entryTTL: 180001").succeeds();
        assertThat(ttl(tName("p"))).containsExactly("180000");
        assertThat(Client.grantedSeconds(t.refresh(tName("p"), 31_557_600).succeeds()))
                .isEqualTo(180_000);

        t.add("uid=c,ou=Dynamic,o=Intranet", "objectClass: rtConference", "entryTTL: 99999999")
                .succeeds();
        assertThat(ttl("uid=c,ou=Dynamic,o=Intranet")).containsExactly("2592000");
    }

    @Test
    void decision16_refreshOutsideItsRangeIsAProtocolError() {
        n.registerPerson("p").succeeds();

        for (long seconds : new long[] {0, -1, 31_557_601, Long.MAX_VALUE}) {
            assertThat(Client.grantedSeconds(t.refresh(tName("p"), seconds).fails(ResultCode.PROTOCOL_ERROR)))
                    .isZero();
        }
        t.refresh(tName("nobody"), 60).fails(ResultCode.NO_SUCH_OBJECT);
        t.refresh("ou=Dynamic,o=Intranet", 60).fails(ResultCode.OBJECT_CLASS_VIOLATION);
    }

    @Test
    void decision16_aMaximumUnderADayIsHonouredAndSaid() {
        EngineSettings d = EngineSettings.DEFAULT;
        EngineSettings hour = new EngineSettings(
                d.defaultLease(),
                Duration.ofHours(1),
                d.maxConferenceLease(),
                d.maxOtherLease(),
                d.maxMinutesLease(),
                d.grace(),
                d.suffixes(),
                d.writableSubtrees(),
                d.maxEntriesPerNetwork(),
                d.maxEntriesPerPrincipal(),
                d.maxEntryBytes(),
                d.feedLength());
        try (Site strict = new Site(hour, LocatorSettings.DEFAULT)) {
            Client client = strict.tClient();
            client.add(tName("p"), "objectClass: rtPerson").succeeds();

            assertThat(Client.grantedSeconds(client.refresh(tName("p"), 3600).succeeds()))
                    .isEqualTo(3600);
            Client.Reply refused = client.refresh(tName("p"), 3601).fails(ResultCode.SIZE_LIMIT_EXCEEDED);
            assertThat(Client.grantedSeconds(refused)).isZero();
            assertThat(client.read(tName("p"), "entryTTL").values("entryTTL")).containsExactly("3600");
        }
    }

    @Test
    void decision17_sttlRenewsBesideAnEqualityOnTheName() {
        n.registerPerson("p").succeeds();
        n.add("cn=c,objectClass=rtConference", "cn: c").succeeds();
        site.pass(Duration.ofMinutes(5));

        assertThat(n.people("(&(cn=p)(sttl=20))", "sttl").values("sttl")).containsExactly("20");
        assertThat(n.conferences("(&(objectClass=rtConference)(cn=c)(sttl=30))", "sttl")
                        .values("sttl"))
                .containsExactly("30");
        assertThat(n.conferences("(&(uid=c)(sttl=40))", "sttl").values("sttl")).containsExactly("40");
        assertThat(t.dynamic("(&(cn=p)(sttl=50))", "sttl").values("sttl")).containsExactly("50");
    }

    @Test
    void decision17_onlyEntriesThatMatchTheOtherItems() {
        n.registerPerson("p", "surname: Lee", "sappid: nm").succeeds();
        site.pass(Duration.ofMinutes(5));

        assertThat(n.people("(&(cn=p)(surname=Ray)(sttl=20))").succeeds().entries())
                .isEmpty();
        assertThat(n.conferences("(&(cn=p)(sttl=20))").succeeds().entries()).isEmpty();
        assertThat(n.people("(&(objectClass=rtConference)(cn=p)(sttl=20))")
                        .succeeds()
                        .entries())
                .isEmpty();
        assertThat(n.people("(&(cn=p)(sappid=other)(sttl=20))").succeeds().entries())
                .isEmpty();
        assertThat(ttl(tName("p"))).containsExactly("300");

        assertThat(n.people("(&(cn=p)(surname=L%)(sappid=nm)(sttl=20))", "sttl").values("sttl"))
                .containsExactly("20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(&(cn=%)(sttl=10))",
                "(&(cn=*)(sttl=10))",
                "(&(cn=p%)(sttl=10))",
                "(sttl=10)",
                "(!(sttl=10))",
                "(&(surname=Lee)(sttl=10))",
                "(|(cn=p)(sttl=10)(surname=x))",
                "(&(cn=p)(|(sttl=10)(sttl=20)))",
                "(&(cn=p)(!(sttl=10)))",
                "(&(cn=p)(sttl=0))",
                "(&(cn=p)(sttl=ten))",
                "(&(cn=p)(sttl>=1))",
                "(&(cn=p)(sttl=1*))"
            })
    void decision17_anywhereElseItIsUndefinedAndRenewsNothing(String filter) {
        n.registerPerson("p", "surname: Lee").succeeds();
        site.pass(Duration.ofMinutes(5));

        List<String> found = n.people(filter).succeeds().dns();

        assertThat(found).hasSize(filter.startsWith("(|(cn=p)") ? 1 : 0);
        assertThat(ttl(tName("p"))).containsExactly("300");
    }

    @Test
    void decision17_percentBesideSttlIsLiteral() {
        n.registerPerson("100%").succeeds();
        n.registerPerson("100 others").succeeds();
        site.pass(Duration.ofMinutes(5));

        assertThat(n.people("(&(cn=100%)(sttl=10))", "cn").values("cn")).containsExactly("100%");
        assertThat(ttl(tName("100 others"))).containsExactly("300");
    }

    @Test
    void decision18_anNClientsLeaseEndsAMinuteLaterThanShown() {
        n.registerPerson("p").succeeds();
        site.pass(Duration.ofSeconds(610));
        assertThat(n.people("(cn=p)", "sttl").values("sttl")).containsExactly("0");
        assertThat(ttl(tName("p"))).containsExactly("0");

        site.pass(Duration.ofSeconds(49));
        assertThat(n.people("(&(cn=p)(sttl=10))", "sttl").values("sttl")).containsExactly("10");

        site.pass(Duration.ofSeconds(660));
        assertThat(n.people("(cn=p)").dns()).isEmpty();
    }

    @Test
    void decision18_allOtherLeasesEndExactly() {
        t.add(tName("a"), "objectClass: rtPerson").succeeds();
        t.add(tName("b"), "objectClass: rtPerson", "entryTTL: 60").succeeds();
        t.add(tName("c"), "objectClass: rtPerson", "sTTL: 1").succeeds();
        n.registerPerson("d").succeeds();
        t.replace(tName("d"), "entryTTL: 60").succeeds();

        site.pass(Duration.ofSeconds(60));
        assertThat(t.dynamic("(cn=*)", "cn").values("cn")).containsExactlyInAnyOrder("a", "c");
        site.pass(Duration.ofSeconds(60));
        assertThat(t.dynamic("(cn=*)", "cn").values("cn")).containsExactly("a");
        site.pass(Duration.ofSeconds(480));
        assertThat(t.dynamic("(cn=*)").dns()).isEmpty();
    }

    @Test
    void decision18_fromItsEndAnEntryIsAbsentForEverything() {
        n.registerPerson("p", "sappid: nm").succeeds();
        site.pass(Duration.ofSeconds(660));

        assertThat(n.people("(&(cn=p)(sttl=10))").succeeds().entries()).isEmpty();
        t.read(tName("p")).fails(ResultCode.NO_SUCH_OBJECT);
        t.replace(tName("p"), "entryTTL: 600").fails(ResultCode.NO_SUCH_OBJECT);
        t.replace(tName("p"), "comment: x").fails(ResultCode.NO_SUCH_OBJECT);
        t.compare(tName("p"), "cn", "p").fails(ResultCode.NO_SUCH_OBJECT);
        t.refresh(tName("p"), 600).fails(ResultCode.NO_SUCH_OBJECT);
        n.delete(nName("p")).fails(ResultCode.NO_SUCH_OBJECT);

        site.tClient(Site.ELSEWHERE).add(tName("p"), "objectClass: rtPerson").succeeds();
    }
}
