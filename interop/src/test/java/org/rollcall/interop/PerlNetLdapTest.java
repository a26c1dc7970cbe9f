package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Perl's Net::LDAP, with its controls and extensions. */
@AgainstRollcall
class PerlNetLdapTest {
    private final RollcallServer server;
    private Facts facts;

    PerlNetLdapTest(RollcallServer server) {
        this.server = server;
    }

    @BeforeAll
    void drive() {
        facts = Facts.of("net_ldap_client.pl", server, "perl");
        new Peer("Perl's Net::LDAP", facts.one("version")).seenBy(getClass());
    }

    @Test
    void readsRootAndSchema() {
        assertThat(facts.one("refresh")).isEqualTo("supported");
        assertThat(facts.one("paged")).isEqualTo("supported");
        assertThat(facts.all("class")).containsExactly("rtPerson", "rtApplicationUser", "rtConference");
    }

    @Test
    void addsFindsComparesAndRefreshes() {
        assertThat(facts.all("found")).containsExactly("cn=perl-a,ou=Dynamic,o=Intranet", "Perl", "16777343");
        assertThat(facts.one("ttl")).isEqualTo("1234");
        assertThat(facts.one("whoami")).isEqualTo("\"\"");
        assertThat(facts.one("compare and rename")).isEqualTo("as they should");
    }

    @Test
    void controlsDoTheirWork() {
        assertThat(facts.one("pre-read")).isEqualTo("Perl");
        assertThat(facts.one("post-read")).isEqualTo("Changed");
        assertThat(facts.one("assertion")).isEqualTo("failed as it should");
        assertThat(facts.one("sort")).isEqualTo("refused as it should");
        assertThat(facts.one("pages")).isEqualTo("3");
        assertThat(facts.all("names")).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void speaksTheNClientsFormInBothVersions() {
        assertThat(facts.all("n-client")).containsExactly("cn=perl-a,objectClass=rtPerson", "10");
        assertThat(facts.all("v2")).containsExactly("c=US,cn=perl-v2@example.com,objectClass=rtPerson", "Two", "perl");
    }
}
