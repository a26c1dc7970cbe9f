package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.applicationName;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.message.ResultCode;

/** Decisions 14 and 15: whose an entry is. */
class OwnershipDecisionsTest {
    private static final String[] TAPI_PERSON = {"objectClass: rtPerson", "ssecurity: 1508109"};

    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();
    private final Client nStranger = site.nClient(Site.ELSEWHERE);
    private final Client tStranger = site.tClient(Site.ELSEWHERE);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void decision14_theOwnerReplacesItsStaleEntryByAddingItAgain() {
        n.registerPerson("p", "surname: Old", "comment: stale").succeeds();
        n.registerApplication("p", "old").succeeds();

        n.registerPerson("p", "surname: New").succeeds();

        assertThat(n.people("(cn=p)", "surname", "comment", "sappid").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson", "surname: New");
        t.read(applicationName("p", "old")).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void decision14_aStrangerDoesNot() {
        n.registerPerson("p", "ssecurity: 4711").succeeds();

        nStranger.registerPerson("p").fails(ResultCode.ENTRY_ALREADY_EXISTS);
        nStranger.registerPerson("p", "ssecurity: 4712").fails(ResultCode.ENTRY_ALREADY_EXISTS);
    }

    @Test
    void decision14_whoeverShowsTheTokenReplacesTheEntryAndOwnsIt() {
        n.registerPerson("p", "ssecurity: 4711", "sappid: nm", "sport: 1").succeeds();

        nStranger
                .registerPerson("p", "ssecurity: 4711", "surname: Moved", "sappid: nm", "sport: 2")
                .succeeds();

        assertThat(nStranger.people("(cn=p)", "surname", "sport", "ssecurity").lines())
                .containsExactly(
                        "dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson",
                        "surname: Moved",
                        "sport: 2",
                        "ssecurity: 4711");
        n.delete(nName("p")).fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        nStranger.delete(nName("p")).succeeds();
        t.read(applicationName("p", "nm")).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1508109", ""})
    void decision14_emptyAndConstantTokensDoNotCount(String token) {
        n.registerPerson("p", "ssecurity: " + token).succeeds();

        nStranger.registerPerson("p", "ssecurity: " + token).fails(ResultCode.ENTRY_ALREADY_EXISTS);
    }

    @Test
    void decision14_theTokenIsAbsentToAllButItsOwner() {
        n.registerPerson("p", "ssecurity: 4711").succeeds();

        assertThat(n.people("(cn=p)", "ssecurity").values("ssecurity")).containsExactly("4711");
        assertThat(n.people("(&(cn=p)(ssecurity=4711))").dns()).hasSize(1);
        assertThat(t.compare(tName("p"), "securityToken", "4711").code()).isEqualTo(ResultCode.COMPARE_TRUE);

        assertThat(nStranger.people("(cn=p)", "ssecurity").values("ssecurity")).isEmpty();
        assertThat(nStranger.people("(cn=p)").values("sSecurity")).isEmpty();
        assertThat(tStranger.read(tName("p")).values("securityToken")).isEmpty();
        assertThat(nStranger.people("(&(cn=p)(ssecurity=4711))").dns()).isEmpty();
        assertThat(nStranger.people("(&(cn=p)(ssecurity=*))").dns()).isEmpty();
        assertThat(nStranger.people("(&(cn=p)(!(ssecurity=4711)))").dns()).hasSize(1);
        tStranger.compare(tName("p"), "securityToken", "4711").fails(ResultCode.NO_SUCH_ATTRIBUTE);
    }

    @Test
    void decision14_inNormalFormAnExistingNameIsTakenEvenByItsOwner() {
        t.add(tName("p"), "objectClass: rtPerson", "ssecurity: 4711").succeeds();

        t.add(tName("p"), "objectClass: rtPerson", "ssecurity: 4711").fails(ResultCode.ENTRY_ALREADY_EXISTS);
    }

    @Test
    void decision14_theOwnerReplacesItsTapiPerson() {
        t.add(applicationName("p", "MS-NetMeeting"), "objectClass: rtApplicationUser", "userObject: cn=p")
                .succeeds();
        t.add(tName("p"), "objectClass: rtPerson", "ssecurity: 1508109", "givenName: old")
                .succeeds();

        t.add(tName("p"), "objectClass: rtPerson", "ssecurity: 1508109", "surname: new")
                .succeeds();

        assertThat(t.read(tName("p"), "givenName", "surname").lines())
                .containsExactly("dn: " + tName("p"), "surname: new");
        t.read(applicationName("p", "MS-NetMeeting")).succeeds();
    }

    @Test
    void decision14_theOwnerReplacesItsTapiApplication() {
        String dn = applicationName("p", "MS-NetMeeting");
        t.add(dn, "objectClass: rtApplicationUser", "userObject: cn=p", "port: 1")
                .succeeds();

        t.add(dn, "objectClass: rtApplicationUser", "userObject: cn=p", "port: 2")
                .succeeds();
        assertThat(t.read(dn, "port").values("port")).containsExactly("2");
        t.add(dn, "objectClass: rtApplicationUser", "port: 3").fails(ResultCode.ENTRY_ALREADY_EXISTS);
    }

    @Test
    void decision14_bothMustCarryTapisMarksAndTheOwnerBeTheSame() {
        t.add(tName("p"), TAPI_PERSON).succeeds();
        tStranger.add(tName("p"), TAPI_PERSON).fails(ResultCode.ENTRY_ALREADY_EXISTS);
        t.add(tName("p"), "objectClass: rtPerson").fails(ResultCode.ENTRY_ALREADY_EXISTS);

        t.add(tName("q"), "objectClass: rtPerson").succeeds();
        t.add(tName("q"), TAPI_PERSON).fails(ResultCode.ENTRY_ALREADY_EXISTS);
    }

    @Test
    void decision15_othersNeitherModifyNorDelete() {
        n.registerPerson("p", "sappid: nm").succeeds();

        nStranger.replace(nName("p"), "comment: mine").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        nStranger.replace(nName("p"), "smodop: 0", "sappid: other").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        tStranger.replace(tName("p"), "comment: mine").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        nStranger.delete(nName("p")).fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        tStranger.delete(tName("p")).fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        tStranger.delete(applicationName("p", "nm")).fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(n.people("(cn=p)", "comment", "sappid").values("sappid")).containsExactly("nm");
    }

    @Test
    void decision15_othersDoNotRefresh() {
        n.registerPerson("p").succeeds();

        assertThat(nStranger
                        .people("(&(objectClass=rtPerson)(cn=p)(sttl=20))")
                        .succeeds()
                        .entries())
                .isEmpty();
        tStranger.replace(tName("p"), "entryTTL: 900").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        Client.Reply refresh = tStranger.refresh(tName("p"), 900).fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(Client.grantedSeconds(refresh)).isZero();
        tStranger.dynamic("(&(cn=p)(sttl=20))").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        assertThat(t.read(tName("p"), "entryTTL").values("entryTTL")).containsExactly("600");
    }

    @Test
    void decision15_administratorsMay() {
        n.registerPerson("p").succeeds();

        site.admin().replace(tName("p"), "comment: checked").succeeds();
        assertThat(n.people("(cn=p)", "comment").values("comment")).isEqualTo(List.of("checked"));
        site.admin().delete(tName("p")).succeeds();
    }
}
