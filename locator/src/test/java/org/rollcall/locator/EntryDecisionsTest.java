package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.ldap.message.Modification.Kind.ADD;
import static org.rollcall.ldap.message.Modification.Kind.DELETE;
import static org.rollcall.ldap.message.Modification.Kind.REPLACE;
import static org.rollcall.locator.Client.applicationName;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.Client.Reply;
import org.rollcall.locator.LocatorSettings.AddressPolicy;

/** Decisions 7 to 13: entries. */
class EntryDecisionsTest {
    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();
    private final Client stranger = site.tClient(Site.ELSEWHERE);
    private final Client nStranger = site.nClient(Site.ELSEWHERE);

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void decision07_theThreeClassesAreDynamicThoughTheClientSaysNothing() {
        t.add(tName("p"), "objectClass: rtPerson").succeeds();
        t.add("uid=c,ou=Dynamic,o=Intranet", "objectClass: rtConference").succeeds();
        t.add(applicationName("p", "x"), "objectClass: rtApplicationUser", "applicationID: x")
                .succeeds();

        for (String dn : List.of(tName("p"), "uid=c,ou=Dynamic,o=Intranet", applicationName("p", "x"))) {
            Reply read = t.read(dn, "objectClass", "entryTTL").succeeds();
            assertThat(read.values("objectClass")).anyMatch("dynamicObject"::equalsIgnoreCase);
            assertThat(read.values("entryTTL")).containsExactly("600");
        }
    }

    @Test
    void decision07_dynamicObjectCannotBeModified() {
        t.add(tName("p"), "objectClass: rtPerson", "objectClass: dynamicObject").succeeds();

        t.modify(tName("p"), t.change(DELETE, "objectClass", "dynamicObject")).fails(ResultCode.OBJECT_CLASS_VIOLATION);
        t.replace(tName("p"), "objectClass: rtPerson").fails(ResultCode.OBJECT_CLASS_VIOLATION);
        t.replace(tName("p"), "objectClass: rtConference", "objectClass: dynamicObject")
                .fails(ResultCode.OBJECT_CLASS_MODS_PROHIBITED);
        t.replace(tName("p"), "objectClass: RTPERSON", "objectClass: DYNAMICOBJECT")
                .succeeds();
    }

    @Test
    void decision07_anonymousClientsWriteOnlyTheseUnderDynamicAndApplications() {
        t.add("ou=Mine,o=Intranet", "objectClass: organizationalUnit").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        t.add("ou=Mine,ou=Dynamic,o=Intranet", "objectClass: organizationalUnit")
                .fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
        t.add("cn=p,o=Intranet", "objectClass: rtPerson").fails(ResultCode.INSUFFICIENT_ACCESS_RIGHTS);
    }

    @Test
    void decision08_aConferenceNeedsUidOrCn() {
        t.add("uid=byUid,ou=Dynamic,o=Intranet", "objectClass: rtConference").succeeds();
        t.add("cn=byCn,ou=Dynamic,o=Intranet", "objectClass: rtConference").succeeds();
    }

    @Test
    void decision08_anNClientsConferenceNameIsItsUid() {
        n.add("cn=Demo,objectClass=rtConference", "cn: Demo", "sprotid: h323").succeeds();

        assertThat(t.dynamic("(uid=Demo)", "*").lines())
                .containsExactlyInAnyOrder(
                        "dn: uid=Demo,ou=Dynamic,o=Intranet",
                        "objectClass: rtConference",
                        "objectClass: dynamicObject",
                        "uid: Demo",
                        "protocolID: h323");
        assertThat(n.conferences("(cn=D%)", "cn", "sprotid").lines())
                .containsExactly("dn: cn=Demo,objectClass=rtConference", "cn: Demo", "sprotid: h323");
        assertThat(n.conferences("(cn=Demo)").values("cn")).containsExactly("Demo");
    }

    @Test
    void decision08_onlyThreeAttributesAreSingleValued() {
        t.add(tName("p"), "objectClass: rtPerson", "port: 1503", "port: 1720", "surname: a", "surname: b")
                .succeeds();
        for (String single : List.of("ntSecurityDescriptor", "conferenceBlob")) {
            t.add("uid=c,ou=Dynamic,o=Intranet", "objectClass: rtConference", single + ": a", single + ": b")
                    .fails(ResultCode.CONSTRAINT_VIOLATION);
        }
    }

    @Test
    void decision08_aCountryIsAnyTextAndABlankIsAValue() {
        t.add(tName("p"), "objectClass: rtPerson", "c: -", "surname:  ").succeeds();

        assertThat(t.read(tName("p"), "c", "surname").lines())
                .containsExactly("dn: " + tName("p"), "c: -", "surname:  ");
    }

    @Test
    void decision08_anEmptyValueInNClientFormMeansAbsent() {
        n.registerPerson("p", "comment: ", "surname: Lee", "location: Rome").succeeds();
        assertThat(n.people("(cn=p)", "comment", "surname").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson", "surname: Lee");

        n.replace(nName("p"), "surname: ").succeeds();
        assertThat(n.people("(cn=p)", "surname", "location").values("surname")).isEmpty();
        assertThat(n.people("(cn=p)", "location").values("location")).containsExactly("Rome");
    }

    @Test
    void decision09_unknownAttributesAreDroppedInNClientFormAndErrorsInNormalForm() {
        n.registerPerson("p", "timestamp: 1069372800").succeeds();
        n.replace(nName("p"), "timestamp: 1069372801", "comment: kept").succeeds();
        assertThat(n.people("(cn=p)", "timestamp", "comment").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson", "comment: kept");

        t.add(tName("q"), "objectClass: rtPerson", "timestamp: 1").fails(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
        t.replace(tName("p"), "timestamp: 1").fails(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
    }

    @Test
    void decision09_ilsaAttributesAreAlwaysKnown() {
        n.registerPerson("p", "ILSA424242: 7").succeeds();
        t.add(tName("q"), "objectClass: rtPerson", "ilsa99: 8").succeeds();

        assertThat(n.people("(&(cn=p)(ILSA424242=7))", "ilsa424242").values("ilsa424242"))
                .containsExactly("7");
        assertThat(t.read(tName("q"), "ILSA99").values("ILSA99")).containsExactly("8");
    }

    @Test
    void decision09_aRequestForAnIlsaAttributeIsNotRememberedAsEmpty() {
        n.registerPerson("p").succeeds();
        assertThat(n.people("(cn=p)", "ilsa31337").values("ilsa31337")).isEmpty();

        n.replace(nName("p"), "ilsa31337: 1").succeeds();

        assertThat(n.people("(cn=p)", "ilsa31337").values("ilsa31337")).containsExactly("1");
    }

    @Test
    void decision10_cnStandsForUidOnlyInNClientFormUnderConferences() {
        n.registerPerson("Demo Person").succeeds();
        t.add("uid=Demo Conference,ou=Dynamic,o=Intranet", "objectClass: rtConference")
                .succeeds();

        assertThat(t.dynamic("(cn=*)").dns()).containsExactly("cn=Demo Person,ou=Dynamic,o=Intranet");
        assertThat(t.dynamic("(cn=Demo*)").dns()).containsExactly("cn=Demo Person,ou=Dynamic,o=Intranet");
        assertThat(t.dynamic("(uid=Demo*)").dns()).containsExactly("uid=Demo Conference,ou=Dynamic,o=Intranet");
        assertThat(n.people("(cn=Demo%)", "cn").values("cn")).containsExactly("Demo Person");
        assertThat(n.conferences("(cn=Demo%)", "cn").values("cn")).containsExactly("Demo Conference");
    }

    @Test
    void decision11_smodop0AddsAndRepeatedUpdatesTheApplication() {
        n.registerPerson("p").succeeds();
        n.registerApplication("p", "nm", "sport: 1503", "sport: 1720", "smimetype: text/iuls")
                .succeeds();
        assertThat(t.read(applicationName("p", "nm"), "port", "mimeType").lines())
                .containsExactly(
                        "dn: " + applicationName("p", "nm"), "port: 1503", "port: 1720", "mimeType: text/iuls");

        n.modify(nName("p"), n.change(ADD, "smodop", "0"), n.change(ADD, "sappid", "nm"), n.change(ADD, "sport", "9"))
                .succeeds();
        assertThat(t.read(applicationName("p", "nm"), "port", "mimeType").lines())
                .containsExactly("dn: " + applicationName("p", "nm"), "port: 9", "mimeType: text/iuls");
    }

    @Test
    void decision11_smodop1RemovesTheApplication() {
        n.registerPerson("p").succeeds();
        n.registerApplication("p", "a").succeeds();
        n.registerApplication("p", "b").succeeds();

        n.replace(nName("p"), "smodop: 1", "sappid: a").succeeds();

        t.read(applicationName("p", "a")).fails(ResultCode.NO_SUCH_OBJECT);
        t.read(applicationName("p", "b")).succeeds();
        n.replace(nName("p"), "smodop: 1", "sappid: a").fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void decision11_smodop2ChangesThePersonAnd3TheApplication() {
        n.registerPerson("p", "ilsA26214430: 0").succeeds();
        n.registerApplication("p", "nm", "sport: 1").succeeds();

        n.replace(nName("p"), "smodop: 2", "ilsA26214430: 1", "comment: busy").succeeds();
        n.replace(nName("p"), "smodop: 3", "sappid: nm", "sport: 2").succeeds();

        assertThat(t.read(tName("p"), "ILSA26214430", "comment").lines())
                .containsExactly("dn: " + tName("p"), "ILSA26214430: 1", "comment: busy");
        assertThat(t.read(applicationName("p", "nm"), "port").values("port")).containsExactly("2");
        n.replace(nName("p"), "smodop: 3", "sappid: other", "sport: 2").fails(ResultCode.NO_SUCH_OBJECT);
        n.replace(nName("p"), "smodop: 4").fails(ResultCode.CONSTRAINT_VIOLATION);
    }

    @Test
    void decision11_applicationAttributesInAnAddMakeTheApplicationAtOnce() {
        n.registerPerson("p", "sappid: GnomeMeeting", "sprotid: h323", "sport: 1720", "surname: Lee")
                .succeeds();

        assertThat(t.read(applicationName("p", "GnomeMeeting"), "*").lines())
                .contains("applicationID: GnomeMeeting", "protocolID: h323", "port: 1720")
                .noneMatch(line -> line.startsWith("sn"));
        assertThat(t.read(tName("p"), "*").lines())
                .contains("sn: Lee")
                .noneMatch(line -> line.startsWith("port") || line.startsWith("applicationID"));
    }

    @Test
    void decision11_withoutAnApplicationEachAttributeGoesToThePersonIfItsClassHasIt() {
        n.registerPerson("p", "sport: 1720", "sprotid: h323").succeeds();

        assertThat(n.people("(cn=p)", "sport", "sprotid").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson", "sport: 1720");
    }

    @Test
    void decision11_replacingNameAndClassByWhatTheyAreIsNoChange() {
        n.registerPerson("p").succeeds();

        n.replace("c=-, cn=p, objectClass=RTPerson", "objectClass: RTPerson", "cn: P", "comment: x")
                .succeeds();
        assertThat(n.people("(cn=p)", "cn", "comment").values("comment")).containsExactly("x");
        n.replace(nName("p"), "cn: q").fails(ResultCode.NOT_ALLOWED_ON_RDN);
        n.replace(nName("p"), "objectClass: rtConference").fails(ResultCode.OBJECT_CLASS_MODS_PROHIBITED);
    }

    @Test
    void decision11_filtersMatchOnThePairAndOneReplyShowsTheFirstThatMatches() {
        n.registerPerson("p").succeeds();
        n.registerApplication("p", "a", "sprotid: t120", "sport: 1").succeeds();
        n.registerApplication("p", "b", "sprotid: h323", "sport: 2").succeeds();

        assertThat(n.people("(&(cn=p)(sappid=b)(sprotid=h323))", "sappid", "sport")
                        .lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson", "sappid: b", "sport: 2");
        assertThat(n.people("(&(cn=p)(sprotid=t120))", "sappid").values("sappid"))
                .containsExactly("a");
        assertThat(n.people("(&(cn=p)(sappid=a)(sprotid=h323))").dns()).isEmpty();
        assertThat(n.people("(cn=p)", "sappid").dns()).hasSize(1);
    }

    @Test
    void decision11_anApplicationMayComeBeforeItsPerson() {
        t.add(applicationName("p", "x"), "objectClass: rtApplicationUser", "applicationId: x", "port: 1720")
                .succeeds();
        assertThat(n.people("(cn=p)").dns()).isEmpty();

        t.add(tName("p"), "objectClass: rtPerson").succeeds();

        assertThat(n.people("(cn=p)", "sappid", "sport").lines())
                .containsExactly("dn: cn=p,objectClass=rtPerson", "sappid: x", "sport: 1720");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decision11_deletingThePersonInEitherFormRemovesItsOwnersApplications(boolean inNClientForm) {
        n.registerPerson("p").succeeds();
        n.registerApplication("p", "a").succeeds();
        stranger.add(applicationName("p", "s"), "objectClass: rtApplicationUser", "applicationID: s")
                .succeeds();

        (inNClientForm ? n.delete(nName("p")) : t.delete(tName("p"))).succeeds();

        t.read(tName("p")).fails(ResultCode.NO_SUCH_OBJECT);
        t.read(applicationName("p", "a")).fails(ResultCode.NO_SUCH_OBJECT);
        t.read(applicationName("p", "s")).succeeds();
    }

    @Test
    void decision11_aStrangersApplicationNeitherShowsNorBlocks() {
        stranger.add(applicationName("p", "nm"), "objectClass: rtApplicationUser", "applicationID: nm", "port: 666")
                .succeeds();
        n.registerPerson("p").succeeds();
        assertThat(n.people("(cn=p)", "sappid", "sport").values("sport")).isEmpty();

        n.registerApplication("p", "nm", "sport: 1720").succeeds();
        assertThat(n.people("(cn=p)", "sport").values("sport")).containsExactly("1720");
        assertThat(t.read(applicationName("p", "nm"), "port").values("port")).containsExactly("1720");
    }

    @Test
    void decision11_theOwnerReplacesAStrangersApplicationInNormalFormToo() {
        stranger.add(applicationName("p", "nm"), "objectClass: rtApplicationUser", "applicationID: nm", "port: 666")
                .succeeds();
        String[] application = {"objectClass: rtApplicationUser", "applicationID: nm", "port: 1720"};
        t.add(applicationName("p", "nm"), application).fails(ResultCode.ENTRY_ALREADY_EXISTS);

        t.add(tName("p"), "objectClass: rtPerson").succeeds();
        t.add(applicationName("p", "nm"), application).succeeds();
        assertThat(n.people("(cn=p)", "sport").values("sport")).containsExactly("1720");
    }

    @Test
    void decision12_hiddenPeopleAreGivenToOthersByNameOnly() {
        n.add(nName("h"), "cn: h", "sflags: 0", "surname: Hyde", "sappid: nm", "sport: 1720")
                .succeeds();

        assertThat(nStranger.people("(cn=%)").dns()).isEmpty();
        assertThat(nStranger.people("(cn=h%)").dns()).isEmpty();
        assertThat(nStranger.people("(surname=Hyde)").dns()).isEmpty();
        assertThat(nStranger.people("(|(cn=h)(cn=h))").dns()).isEmpty();
        assertThat(nStranger.people("(!(cn=x))").dns()).isEmpty();
        assertThat(stranger.dynamic("(objectClass=rtPerson)").dns()).isEmpty();
        assertThat(stranger.search(
                                "ou=Applications,o=Intranet",
                                org.rollcall.ldap.message.SearchScope.WHOLE_SUBTREE,
                                "(objectClass=rtApplicationUser)")
                        .dns())
                .isEmpty();

        assertThat(nStranger.people("(cn=h)", "sport").values("sport")).containsExactly("1720");
        assertThat(nStranger
                        .people("(&(objectClass=rtPerson)(cn=h)(surname=Hyde))")
                        .dns())
                .hasSize(1);
        assertThat(stranger.dynamic("(cn=h)").dns()).hasSize(1);
        assertThat(stranger.read(tName("h")).succeeds().dns()).hasSize(1);
        assertThat(stranger.read(applicationName("h", "nm")).succeeds().dns()).hasSize(1);
    }

    @Test
    void decision12_itsOwnerSeesAHiddenPersonEverywhere() {
        n.add(nName("h"), "cn: h", "sflags: 0").succeeds();

        assertThat(n.people("(cn=%)").dns()).hasSize(1);
        assertThat(t.dynamic("(cn=*)").dns()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // policy, sent, from, registered
        "AS_SENT,  3758139584, 203.0.113.9,   3758139584",
        "AS_SENT,  3758139584, 192.168.0.1,   3758139584",
        "OBSERVED, 3758139584, 203.0.113.9,   158400715",
        "OBSERVED, 3758139584, 192.168.0.1,   16820416",
        "AUTO,     3758139584, 203.0.113.9,   158400715",
        "AUTO,     3758139584, 192.168.0.1,   3758139584",
        "AUTO,     1613317642, 203.0.113.9,   158400715",
        "AUTO,     16847020,   203.0.113.9,   158400715",
        "AUTO,     16777343,   203.0.113.9,   158400715",
        "AUTO,     0,          203.0.113.9,   158400715",
        "AUTO,     134744072,  203.0.113.9,   134744072",
        "AUTO,     3758139584, 2001:db8::1,   3758139584",
        "AUTO,     text,       203.0.113.9,   text"
    })
    void decision13_theOperatorChoosesWhichAddressIsRegistered(
            AddressPolicy policy, String sent, String from, String registered) {
        try (Site chosen = new Site(new LocatorSettings(policy, 0, Duration.ZERO, 0, 0))) {
            Client registering = chosen.nClient(from);
            registering.add(nName("n"), "cn: n", "sipaddress: " + sent).succeeds();
            chosen.tClient(from)
                    .add(tName("t"), "objectClass: rtPerson", "ipAddress: " + sent)
                    .succeeds();
            chosen.tClient(from).add(tName("m"), "objectClass: rtPerson").succeeds();
            chosen.tClient(from)
                    .modify(tName("m"), registering.change(REPLACE, "ipAddress", sent))
                    .succeeds();

            for (String name : List.of("n", "t", "m")) {
                assertThat(registering.people("(cn=" + name + ")", "sipaddress").values("sipaddress"))
                        .as(name)
                        .containsExactly(registered);
            }
        }
    }

    @Test
    void decision13_observedAddressesAreRegisteredForThoseWhoSendNone() {
        try (Site observed = new Site(new LocatorSettings(AddressPolicy.OBSERVED, 0, Duration.ZERO, 0, 0))) {
            Client n = observed.nClient("203.0.113.9");
            n.add(nName("n"), "cn: n").succeeds();
            observed.tClient("203.0.113.9")
                    .add(tName("t"), "objectClass: rtPerson")
                    .succeeds();

            assertThat(n.people("(cn=%)", "sipaddress").values("sipaddress")).containsExactly("158400715", "158400715");
        }
    }

    @Test
    void decision13_theNumberIsTheOctetsReadFromTheLast() throws Exception {
        // The two examples of MS-TAIL: 2.2.3 and 4.1.2.
        assertThat(RegisteredAddress.decimal(
                        (java.net.Inet4Address) java.net.InetAddress.getByAddress(new byte[] {10, 70, 41, 96})))
                .isEqualTo("1613317642");
        assertThat(RegisteredAddress.decimal((java.net.Inet4Address)
                        java.net.InetAddress.getByAddress(new byte[] {(byte) 192, (byte) 168, 0, (byte) 224})))
                .isEqualTo("3758139584");
    }
}
