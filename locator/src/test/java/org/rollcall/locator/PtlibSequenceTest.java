package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchScope;

/**
 * What PTLib's PILSSession does, in its order: everything in one add, an objectClass and a timestamp included; a modify
 * that replaces everything; searches of the subtree, which read attributes by name; delete.
 */
class PtlibSequenceTest {
    private static final String DN = "c=AU, cn=robertj@example.com, objectClass=RTPerson";

    private final Site site = new Site();
    private final Client n = site.nClient();

    @AfterEach
    void close() {
        site.close();
    }

    private static String[] person(String... more) {
        return Stream.concat(
                        Stream.of(
                                "objectClass: RTPerson",
                                "cn: robertj@example.com",
                                "c: AU",
                                "surname: Jongbloed",
                                "givenName: Robert",
                                "rfc822Mailbox: robertj@example.com",
                                "sipAddress: 3758139584",
                                "sport: 1720",
                                "sflags: 1",
                                "ssecurity: 0",
                                "smodop: 0",
                                "sttl: 3600",
                                "sprotid: h323",
                                "sprotmimetype: text/h323",
                                "sappid: Ekiga",
                                "sappguid: none",
                                "smimetype: text/iuls",
                                "ilsa32833566: 1",
                                "ilsa32964638: 0",
                                "ilsa26214430: 0",
                                "ilsa26279966: 0",
                                "ilsa39321630: 0",
                                "timestamp: 1069372800"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void addModifySearchDelete() {
        n.add(DN, person()).succeeds();
        n.replace(DN, person("comment: changed")).succeeds();

        assertThat(n.search("objectClass=RTPerson", SearchScope.WHOLE_SUBTREE, "(cn=robertj@example.com)")
                        .lines())
                .containsExactlyInAnyOrder(
                        "dn: c=AU,cn=robertj@example.com,objectClass=rtPerson",
                        "objectClass: rtPerson",
                        "objectClass: dynamicObject",
                        "cn: robertj@example.com",
                        "c: AU",
                        "surname: Jongbloed",
                        "givenName: Robert",
                        "rfc822mailbox: robertj@example.com",
                        "sIPAddress: 3758139584",
                        "sFlags: 1",
                        "sSecurity: 0",
                        "ILSA32833566: 1",
                        "ILSA32964638: 0",
                        "ILSA26214430: 0",
                        "ILSA26279966: 0",
                        "ILSA39321630: 0",
                        "comment: changed",
                        "sAppID: Ekiga",
                        "sPort: 1720",
                        "sProtId: h323",
                        "sProtMimeType: text/h323",
                        "sAppGUID: none",
                        "sMimeType: text/iuls");
        assertThat(n.search("objectClass=RTPerson", SearchScope.WHOLE_SUBTREE, "(cn=*)", "sttl", "sport")
                        .lines())
                .containsExactly("dn: c=AU,cn=robertj@example.com,objectClass=rtPerson", "sttl: 60", "sport: 1720");

        n.delete(DN).succeeds();
        assertThat(n.search("objectClass=RTPerson", SearchScope.WHOLE_SUBTREE, "(cn=*)")
                        .dns())
                .isEmpty();
        n.delete(DN).fails(ResultCode.NO_SUCH_OBJECT);
    }

    @Test
    void addingAgainAfterACrashReplaces() {
        n.add(DN, person()).succeeds();
        n.add(DN, person("location: Canberra")).succeeds();

        assertThat(n.people("(cn=robertj@example.com)", "location", "sport").values("sport"))
                .containsExactly("1720");
        site.nClient(Site.ELSEWHERE).add(DN, person()).fails(ResultCode.ENTRY_ALREADY_EXISTS);
    }
}
