package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.Version;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One directory, two views: what an N-client registers (libldap in version 2, NetMeeting's names) a T-client finds
 * (UnboundID SDK in version 3, the normal names), the reverse, and both lose it in the same instant.
 */
@AgainstRollcall
class CrossViewTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final RollcallServer server;
    private final LdapTools nClient;
    private LDAPConnection tClient;

    CrossViewTest(RollcallServer server) {
        this.server = server;
        nClient = new LdapTools(server.uri(), 2);
    }

    @BeforeAll
    void connect() throws LDAPException {
        Peer.openLdapTools().seenBy(getClass());
        new Peer("UnboundID LDAP SDK", Version.NUMERIC_VERSION_STRING).seenBy(getClass());
        tClient = new LDAPConnection("127.0.0.1", server.port());
    }

    @AfterAll
    void disconnect() {
        tClient.close();
    }

    private static String tName(String name) {
        return "cn=" + name + ",ou=Dynamic,o=Intranet";
    }

    private void registerN(String name) {
        nClient.run("ldapadd").reading("""
                dn: c=-,o=Microsoft, cn=%1$s, objectClass=rtPerson
                cn: %1$s
                surname: Cross
                sipaddress: 3758139584
                sflags: 1
                """.formatted(name)).run().expect(0);
        nClient.run("ldapmodify").reading("""
                dn: c=-,o=Microsoft, cn=%s, objectClass=rtPerson
                changetype: modify
                replace: smodop
                smodop: 0
                -
                replace: sappid
                sappid: ms-netmeeting
                -
                replace: sport
                sport: 1503
                sport: 1720
                """.formatted(name)).run().expect(0);
    }

    private void registerT(String name) {
        new LdapTools(server.uri(), 3)
                .run("ldapadd")
                .reading("""
                dn: cn=%1$s,ou=Dynamic,o=Intranet
                objectClass: rtPerson
                objectClass: DynamicObject
                ipAddress: 16777343
                surname: Cross
                sflags: 1
                """.formatted(name))
                .run()
                .expect(0);
    }

    private List<String> listedToN(String name) {
        return nClient.search("-b", "objectClass=rtPerson", "-s", "base", "(cn=" + name + ")", "cn", "sipaddress")
                .lines();
    }

    private boolean isGoneForN(String name) {
        return listedToN(name).isEmpty();
    }

    private boolean isGoneForT(String name) {
        try {
            return tClient.search("ou=Dynamic,o=Intranet", com.unboundid.ldap.sdk.SearchScope.SUB, "(cn=" + name + ")")
                            .getEntryCount()
                    == 0;
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAnNClientRegistersATClientFindsRenewsAndDeletes() throws LDAPException {
        registerN("cross-n@example.com");

        Entry person = tClient.getEntry(tName("cross-n@example.com"));
        assertThat(person.getAttributeValue("ipAddress")).isEqualTo("3758139584");
        assertThat(person.getAttributeValue("sn")).isEqualTo("Cross");
        Entry application = tClient.getEntry("cn=cross-n@example.com,appName=ms-netmeeting,ou=Applications,o=Intranet");
        assertThat(application.getAttributeValues("port")).containsExactlyInAnyOrder("1503", "1720");

        tClient.modify(tName("cross-n@example.com"), new Modification(ModificationType.REPLACE, "entryTTL", "1800"));
        assertThat(nClient.search(
                                "-b", "objectClass=rtPerson", "-s", "base", "(cn=cross-n@example.com)", "sttl", "sport")
                        .lines())
                .contains("sttl: 30", "sport: 1503", "sport: 1720");

        tClient.delete(tName("cross-n@example.com"));
        assertThat(isGoneForN("cross-n@example.com")).isTrue();
        assertThat(tClient.getEntry("cn=cross-n@example.com,appName=ms-netmeeting,ou=Applications,o=Intranet"))
                .isNull();
    }

    @Test
    void whatATClientRegistersAnNClientFindsRenewsAndDeletes() throws LDAPException {
        registerT("cross-t");

        assertThat(listedToN("cross-t"))
                .containsExactly("dn: cn=cross-t,objectClass=rtPerson", "cn: cross-t", "sipaddress: 16777343");
        assertThat(nClient.search(
                                "-b",
                                "objectClass=rtPerson",
                                "-s",
                                "base",
                                "(&(objectClass=rtPerson)(cn=cross-t)(sttl=20))",
                                "sttl")
                        .lines())
                .containsExactly("dn: cn=cross-t,objectClass=rtPerson", "sttl: 20");
        assertThat(tClient.getEntry(tName("cross-t"), "entryTtl").getAttributeValueAsInteger("entryTtl"))
                .isBetween(1_190, 1_200);

        nClient.run("ldapdelete", "cn=cross-t, objectClass=rtPerson").run().expect(0);
        assertThat(tClient.getEntry(tName("cross-t"))).isNull();
    }

    @Test
    void bothLoseAnNClientsEntryOnTime() throws LDAPException {
        registerN("cross-end-n@example.com");
        bothLoseOnTime("cross-end-n@example.com");
    }

    @Test
    void bothLoseATClientsEntryOnTime() throws LDAPException {
        registerT("cross-end-t");
        bothLoseOnTime("cross-end-t");
    }

    private void bothLoseOnTime(String name) throws LDAPException {
        long before = System.nanoTime();
        assertThat(Refresh.of(tName(name), LEASE.toSeconds()).by(tClient).grantedSeconds())
                .isEqualTo(LEASE.toSeconds());
        long after = System.nanoTime();

        boolean present = !isGoneForT(name) && !isGoneForN(name);
        // On a machine that stood still for two seconds in between, the entry may have gone rightly.
        if (System.nanoTime() - before < LEASE.toNanos()) {
            assertThat(present).as("present before the end of its lease").isTrue();
        }
        Await.until("the T-client loses " + name, LEASE.plusSeconds(5), () -> isGoneForT(name));
        long gone = System.nanoTime();
        assertThat(isGoneForN(name)).as("the N-client loses it too").isTrue();

        assertThat(gone - before).as("lived at least its lease").isGreaterThanOrEqualTo(LEASE.toNanos());
        assertThat(gone - after)
                .as("gone when its lease ended, not when a sweeper came")
                .isLessThan(LEASE.plusMillis(500).toNanos());
        assertThat(Refresh.of(tName(name), 60).by(tClient).code())
                .as("a late refresh does not revive it")
                .isEqualTo(32);
    }
}
