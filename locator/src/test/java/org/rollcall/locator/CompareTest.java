package org.rollcall.locator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.ldap.message.ResultCode.COMPARE_FALSE;
import static org.rollcall.ldap.message.ResultCode.COMPARE_TRUE;
import static org.rollcall.locator.Client.nName;
import static org.rollcall.locator.Client.tName;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.ResultCode;

/** RFC 4511 §4.10, in both forms. */
class CompareTest {
    private final Site site = new Site();
    private final Client n = site.nClient();
    private final Client t = site.tClient();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void comparesByTheRuleOfTheAttribute() {
        t.add(tName("p"), "objectClass: rtPerson", "comment: Hello  World").succeeds();

        assertThat(t.compare(tName("p"), "comment", "hello world").code()).isEqualTo(COMPARE_TRUE);
        assertThat(t.compare(tName("p"), "comment", "hello").code()).isEqualTo(COMPARE_FALSE);
        assertThat(t.compare(tName("p"), "objectClass", "dynamicobject").code()).isEqualTo(COMPARE_TRUE);
        assertThat(t.compare(tName("p"), "entryTTL", "600").code()).isEqualTo(COMPARE_TRUE);
    }

    @Test
    void saysWhatCannotBeCompared() {
        t.add(tName("p"), "objectClass: rtPerson").succeeds();

        t.compare(tName("p"), "nosuch", "x").fails(ResultCode.UNDEFINED_ATTRIBUTE_TYPE);
        t.compare(tName("p"), "comment", "x").fails(ResultCode.NO_SUCH_ATTRIBUTE);
        t.compare(tName("q"), "cn", "q").fails(ResultCode.NO_SUCH_OBJECT);
        t.compare(tName("p"), "entryTTL", "soon").fails(ResultCode.INVALID_ATTRIBUTE_SYNTAX);
        t.compare("objectClass=rtPerson", "cn", "p").fails(ResultCode.INVALID_DN_SYNTAX);
        t.compare("ou=Dynamic,o=Intranet", "sTTL", "1").fails(ResultCode.NO_SUCH_ATTRIBUTE);
    }

    @Test
    void inNClientFormOneOfThePersonsApplicationsIsEnough() {
        n.registerPerson("p").succeeds();
        n.compare(nName("p"), "sappid", "a").fails(ResultCode.NO_SUCH_ATTRIBUTE);
        n.registerApplication("p", "a").succeeds();
        n.registerApplication("p", "b").succeeds();

        assertThat(n.compare(nName("p"), "sappid", "B").code()).isEqualTo(COMPARE_TRUE);
        assertThat(n.compare(nName("p"), "sappid", "c").code()).isEqualTo(COMPARE_FALSE);
        assertThat(n.compare(nName("p"), "cn", "P").code()).isEqualTo(COMPARE_TRUE);
    }

    @Test
    void aConferencesCnIsItsUidInNClientFormOnly() {
        t.add("uid=Demo,ou=Dynamic,o=Intranet", "objectClass: rtConference").succeeds();

        assertThat(n.compare("cn=Demo,objectClass=rtConference", "cn", "demo").code())
                .isEqualTo(COMPARE_TRUE);
        t.compare("uid=Demo,ou=Dynamic,o=Intranet", "cn", "demo").fails(ResultCode.NO_SUCH_ATTRIBUTE);
    }
}
