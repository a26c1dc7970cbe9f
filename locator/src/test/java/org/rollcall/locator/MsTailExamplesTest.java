package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/**
 * The examples of MS-TAIL section 4, PDU by PDU, with the specification's values. Binds and unbinds (4.x.1, the last
 * step of each) are the session's.
 */
class MsTailExamplesTest {
    private static final String GRUBER = "c=-,o=Microsoft, cn=egruber@contoso.com, objectClass=rtPerson";
    private static final String GRUBER_REPLIED = "c=-,o=Microsoft,cn=egruber@contoso.com,objectClass=rtPerson";
    private static final String GRUBER_MODIFIED =
            "c=-, o=Microsoft, mailto:cn=egruber@contoso.com, objectClass=rtPerson";
    private static final String GRUBER_DELETED =
            "c=-, o=Microsoft, mailto:cn=egruber@contoso.com%20, objectClass=rtPerson";
    private static final String TAPI_APPLICATION =
            "cn= egruber]w2kils.testdomain.int,appName=MS-NetMeeting,ou=applications,o=Intranet";
    private static final String TAPI_PERSON = "cn=egruber]w2kils.testdomain.int,ou=dynamic,o=Intranet";
    private static final String CONFERENCE = "uid=Demo Conference,ou=dynamic,o=Intranet";
    /** Everyone reads, the user may everything (4.7.2). */
    private static final OctetString DESCRIPTOR = Client.descriptor(
            "D:(A;;LCRPLORC;;;WD)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;S-1-5-21-1004336348-1177238915-682003330-1108)");

    private static final String SDP = """
            v=0
            o=administrator 3456462469 1 IN IP4 w2kils.testdomain.int
            s=Demo Conference
            i=A description goes here
            c=IN IP4 224.0.0.0/15
            t=3456462448 3456464248
            m=audio 22716 RTP/AVP 0
            c=IN IP4 224.2.152.239/15/1
            m=video 51232 RTP/AVP 34
            c=IN IP4 224.2.188""";

    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();

    @AfterEach
    void close() {
        site.close();
    }

    private void addGruber() {
        n.add(
                        GRUBER,
                        "cn: egruber@contoso.com",
                        "givenname: Eric",
                        "surname: Gruber",
                        "rfc822mailbox: egruber@contoso.com",
                        "location: Seattle",
                        "comment: Participant",
                        "c: -",
                        "sipaddress: 3758139584",
                        "sflags: 1",
                        "ssecurity: 21912384",
                        "ilsA26214430: 0",
                        "ilsA26279966: 84020942",
                        "ilsA32833566: 1",
                        "ilsA32964638: 1",
                        "ilsA39321630: 2")
                .succeeds();
    }

    private void addGrubersApplication() {
        n.replace(
                        GRUBER_MODIFIED,
                        "smodop: 0",
                        "sappid: ms-netmeeting",
                        "smimetype: text/iuls",
                        "sappguid: 008aff194794cf118796444553540000",
                        "sprotid: T120",
                        "sprotid: H323",
                        "sprotmimetype: text/t120",
                        "sprotmimetype: text/h232",
                        "sport: 1503",
                        "sport: 1720")
                .succeeds();
    }

    @Test
    void section4_1_2_addCreatesTheDynamicEntryOfThePerson() {
        addGruber();

        assertThat(t.read("cn=egruber@contoso.com,ou=Dynamic,o=Intranet", "*", "entryTTL")
                        .lines())
                .containsExactlyInAnyOrder(
                        "dn: cn=egruber@contoso.com,ou=Dynamic,o=Intranet",
                        "objectClass: rtPerson",
                        "objectClass: dynamicObject",
                        "cn: egruber@contoso.com",
                        "givenName: Eric",
                        "sn: Gruber",
                        "mail: egruber@contoso.com",
                        "location: Seattle",
                        "comment: Participant",
                        "c: -",
                        "ipAddress: 3758139584",
                        "sFlags: 1",
                        "securityToken: 21912384",
                        "ILSA26214430: 0",
                        "ILSA26279966: 84020942",
                        "ILSA32833566: 1",
                        "ILSA32964638: 1",
                        "ILSA39321630: 2",
                        "entryTTL: 600");
    }

    @Test
    void section4_1_3_modifyAddsTheApplication() {
        addGruber();
        addGrubersApplication();

        assertThat(t.read("cn=egruber@contoso.com,appName=MS-NetMeeting,ou=Applications,o=Intranet", "*")
                        .lines())
                .containsExactlyInAnyOrder(
                        "dn: cn=egruber@contoso.com,appName=ms-netmeeting,ou=Applications,o=Intranet",
                        "objectClass: rtApplicationUser",
                        "objectClass: dynamicObject",
                        "cn: egruber@contoso.com",
                        "applicationID: ms-netmeeting",
                        "mimeType: text/iuls",
                        "guid: 008aff194794cf118796444553540000",
                        "protocolID: T120",
                        "protocolID: H323",
                        "protocolMimeType: text/t120",
                        "protocolMimeType: text/h232",
                        "port: 1503",
                        "port: 1720");
    }

    @Test
    void section4_2_2_stayAliveSearchResetsTheTimeToLive() {
        addGruber();
        site.pass(Duration.ofMinutes(7));

        Client.Reply reply = n.people("(&(objectClass=rtPerson)(cn= egruber@contoso.com)(sttl=10))", "cn", "sttl")
                .succeeds();

        assertThat(reply.lines()).containsExactly("dn: " + GRUBER_REPLIED, "cn: egruber@contoso.com", "sttl: 10");
        assertThat(t.read("cn=egruber@contoso.com,ou=Dynamic,o=Intranet", "entryTTL")
                        .values("entryTTL"))
                .containsExactly("600");
    }

    @Test
    void section4_2_2_noObjectIsFoundWhereThereIsNoneToRenew() {
        assertThat(n.people("(&(objectClass=rtPerson)(cn= egruber@contoso.com)(sttl=10))", "cn")
                        .succeeds()
                        .entries())
                .isEmpty();
    }

    @Test
    void section4_3_2_findOnlineUsers() {
        addGruber();
        addGrubersApplication();
        n.registerPerson("other@contoso.com", "sappid: other", "sprotid: h323").succeeds();

        assertThat(n.people(
                                "(&(objectClass=rtPerson)(cn=%)(sappid=ms-netmeeting)(sprotid=h323))",
                                "rfc822mailbox", "surname", "sipaddress", "sappid", "sprotid")
                        .lines())
                .containsExactly(
                        "dn: " + GRUBER_REPLIED,
                        "rfc822mailbox: egruber@contoso.com",
                        "surname: Gruber",
                        "sipaddress: 3758139584",
                        "sappid: ms-netmeeting",
                        "sprotid: T120",
                        "sprotid: H323");
    }

    @Test
    void section4_4_2_deleteRemovesThePersonAndItsApplication() {
        addGruber();
        addGrubersApplication();

        n.delete(GRUBER_DELETED).succeeds();

        t.read("cn=egruber@contoso.com,ou=Dynamic,o=Intranet").fails(ResultCode.NO_SUCH_OBJECT);
        t.read("cn=egruber@contoso.com,appName=MS-NetMeeting,ou=Applications,o=Intranet")
                .fails(ResultCode.NO_SUCH_OBJECT);
        n.delete(GRUBER_DELETED).fails(ResultCode.NO_SUCH_OBJECT);
    }

    private Client.Reply addTapiApplication() {
        return t.add(
                TAPI_APPLICATION,
                "ObjectClass: rtApplicationUser",
                "ObjectClass: DynamicObject",
                "UserObject: cn=egruber]w2kils.testdomain.int",
                "applicationId: ms-netmeeting",
                "mimetype: text/iuls",
                "GUID: 008aff194794cf118796444553540000",
                "protocolID: H323",
                "protocolMimeType: text/h323",
                "port: 1720",
                "ILSA39321630: 4",
                "ILSA26214430: 0",
                "ILSA32964638: 1",
                "ILSA32833566: 1");
    }

    private Client.Reply addTapiPerson() {
        return t.add(
                TAPI_PERSON,
                "ObjectClass: rtPerson",
                "ObjectClass: DynamicObject",
                "ipAddress: 3808471232",
                "rfc822mailbox: egruber",
                "givenName: eric",
                "surname: gruber",
                "location: N/A",
                "sflags: 1",
                "c: US",
                "comment: Generated by TAPI3",
                "ssecurity: 1508109",
                "smodop: 0",
                "mimetype: text/iuls",
                "GUID: 008aff194794cf118796444553540000",
                "ProtocolMimeType: H323",
                "port: 1720",
                "ILSA39321630: 4",
                "ILSA26214430: 0",
                "ILSA32964638: 1",
                "ILSA32833566: 1");
    }

    @Test
    void section4_5_2_addRtApplicationUser() {
        addTapiApplication().succeeds();

        assertThat(t.read(TAPI_APPLICATION, "userObject", "applicationID", "port", "ILSA39321630")
                        .lines())
                .containsExactly(
                        "dn: cn=egruber]w2kils.testdomain.int,appName=MS-NetMeeting,ou=applications,o=Intranet",
                        "userObject: cn=egruber]w2kils.testdomain.int",
                        "applicationID: ms-netmeeting",
                        "port: 1720",
                        "ILSA39321630: 4");
    }

    @Test
    void section4_5_3_modifySetsTheApplicationsTimeToLive() {
        addTapiApplication().succeeds();

        t.replace(TAPI_APPLICATION, "EntryTTL: 1800").succeeds();

        assertThat(t.read(TAPI_APPLICATION, "entryTTL").values("entryTTL")).containsExactly("1800");
    }

    @Test
    void section4_5_4_addRtPerson() {
        addTapiApplication().succeeds();
        addTapiPerson().succeeds();

        assertThat(t.read(TAPI_PERSON, "*").lines())
                .hasSize(22)
                .contains(
                        "dn: " + TAPI_PERSON,
                        "cn: egruber]w2kils.testdomain.int",
                        "ipAddress: 3808471232",
                        "smodop: 0",
                        "protocolMimeType: H323");
        assertThat(n.people("(cn=egruber]w2kils.testdomain.int)", "sipaddress", "sappid", "sprotmimetype")
                        .lines())
                .containsExactly(
                        "dn: cn=egruber]w2kils.testdomain.int,objectClass=rtPerson",
                        "sipaddress: 3808471232",
                        "sappid: ms-netmeeting",
                        "sprotmimetype: text/h323");
    }

    @Test
    void section4_5_5_modifySetsThePersonsTimeToLive() {
        addTapiPerson().succeeds();

        t.replace(TAPI_PERSON, "EntryTTL: 1800").succeeds();

        assertThat(t.read(TAPI_PERSON, "entryTTL").values("entryTTL")).containsExactly("1800");
    }

    @Test
    void section4_6_stayAliveRefreshesEachEntryByItself() {
        addTapiApplication().succeeds();
        addTapiPerson().succeeds();
        site.pass(Duration.ofMinutes(9));

        t.replace(TAPI_APPLICATION, "EntryTTL: 1800").succeeds();
        t.replace(TAPI_PERSON, "EntryTTL: 180000").succeeds();

        assertThat(t.read(TAPI_APPLICATION, "entryTTL").values("entryTTL")).containsExactly("1800");
        assertThat(t.read(TAPI_PERSON, "entryTTL").values("entryTTL")).containsExactly("180000");
    }

    private Client.Reply addConference(String dn, Attribute... more) {
        List<Attribute> attributes = new java.util.ArrayList<>(List.of(
                Attribute.of("ObjectClass", "RTConference", "DynamicObject"),
                new Attribute("ntSecurityDescriptor", List.of(DESCRIPTOR))));
        attributes.addAll(List.of(more));
        return t.send(new AddRequest(OctetString.of(dn), attributes));
    }

    @Test
    void section4_7_2_verifyAccessRightsByATemporaryConference() {
        String temporary = "uid=19168,ou=dynamic,o=Intranet";
        addConference(temporary).succeeds();
        t.replace(temporary, "entryTTL: 300").succeeds();
        assertThat(t.read(temporary, "entryTTL").values("entryTTL")).containsExactly("300");
        t.delete(temporary).succeeds();

        t.read(temporary).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void section4_7_3_and_4_createTheConferenceAndSetItsTimeToLive() {
        addConference(CONFERENCE, Attribute.of("protocolId", "IP Conference"), Attribute.of("conferenceBlob", SDP))
                .succeeds();
        t.replace(CONFERENCE, "EntryTTL: 1800").succeeds();

        Client.Reply read = t.read(CONFERENCE, "protocolId", "conferenceBlob", "ntSecurityDescriptor", "entryTTL");
        assertThat(read.values("protocolId")).containsExactly("IP Conference");
        assertThat(read.values("conferenceBlob")).containsExactly(SDP);
        assertThat(read.values("entryTTL")).containsExactly("1800");
        assertThat(read.entries().getFirst().attributes())
                .contains(new Attribute("ntSecurityDescriptor", List.of(DESCRIPTOR)));
    }

    @Test
    void section4_8_2_findConferences() {
        addTapiPerson().succeeds();
        addConference(CONFERENCE, Attribute.of("protocolId", "IP Conference"), Attribute.of("conferenceBlob", SDP))
                .succeeds();

        Client.Reply found = t.search(
                        "ou=dynamic, o=Intranet",
                        SearchScope.SINGLE_LEVEL,
                        "(uid=*)",
                        "uid",
                        "protocolId",
                        "conferenceBlob",
                        "ntSecurityDescriptor")
                .succeeds();

        assertThat(found.dns()).containsExactly(CONFERENCE);
        assertThat(found.entries().getFirst().attributes())
                .containsExactly(
                        Attribute.of("uid", "Demo Conference"),
                        Attribute.of("protocolId", "IP Conference"),
                        Attribute.of("conferenceBlob", SDP),
                        new Attribute("ntSecurityDescriptor", List.of(DESCRIPTOR)));
    }

    @Test
    void section4_9_2_findPeople() {
        addTapiPerson().succeeds();
        addConference(CONFERENCE).succeeds();

        assertThat(t.search(
                                "ou=dynamic,o=Intranet",
                                SearchScope.SINGLE_LEVEL,
                                "(cn=*)",
                                "cn",
                                "ipAddress",
                                "ntSecurityDescriptor")
                        .lines())
                .containsExactly("dn: " + TAPI_PERSON, "cn: egruber]w2kils.testdomain.int", "ipAddress: 3808471232");
    }

    @Test
    void section4_10_entriesThatNobodyDeletedGoWithTheirTimeToLive() {
        addTapiApplication().succeeds();
        addTapiPerson().succeeds();
        t.replace(TAPI_APPLICATION, "EntryTTL: 1800").succeeds();
        t.replace(TAPI_PERSON, "EntryTTL: 1800").succeeds();

        site.pass(Duration.ofSeconds(1800));

        t.read(TAPI_PERSON).fails(ResultCode.NO_SUCH_OBJECT);
        t.read(TAPI_APPLICATION).fails(ResultCode.NO_SUCH_OBJECT);
        addTapiPerson().succeeds();
    }

    @Test
    void section4_11_1_filtersOfTheTapiClient() {
        addTapiPerson().succeeds();
        addConference(CONFERENCE).succeeds();

        assertThat(t.dynamic("(uid=Demo*)").dns()).containsExactly(CONFERENCE);
        assertThat(t.dynamic("(cn=egruber*)").dns()).containsExactly(TAPI_PERSON);
        assertThat(t.dynamic("(cn=Demo*)").dns()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)), true",
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sttl=10)), true",
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sappid=ms-netmeeting)), true",
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sappid=ms-netmeeting)(sprotid=h323)), true",
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sprotid=t120)), true",
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sappid=other)), false",
        "(&(objectClass=rtPerson)(cn=egruber@contoso.com)(sprotid=sip)), false",
        "(&(objectClass=rtPerson)(cn=nobody@contoso.com)), false"
    })
    void section4_11_2_filtersOfTheNClientForPeople(String filter, boolean found) {
        addGruber();
        addGrubersApplication();

        assertThat(n.people(filter).dns()).isEqualTo(found ? List.of(GRUBER_REPLIED) : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "(&(objectClass=rtConference)(cn=Demo Conference)), true",
        "(&(objectClass=rtConference)(cn=Demo Conference)(sttl=10)), true",
        "(&(objectClass=rtConference)(cn=Other)), false"
    })
    void section4_11_2_filtersOfTheNClientForConferences(String filter, boolean found) {
        addConference(CONFERENCE).succeeds();

        assertThat(n.conferences(filter).dns())
                .isEqualTo(found ? List.of("cn=Demo Conference,objectClass=rtConference") : List.of());
    }

    @Test
    void section3_5_11_refreshByTheSpelledOutRequest() {
        addGruber();
        site.pass(Duration.ofMinutes(5));
        Filter filter = new Filter.And(List.of(
                new Filter.Equality("objectClass", OctetString.of("rtPerson")),
                new Filter.Equality("mailto:cn", OctetString.of(" egruber@contoso.com")),
                new Filter.Equality("sttl", OctetString.of("10"))));

        Client.Reply reply = n.search("objectClass=rtPerson", SearchScope.BASE_OBJECT, filter, "sttl");

        assertThat(reply.succeeds().lines()).containsExactly("dn: " + GRUBER_REPLIED, "sttl: 10");
    }

    @Test
    void section3_5_5_aChangeOfNameIsDeleteAddModify() {
        addGruber();
        addGrubersApplication();
        n.delete(GRUBER).succeeds();
        n.registerPerson("eric@contoso.com").succeeds();
        n.registerApplication("eric@contoso.com", "ms-netmeeting").succeeds();

        assertThat(n.people("(&(objectClass=rtPerson)(cn=%))", "cn").values("cn"))
                .containsExactly("eric@contoso.com");
    }

    @Test
    void section3_5_6_and_7_listsByClass() {
        addGruber();
        addConference(CONFERENCE).succeeds();

        assertThat(t.dynamic("(ObjectClass=rtConference)", "uid").values("uid")).containsExactly("Demo Conference");
        assertThat(t.dynamic("(ObjectClass=rtPerson)", "cn").values("cn")).containsExactly("egruber@contoso.com");
    }
}
