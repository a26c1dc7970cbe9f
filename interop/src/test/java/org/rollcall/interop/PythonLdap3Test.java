package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** python3-ldap3, which reads the published schema and checks all it sends against it. */
@AgainstRollcall
class PythonLdap3Test {
    private final RollcallServer server;
    private Facts facts;

    PythonLdap3Test(RollcallServer server) {
        this.server = server;
    }

    @BeforeAll
    void drive() {
        facts = Facts.of("ldap3_client.py", server, "ldap3");
        new Peer("python3-ldap3", facts.one("version")).seenBy(getClass());
    }

    @Test
    void readsRootAndSubschema() {
        assertThat(facts.all("contexts")).contains("o=Intranet");
        assertThat(facts.one("versions")).isEqualTo("2,3");
        assertThat(facts.all("class"))
                .containsExactly("rtPerson", "rtApplicationUser", "rtConference", "dynamicObject");
        assertThat(facts.all("attribute")).containsExactly("conferenceBlob", "ipAddress", "entryTtl", "ILSA26214430");
    }

    @Test
    void addsFindsChangesComparesAndDeletes() {
        assertThat(facts.one("add")).isEqualTo("success");
        assertThat(facts.one("again")).isEqualTo("entryAlreadyExists");
        assertThat(facts.one("dn")).isEqualTo("cn=ldap3-a,ou=Dynamic,o=Intranet");
        assertThat(facts.one("sn")).isEqualTo("Python");
        assertThat(facts.all("comment")).containsExactly("one", "zwei ü");
        assertThat(Integer.parseInt(facts.one("ttl"))).isBetween(590, 600);
        assertThat(facts.all("changed")).containsExactly("comment=zwei ü", "location=Rome", "sn=Changed");
        assertThat(facts.all("compare")).containsExactly("True", "False");
        assertThat(facts.one("whoami")).isIn("''", "None");
        assertThat(facts.one("rename")).isEqualTo("unwillingToPerform");
        assertThat(facts.one("deleted")).isEqualTo("0");
    }

    @Test
    void pagesShowEveryoneOnce() {
        assertThat(facts.all("paged"))
                .containsExactly("ldap3-page-0", "ldap3-page-1", "ldap3-page-2", "ldap3-page-3", "ldap3-page-4");
    }

    @Test
    void fiftyRequestsAreOutstandingAtOnce() {
        assertThat(facts.one("async")).isEqualTo("50");
    }

    @Test
    void octetsComeBackAsTheyWere() {
        assertThat(facts.one("blob")).isEqualTo("True");
    }

    @Test
    void speaksTheNClientsFormAndVersion2() {
        assertThat(facts.all("n-client")).containsExactly("cn=ldap3-a,objectClass=rtPerson", "10");
        assertThat(facts.one("v2")).isEqualTo("success");
        assertThat(facts.one("v2-search")).isEqualTo("cn=ldap3-page-1,ou=Dynamic,o=Intranet");
    }
}
