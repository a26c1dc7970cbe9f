package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.applicationName;
import static org.rollcall.locator.Client.tName;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/** What the two kinds of client put on the wire, habit by habit, in the table of docs/protocol.md. */
class ClientTablesTest {
    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void connection_nClientsUseAFreshOnePerOperation() {
        site.nClient().registerPerson("p", "sappid: nm").succeeds();
        site.nClient().replace("cn=p,objectClass=rtPerson", "comment: still me").succeeds();
        assertThat(site.nClient().people("(cn=p)", "comment").values("comment")).containsExactly("still me");
        site.nClient().delete("cn=p,objectClass=rtPerson").succeeds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "c=-,o=Microsoft, cn=jc@rome.gov, objectClass=rtPerson | c=-,o=Microsoft,cn=jc@rome.gov,objectClass=rtPerson",
                "cn=jc@rome.gov,objectClass=rtPerson                   | cn=jc@rome.gov,objectClass=rtPerson",
                "c=AU, cn=jc@rome.gov, objectClass=RTPerson            | c=AU,cn=jc@rome.gov,objectClass=rtPerson",
                "c=-,o=Gnome,cn=jc@rome.gov,objectclass=rtperson       | c=-,o=Gnome,cn=jc@rome.gov,objectClass=rtPerson",
                "O=Gnome,  CN=jc@rome.gov,  OBJECTCLASS=rtPerson       | o=Gnome,cn=jc@rome.gov,objectClass=rtPerson"
            })
    void dn_nClientsNameAnEntryRootFirst(String dn, String replied) {
        n.add(dn, "cn: jc@rome.gov").succeeds();

        assertThat(n.people("(cn=jc@rome.gov)").dns()).containsExactly(replied);
        assertThat(t.dynamic("(cn=jc@rome.gov)").dns()).containsExactly(tName("jc@rome.gov"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn=jc]host.dom,ou=Dynamic,o=Intranet|rtPerson",
                "uid=Demo,ou=Dynamic,o=Intranet|rtConference",
                "cn=jc]host.dom,appName=MS-NetMeeting,ou=Applications,o=Intranet|rtApplicationUser"
            })
    void dn_tClientsNameAnEntryLeafFirst(String line) {
        String dn = line.substring(0, line.indexOf('|'));
        t.add(dn, "objectClass: " + line.substring(line.indexOf('|') + 1)).succeeds();

        assertThat(t.read(dn).dns()).containsExactly(dn);
    }

    @Test
    void sameEntry_eitherFindsRefreshesAndDeletesWhatTheOtherRegistered() {
        n.registerPerson("jc@rome.gov").succeeds();
        t.replace(tName("jc@rome.gov"), "entryTTL: 1800").succeeds();
        assertThat(n.people("(cn=jc@rome.gov)", "sttl").values("sttl")).containsExactly("30");
        t.delete(tName("jc@rome.gov")).succeeds();

        t.add(tName("t]host"), "objectClass: rtPerson").succeeds();
        assertThat(n.people("(&(cn=t]host)(sttl=20))", "sttl").values("sttl")).containsExactly("20");
        n.delete("cn=t]host, objectClass=rtPerson").succeeds();
        assertThat(t.dynamic("(objectClass=rtPerson)").dns()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SearchScope.class)
    void searchBase_theListWhateverTheScope(SearchScope scope) {
        n.registerPerson("p").succeeds();

        assertThat(n.search("objectClass=rtPerson", scope, "(cn=%)").dns()).hasSize(1);
    }

    @Test
    void searchBase_oneLevelUnderDynamic() {
        n.registerPerson("p").succeeds();

        assertThat(t.search("ou=Dynamic,o=Intranet", SearchScope.SINGLE_LEVEL, "(cn=*)")
                        .dns())
                .containsExactly(tName("p"));
    }

    @Test
    void wildcard_percentAndStarToNClientsStarOnlyToTClients() {
        n.registerPerson("text and more").succeeds();

        assertThat(n.people("(cn=%)").dns()).hasSize(1);
        assertThat(n.people("(cn=*)").dns()).hasSize(1);
        assertThat(n.people("(cn=%and%)").dns()).hasSize(1);
        assertThat(t.dynamic("(cn=*and*)").dns()).hasSize(1);
        assertThat(t.dynamic("(cn=%and%)").dns()).isEmpty();
    }

    @Test
    void dnInReplies_eachGetsTheFormItAskedIn() {
        n.registerPerson("p").succeeds();

        assertThat(n.people("(cn=p)").dns()).allMatch(dn -> dn.endsWith(",objectClass=rtPerson"));
        assertThat(t.dynamic("(cn=p)").dns()).containsExactly(tName("p"));
    }

    @Test
    void attributesInReplies_exactlyTheRequestedNamesInTheRequestedOrder() {
        n.registerPerson("p", "surname: Lee", "sappid: nm", "sprotid: h323").succeeds();

        assertThat(n.people("(cn=p)", "surname", "sappid", "cn", "sprotid").lines())
                .containsExactly(
                        "dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson",
                        "surname: Lee",
                        "sappid: nm",
                        "cn: p",
                        "sprotid: h323");
    }

    @Test
    void text_latin1InV2AndUtf8InV3() {
        n.registerPerson("p", "comment: Grüße").succeeds();

        assertThat(n.people("(cn=p)", "comment").values("comment")).containsExactly("Grüße");
        assertThat(t.read(tName("p"), "comment").values("comment")).containsExactly("Grüße");
    }

    @Test
    void add_nClientsSendNoObjectClassPtlibDoes() {
        n.registerPerson("a").succeeds();
        n.add("cn=b, objectClass=RTPerson", "objectClass: RTPerson", "cn: b").succeeds();

        assertThat(t.dynamic("(&(objectClass=rtPerson)(objectClass=dynamicObject))")
                        .dns())
                .hasSize(2);
    }

    @Test
    void add_tClientsSendTheirOwnSpelling() {
        t.add(
                        tName("p"),
                        "objectClass: rtPerson",
                        "objectClass: DynamicObject",
                        "ssecurity: 1508109",
                        "smodop: 0",
                        "ProtocolMimeTypes: text/h323")
                .succeeds();

        assertThat(t.read(tName("p"), "protocolMimeType", "smodop").lines())
                .containsExactly("dn: " + tName("p"), "protocolMimeType: text/h323", "smodop: 0");
    }

    @Test
    void modify_nClientsReplaceTClientsSetEntryTtl() {
        n.registerPerson("p", "comment: a").succeeds();
        n.replace("cn=p,objectClass=rtPerson", "comment: b").succeeds();
        t.replace(tName("p"), "entryTTL: 300").succeeds();

        assertThat(t.read(tName("p"), "comment", "entryTTL").lines())
                .containsExactly("dn: " + tName("p"), "comment: b", "entryTTL: 300");
    }

    @Test
    void refresh_theFilterItemSetsTheTimeAndMatches() {
        n.registerPerson("p").succeeds();
        site.pass(Duration.ofMinutes(9));

        assertThat(n.people("(&(objectClass=rtPerson)(cn=p)(sttl=10))", "sttl").lines())
                .containsExactly("dn: c=-,o=Microsoft,cn=p,objectClass=rtPerson", "sttl: 10");
        assertThat(n.people("(&(objectClass=rtPerson)(cn=q)(sttl=10))")
                        .succeeds()
                        .entries())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1800, 180_000})
    void refresh_tClientsByModifyOrByRfc2589(int seconds) {
        t.add(tName("p"), "objectClass: rtPerson").succeeds();

        t.replace(tName("p"), "entryTTL: " + seconds).succeeds();
        assertThat(t.read(tName("p"), "entryTTL").values("entryTTL")).containsExactly(Integer.toString(seconds));
        assertThat(Client.grantedSeconds(t.refresh(tName("p"), seconds).succeeds()))
                .isEqualTo(seconds);
    }

    @Test
    void logOff_nClientsDeleteThePersonAndItsApplicationsGo() {
        n.registerPerson("p", "sappid: nm").succeeds();
        n.delete("c=-,o=Microsoft, cn=p, objectClass=rtPerson").succeeds();

        t.read(applicationName("p", "nm")).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void logOff_dialersEntriesTimeOut() {
        t.add(tName("p"), "objectClass: rtPerson").succeeds();
        site.pass(Duration.ofMinutes(10));

        t.read(tName("p")).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @ParameterizedTest
    @CsvSource({
        "(&(objectClass=RTPerson)(cn=%)(sappid=ms-netmeeting)(sprotid=h323)), ann bob",
        "(&(objectClass=RTPerson)(cn=%)(sappid=ms-netmeeting)(sprotid=h323)(ILSA39321630=2)), ann",
        "(&(objectClass=rtPerson)(cn=ann)(sappid=ms-netmeeting)(sprotid=h323)), ann",
        "(&(objectClass=rtPerson)(cn=ann)(sappid=ms-netmeeting)), ann",
        "(&(objectClass=rtPerson)(cn=ann)(sprotid=h323)), ann",
        "(&(objectClass=rtPerson)(cn=ann)), ann",
        "(&(cn=%)), ann bob",
        "(&(cn=%)(surname=%ee%)), ann",
        "(rfc822mailbox=%@example%), ann bob"
    })
    void filtersSeen_ofNClients(String filter, String found) {
        for (String name : List.of("ann", "bob")) {
            n.registerPerson(
                            name,
                            "surname: " + (name.equals("ann") ? "Lee" : "Ray"),
                            "rfc822mailbox: " + name + "@example.com",
                            "ilsA39321630: " + (name.equals("ann") ? 2 : 4))
                    .succeeds();
            n.registerApplication(name, "ms-netmeeting", "sprotid: t120", "sprotid: h323")
                    .succeeds();
        }

        assertThat(n.people(filter, "cn").values("cn")).containsExactlyInAnyOrder(found.split(" "));
    }

    @Test
    void filtersSeen_forConferences() {
        n.add("cn=Demo,objectClass=rtConference", "cn: Demo").succeeds();

        assertThat(n.conferences("(&(objectClass=rtConference)(cn=Demo)(sttl=10))", "sttl")
                        .lines())
                .containsExactly("dn: cn=Demo,objectClass=rtConference", "sttl: 10");
        for (String filter : List.of("(uid=Dem*)", "(uid=*)")) {
            assertThat(t.dynamic(filter).dns()).as(filter).containsExactly("uid=Demo,ou=Dynamic,o=Intranet");
        }
        for (String filter : List.of("(cn=Dem*)", "(cn=*)")) {
            assertThat(t.dynamic(filter).dns()).as(filter).isEmpty();
        }
    }
}
