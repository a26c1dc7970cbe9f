package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A caller that uses PTLib's PILSSession: it asks for no attribute by name, reads each that it knows by the name it has in
 * its own structure, takes the first value of objectClass for the last part of the DN it will write next, and gives up
 * where two entries answer.
 */
@AgainstRollcall
class PtlibReadingTest {
    private final LdapTools libldap;

    PtlibReadingTest(RollcallServer server) {
        libldap = new LdapTools(server.uri(), 3);
    }

    @BeforeAll
    void peer() {
        Peer.openLdapTools().seenBy(getClass());
    }

    private Map<String, List<String>> read(String name) {
        List<String> lines =
                libldap.search("-b", "objectClass=RTPerson", "cn=" + name).lines();
        assertThat(lines).filteredOn(line -> line.startsWith("dn: ")).hasSize(1);
        Map<String, List<String>> read = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            String[] parts = line.split(": ", 2);
            read.merge(
                    parts[0],
                    List.of(parts[1]),
                    (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                            .toList());
        }
        return read;
    }

    @Test
    void findsWhatAnotherOneRegistered() {
        libldap.run("ldapadd").reading("""
                dn: c=AU, cn=caller@example.com, objectClass=RTPerson
                objectClass: RTPerson
                cn: caller@example.com
                c: AU
                surname: Caller
                givenName: Cal
                rfc822Mailbox: caller@example.com
                sipAddress: 3758139584
                sport: 1503
                sport: 1720
                sflags: 1
                ssecurity: 0
                smodop: 0
                sttl: 3600
                sprotid: h323
                sappid: Ekiga
                sappguid: none
                ilsa32833566: 1
                ilsa26279966: 0
                timestamp: 1069372800
                """).run().expect(0);

        Map<String, List<String>> person = read("caller@example.com");

        assertThat(person.get("dn")).containsExactly("c=AU,cn=caller@example.com,objectClass=rtPerson");
        assertThat(person.get("objectClass").getFirst()).isEqualToIgnoringCase("rtPerson");
        assertThat(person.get("cn")).containsExactly("caller@example.com");
        assertThat(person.get("c")).containsExactly("AU");
        assertThat(person.get("surname")).containsExactly("Caller");
        assertThat(person.get("givenName")).containsExactly("Cal");
        assertThat(person.get("rfc822Mailbox")).containsExactly("caller@example.com");
        assertThat(person.get("sipAddress")).containsExactly("3758139584");
        assertThat(person.get("sport")).containsExactlyInAnyOrder("1503", "1720");
        assertThat(person.get("sflags")).containsExactly("1");
        assertThat(person.get("sappid")).containsExactly("Ekiga");
        assertThat(person.get("sappguid")).containsExactly("none");
        assertThat(person.get("sprotid")).containsExactly("h323");
        assertThat(person.get("ilsa32833566")).containsExactly("1");
        assertThat(person).doesNotContainKey("timestamp");
    }

    @Test
    void findsAPersonOfTapiThatHasTwoEntries() {
        libldap.run("ldapadd").reading("""
                dn: cn=tapi]host.example.com,appName=MS-NetMeeting,ou=Applications,o=Intranet
                objectClass: rtApplicationUser
                objectClass: dynamicObject
                userObject: cn=tapi]host.example.com
                applicationID: ms-netmeeting
                protocolID: H323
                port: 1720

                dn: cn=tapi]host.example.com,ou=Dynamic,o=Intranet
                objectClass: rtPerson
                objectClass: dynamicObject
                ipAddress: 3808471232
                sn: Tapi
                c: US
                """).run().expect(0);

        Map<String, List<String>> person = read("tapi]host.example.com");

        assertThat(person.get("sipAddress")).containsExactly("3808471232");
        assertThat(person.get("surname")).containsExactly("Tapi");
        assertThat(person.get("sport")).containsExactly("1720");
        assertThat(person.get("sappid")).containsExactly("ms-netmeeting");
    }

    @Test
    void nobodyIsNoEntryAndNoError() {
        assertThat(libldap.search("-b", "objectClass=RTPerson", "cn=nobody@example.com")
                        .lines())
                .isEmpty();
    }
}
