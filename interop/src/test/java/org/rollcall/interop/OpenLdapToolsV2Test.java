package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same tools in LDAP v2 ({@code -P 2}), with the names and filters of NetMeeting and its kin. */
@AgainstRollcall
class OpenLdapToolsV2Test {
    private final LdapTools tools;
    private final LdapTools v3;

    OpenLdapToolsV2Test(RollcallServer server) {
        tools = new LdapTools(server.uri(), 2);
        v3 = new LdapTools(server.uri(), 3);
    }

    @BeforeAll
    void peer() {
        Peer.openLdapTools().seenBy(getClass());
    }

    /** Registers as GnomeMeeting does: the application's attributes in the add, the names of the left-hand column. */
    private void register(String name, String surname) {
        tools.run("ldapadd").reading("""
                dn: c=DE, o=Gnome, cn=%1$s, objectClass=rtPerson
                cn: %1$s
                surname: %2$s
                rfc822mailbox: %1$s
                sipaddress: 3758139584
                sflags: 1
                sappid: tools
                sprotid: h323
                sport: 1720
                """.formatted(name, surname)).run().expect(0);
    }

    private static String dn(String name) {
        return "c=DE,o=Gnome,cn=" + name + ",objectClass=rtPerson";
    }

    private List<String> list(String filter, String... attributes) {
        String[] all = new String[attributes.length + 5];
        System.arraycopy(new String[] {"-b", "objectClass=rtPerson", "-s", "base", filter}, 0, all, 0, 5);
        System.arraycopy(attributes, 0, all, 5, attributes.length);
        return tools.search(all).lines();
    }

    @Test
    void aRegistrationIsListedRenewedAndRemoved() {
        register("v2-life@example.com", "Zwei");
        assertThat(list(
                        "(&(objectClass=RTPerson)(cn=%)(sappid=tools)(sprotid=h323)(surname=zwei))",
                        "sipaddress", "surname", "sport"))
                .containsExactly(
                        "dn: " + dn("v2-life@example.com"), "sipaddress: 3758139584", "surname: Zwei", "sport: 1720");
        assertThat(list("(&(objectClass=rtPerson)(cn=v2-life@example.com)(sttl=10))", "sttl"))
                .containsExactly("dn: " + dn("v2-life@example.com"), "sttl: 10");
        tools.run("ldapdelete", "c=DE, o=Gnome, cn=v2-life@example.com, objectClass=rtPerson")
                .run()
                .expect(0);
        assertThat(list("(&(objectClass=rtPerson)(cn=v2-life@example.com)(sttl=10))", "sttl"))
                .isEmpty();
    }

    @Test
    void percentSignsAreWildcards() {
        register("v2-wild-1@example.com", "Percentum");
        register("v2-wild-2@example.com", "Percentile");
        assertThat(list("(surname=percent%)", "surname")).contains("surname: Percentum", "surname: Percentile");
        assertThat(list("(surname=%ntile)", "surname"))
                .contains("surname: Percentile")
                .doesNotContain("surname: Percentum");
        assertThat(list("(rfc822mailbox=%v2-wild-1%)", "cn"))
                .containsExactly("dn: " + dn("v2-wild-1@example.com"), "cn: v2-wild-1@example.com");
    }

    @Test
    void whoAsksForNothingGetsTheNamesOfTheClients() {
        register("v2-all@example.com", "All");
        assertThat(list("(cn=v2-all@example.com)"))
                .contains(
                        "surname: All",
                        "rfc822mailbox: v2-all@example.com",
                        "sIPAddress: 3758139584",
                        "sAppID: tools",
                        "sProtId: h323",
                        "sPort: 1720")
                .noneMatch(line -> line.matches("(?i)(sn|mail|ipAddress|applicationID|protocolID|port): .*"));
    }

    @Test
    void textIsLatin1InV2AndUtf8InV3() {
        String latin1 = Base64.getEncoder().encodeToString("Müller".getBytes(StandardCharsets.ISO_8859_1));
        String utf8 = Base64.getEncoder().encodeToString("Müller".getBytes(StandardCharsets.UTF_8));
        tools.run("ldapadd").reading("""
                dn: cn=v2-text@example.com, objectClass=rtPerson
                cn: v2-text@example.com
                surname:: %s
                """.formatted(latin1)).run().expect(0);
        assertThat(list("(cn=v2-text@example.com)", "surname")).contains("surname:: " + latin1);
        assertThat(v3.search("-b", "ou=Dynamic,o=Intranet", "(sn=Müller)", "sn").lines())
                .contains("sn:: " + utf8);
    }

    @Test
    void theNormalFormWorksInV2Too() {
        tools.run("ldapadd").reading("""
                dn: cn=v2-normal,ou=Dynamic,o=Intranet
                objectClass: rtPerson
                objectClass: dynamicObject
                sn: Normal
                """).run().expect(0);
        assertThat(tools.search("-b", "ou=Dynamic,o=Intranet", "-s", "one", "(cn=v2-norm*)", "sn")
                        .lines())
                .containsExactly("dn: cn=v2-normal,ou=Dynamic,o=Intranet", "sn: Normal");
        tools.run("ldapmodify").reading("""
                dn: cn=v2-normal,ou=Dynamic,o=Intranet
                changetype: modify
                replace: sn
                sn: Changed
                """).run().expect(0);
        tools.run("ldapcompare", "cn=v2-normal,ou=Dynamic,o=Intranet", "sn:changed")
                .run()
                .expect(6);
        tools.run("ldapmodrdn", "cn=v2-normal,ou=Dynamic,o=Intranet", "cn=v2-other")
                .run()
                .expect(53);
        tools.run("ldapdelete", "cn=v2-normal,ou=Dynamic,o=Intranet").run().expect(0);
    }
}
