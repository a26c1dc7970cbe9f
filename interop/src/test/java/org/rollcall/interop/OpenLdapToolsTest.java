package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenLDAP's command-line tools: ldapsearch and its kin, C programs on libldap, in LDAP v3. */
@AgainstRollcall
class OpenLdapToolsTest {
    private static final int COMPARE_FALSE = 5;
    private static final int COMPARE_TRUE = 6;
    private static final String REFRESH = "1.3.6.1.4.1.1466.101.119.1";

    private final LdapTools tools;

    OpenLdapToolsTest(RollcallServer server) {
        tools = new LdapTools(server.uri(), 3);
    }

    @BeforeAll
    void peer() {
        Peer.openLdapTools().seenBy(getClass());
    }

    private static String dn(String name) {
        return "cn=" + name + ",ou=Dynamic,o=Intranet";
    }

    private void add(String name) {
        tools.run("ldapadd").reading("""
                dn: %s
                objectClass: rtPerson
                objectClass: dynamicObject
                cn: %s
                sn: Tools
                sipaddress: 16777343
                c: DE
                """.formatted(dn(name), name)).run().expect(0);
    }

    private List<String> search(String... arguments) {
        return tools.search(arguments).lines();
    }

    @Test
    void aPersonIsAddedFoundChangedAndDeleted() {
        add("tools-life");
        assertThat(search("-b", "ou=Dynamic,o=Intranet", "(cn=tools-life)", "cn", "sn", "ipAddress", "c"))
                .containsExactlyInAnyOrder(
                        "dn: " + dn("tools-life"), "cn: tools-life", "sn: Tools", "ipAddress: 16777343", "c: DE");

        tools.run("ldapmodify").reading("""
                dn: %s
                changetype: modify
                replace: sn
                sn: Changed
                -
                add: comment
                comment: a
                comment: b
                -
                delete: c
                """.formatted(dn("tools-life"))).run().expect(0);
        assertThat(search("-b", dn("tools-life"), "-s", "base", "sn", "comment", "c"))
                .containsExactlyInAnyOrder("dn: " + dn("tools-life"), "sn: Changed", "comment: a", "comment: b");

        tools.run("ldapdelete", dn("tools-life")).run().expect(0);
        assertThat(search("-b", "ou=Dynamic,o=Intranet", "(cn=tools-life)")).isEmpty();
        tools.run("ldapdelete", dn("tools-life")).run().expect(32);
    }

    @Test
    void compareAnswersTrueFalseAndNoSuchAttribute() {
        add("tools-compare");
        tools.run("ldapcompare", dn("tools-compare"), "sn:TOOLS").run().expect(COMPARE_TRUE);
        tools.run("ldapcompare", dn("tools-compare"), "sipaddress:16777343")
                .run()
                .expect(COMPARE_TRUE);
        tools.run("ldapcompare", dn("tools-compare"), "sn:other").run().expect(COMPARE_FALSE);
        tools.run("ldapcompare", dn("tools-compare"), "comment:x").run().expect(16);
    }

    @Test
    void refreshSaysWhatWasGranted() {
        add("tools-refresh");
        assertThat(tools.run("ldapexop", "refresh", dn("tools-refresh"), "300")
                        .run()
                        .expect(0)
                        .out())
                .contains("newttl=300");
        assertThat(search("-b", dn("tools-refresh"), "-s", "base", "entryTTL"))
                .anySatisfy(line -> assertThat(line).matches("(?i)entryTTL: (300|29[0-9])"));
        assertThat(tools.run("ldapexop", "refresh", dn("tools-nobody"), "300")
                        .run()
                        .expect(1)
                        .err())
                .contains("No such object (32)");
    }

    @Test
    void entryTtlIsReplacedAsTapiDoes() {
        add("tools-ttl");
        tools.run("ldapmodify").reading("""
                dn: %s
                changetype: modify
                replace: entryTTL
                entryTTL: 1800
                """.formatted(dn("tools-ttl"))).run().expect(0);
        assertThat(search("-b", dn("tools-ttl"), "-s", "base", "entryTTL"))
                .anySatisfy(line -> assertThat(line).matches("(?i)entryTTL: (1800|179[0-9])"));
    }

    @Test
    void whoAmIIsNobody() {
        assertThat(tools.run("ldapwhoami").run().expect(0).out().strip()).isEqualTo("anonymous");
        assertThat(tools.run("ldapexop", "whoami").run().expect(0).out().strip())
                .isEqualTo("anonymous");
    }

    @Test
    void cancelOfNothingIsNoSuchOperation() {
        assertThat(tools.run("ldapexop", "cancel", "77").run().expect(1).err()).contains("(119)");
    }

    @Test
    void theRootTellsWhatIsServed() {
        assertThat(search("-b", "", "-s", "base", "(objectClass=*)", "*", "+"))
                .contains(
                        "namingContexts: o=Intranet",
                        "supportedLDAPVersion: 2",
                        "supportedLDAPVersion: 3",
                        "supportedExtension: " + REFRESH,
                        "supportedExtension: 1.3.6.1.4.1.4203.1.11.3",
                        "supportedExtension: 1.3.6.1.1.8",
                        "supportedControl: 1.2.840.113556.1.4.319")
                .anyMatch(line -> line.matches("dynamicSubtrees: .*o=Intranet"))
                .anyMatch(line -> line.startsWith("subschemaSubentry: "));
    }

    @Test
    void theSubschemaDescribesTheThreeClasses() {
        String subschema = search("-b", "", "-s", "base", "subschemaSubentry").stream()
                .filter(line -> line.startsWith("subschemaSubentry: "))
                .findFirst()
                .orElseThrow()
                .substring("subschemaSubentry: ".length());
        assertThat(search("-b", subschema, "-s", "base", "(objectClass=subschema)", "objectClasses", "attributeTypes"))
                .anyMatch(line -> line.contains("NAME 'rtPerson'"))
                .anyMatch(line -> line.contains("NAME 'rtApplicationUser'"))
                .anyMatch(line -> line.contains("NAME 'rtConference'"))
                .anyMatch(line -> line.contains("'conferenceBlob'"))
                .anyMatch(line -> line.contains("1.3.6.1.4.1.1466.101.119.3"));
    }

    @Test
    void pagesShowEveryoneOnce() {
        List<String> people =
                IntStream.range(0, 7).mapToObj(i -> "tools-page-" + i).toList();
        people.forEach(this::add);
        List<String> names = people.stream().map(name -> "cn: " + name).toList();
        assertThat(search("-b", "ou=Dynamic,o=Intranet", "-E", "pr=3/noprompt", "(cn=tools-page-*)", "cn"))
                .filteredOn(line -> line.startsWith("cn: "))
                .containsExactlyInAnyOrderElementsOf(names);
        tools.run("ldapsearch", "-LLL", "-b", "ou=Dynamic,o=Intranet", "-z", "3", "(cn=tools-page-*)", "cn")
                .run()
                .expect(4);
    }

    @Test
    void serverSideSortIsRefusedWhenCriticalAndIgnoredWhenNot() {
        add("tools-sort");
        tools.run("ldapsearch", "-b", "ou=Dynamic,o=Intranet", "-E", "!sss=cn", "(cn=tools-sort)")
                .run()
                .expect(12);
        assertThat(search("-b", "ou=Dynamic,o=Intranet", "-E", "sss=cn", "(cn=tools-sort)", "cn"))
                .contains("cn: tools-sort");
    }

    @Test
    void preReadPostReadAndAssertionGoWithAModify() {
        add("tools-read");
        String change = """
                dn: %s
                changetype: modify
                replace: sn
                sn: After
                """.formatted(dn("tools-read"));
        assertThat(tools.run("ldapmodify", "-e", "!preread=sn", "-e", "!postread=sn")
                        .reading(change)
                        .run()
                        .expect(0)
                        .out())
                .contains("sn: Tools", "sn: After");
        tools.run("ldapmodify", "-e", "!assert=(sn=Tools)")
                .reading(change)
                .run()
                .expect(122);
        tools.run("ldapmodify", "-e", "!assert=(sn=After)")
                .reading(change)
                .run()
                .expect(0);
    }

    @Test
    void renamingIsRefusedAndHarmsNothing() {
        add("tools-rename");
        tools.run("ldapmodrdn", dn("tools-rename"), "cn=tools-renamed").run().expect(53);
        assertThat(search("-b", dn("tools-rename"), "-s", "base", "cn")).contains("cn: tools-rename");
    }

    @Test
    void mistakesGetTheirCodes() {
        add("tools-mistake");
        tools.run("ldapadd")
                .reading("dn: " + dn("tools-mistake") + "\nobjectClass: rtPerson\n")
                .run()
                .expect(68);
        tools.run("ldapadd")
                .reading("dn: cn=x,ou=Nowhere,ou=Dynamic,o=Intranet\nobjectClass: rtPerson\n")
                .run()
                .expect(32);
        tools.run("ldapadd")
                .reading("dn: " + dn("tools-unknown") + "\nobjectClass: rtPerson\nnoSuchName: 1\n")
                .run()
                .expect(17);
        tools.run("ldapsearch", "-b", "ou=Nowhere,o=Intranet").run().expect(32);
        assertThat(tools.run("ldappasswd", "-s", "x").run().expect(1).out()).contains("Protocol error (2)");
    }
}
