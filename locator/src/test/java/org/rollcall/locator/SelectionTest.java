package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;

/** Which attributes come back, under which names, in which order (RFC 4511 §4.5.1.8, RFC 3673, RFC 4529). */
class SelectionTest {
    private static final String P = tName("p");

    private final Site site = new Site();
    private final Client t = site.tClient();

    @BeforeEach
    void register() {
        t.add(P, "objectClass: rtPerson", "objectClass: dynamicObject", "sn: Lee", "mail: p@x", "port: 1")
                .succeeds();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private List<String> names(String... attributes) {
        return t.read(P, attributes).entries().getFirst().attributes().stream()
                .map(Attribute::description)
                .toList();
    }

    @Test
    void requestedNamesComeAsSpelledAndInTheOrderOfTheRequest() {
        assertThat(names("PORT", "surname", "nosuch", "CN", "rfc822MailBox", "comment"))
                .containsExactly("PORT", "surname", "CN", "rfc822MailBox");
    }

    @Test
    void aNameAskedForTwiceComesOnce() {
        assertThat(names("cn", "CN", "port")).containsExactly("cn", "port");
    }

    @Test
    void noAttributesAndAStarMeanAllUserAttributes() {
        assertThat(names()).containsExactlyInAnyOrder("objectClass", "cn", "sn", "mail", "port");
        assertThat(names("*")).isEqualTo(names());
    }

    @Test
    void whatIsNamedBesideAStarComesOnceUnderItsName() {
        assertThat(names("surname", "*", "entryTTL"))
                .startsWith("surname")
                .endsWith("entryTTL")
                .doesNotContain("sn")
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void plusMeansAllOperationalAttributes() {
        assertThat(names("+"))
                .contains("entryUUID", "createTimestamp", "modifyTimestamp", "entryDN", "structuralObjectClass")
                .contains("subschemaSubentry", "hasSubordinates", "creatorsName")
                .doesNotContain("cn", "objectClass", "port")
                .filteredOn("entryTTL"::equalsIgnoreCase)
                .hasSize(1);
        assertThat(names("+", "*")).contains("cn", "entryUUID");
        assertThat(names("entryuuid", "+")).startsWith("entryuuid").doesNotContain("entryUUID");
    }

    @Test
    void onePointOneMeansNone() {
        assertThat(names("1.1")).isEmpty();
        assertThat(names("1.1", "cn")).containsExactly("cn");
    }

    @Test
    void aClassMeansItsAttributes() {
        assertThat(names("@rtPerson")).containsExactlyInAnyOrder("objectClass", "cn", "sn", "mail", "port");
        assertThat(names("@organizationalUnit")).doesNotContain("cn", "port");
        assertThat(names("@nosuch")).isEmpty();
    }

    @Test
    void aSupertypeMeansItsSubtypesToo() {
        assertThat(names("name")).containsExactlyInAnyOrder("cn", "sn");
    }

    @Test
    void typesOnlyGivesNoValues() {
        SearchRequest request = new SearchRequest(
                t.octets(P),
                SearchScope.BASE_OBJECT,
                DerefAliases.NEVER,
                0,
                0,
                true,
                Client.parse("(objectClass=*)"),
                List.of("sttl", "sn", "entryUUID", "entryTTL"));

        assertThat(t.send(request).succeeds().lines())
                .containsExactly("dn: " + P, "sttl:", "sn:", "entryUUID:", "entryTTL:");
    }

    @Test
    void inNClientFormTooOrderAndSpellingAreThoseOfTheRequest() {
        Client n = site.nClient();
        n.registerApplication("p", "nm", "sprotid: h323").succeeds();

        assertThat(n.people("(cn=p)", "SPROTID", "surname", "sAppID", "sttl", "cn")
                        .lines())
                .containsExactly(
                        "dn: " + nName("p"), "SPROTID: h323", "surname: Lee", "sAppID: nm", "sttl: 10", "cn: p");
        assertThat(n.people("(cn=p)", "+").lines()).contains("sTTL: 10");
    }

    @Test
    void longListsAndLongNamesAreAnsweredAlike() {
        String[] many = java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> i == 150 ? "cn" : "x".repeat(20) + i)
                .toArray(String[]::new);
        for (int i = 0; i < 2; i++) {
            assertThat(names(many)).containsExactly("cn");
            assertThat(names("x".repeat(5000), "cn")).containsExactly("cn");
        }
    }

    @Test
    void manyDifferentListsAreAnsweredAlike() {
        for (int i = 0; i < 2000; i++) {
            assertThat(names("x" + i, "cn")).containsExactly("cn");
        }
    }
}
