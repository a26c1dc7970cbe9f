package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.RootDSE;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import com.unboundid.ldif.LDIFException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.server.config.Settings;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.net.ListenException;

class RollcallServerTest {
    private final RollcallServer server;

    RollcallServerTest() throws Exception {
        server = start(Map.of());
    }

    static RollcallServer start(Map<String, String> changes) throws Exception {
        return start(changes, OutputStream.nullOutputStream());
    }

    private static RollcallServer start(Map<String, String> changes, OutputStream accessLines) throws Exception {
        Map<String, String> all = new HashMap<>(
                Map.of("listen.addresses", "127.0.0.1", "listen.ports", "0", "eventLoops", "2", "store", "memory"));
        all.putAll(changes);
        return RollcallServer.start(Settings.of(all), accessLines, entries -> {});
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static LDAPConnection connect(RollcallServer server) throws LDAPException {
        InetSocketAddress address = server.boundAddresses().getFirst();
        return new LDAPConnection("127.0.0.1", address.getPort());
    }

    private static Entry person(String name) throws LDIFException {
        return new Entry(
                "dn: cn=" + name + ",ou=Dynamic,o=Intranet",
                "objectClass: rtPerson",
                "cn: " + name,
                "sn: Tester",
                "rfc822Mailbox: " + name,
                "ipAddress: 3758139584");
    }

    @Test
    void whatOneClientAddsAnotherFinds() throws Exception {
        try (LDAPConnection one = connect(server);
                LDAPConnection other = connect(server)) {
            assertThat(one.bind("", "").getResultCode()).isEqualTo(ResultCode.SUCCESS);
            one.add(person("a@b.c"));
            SearchResult found = other.search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=a@b.c)");
            assertThat(found.getEntryCount()).isEqualTo(1);
            assertThat(found.getSearchEntries().getFirst().getAttributeValue("sn"))
                    .isEqualTo("Tester");
            one.delete("cn=a@b.c,ou=Dynamic,o=Intranet");
            assertThat(other.search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=a@b.c)")
                            .getEntryCount())
                    .isZero();
        }
    }

    /** More often than it takes to become a routine. */
    @Test
    void theSameAgainWithOtherNamesFindsTheOthers() throws Exception {
        try (LDAPConnection connection = connect(server)) {
            for (int i = 100; i < 200; i++) {
                connection.add(person("p" + i));
            }
            for (int round = 0; round < 3; round++) {
                for (int i = 100; i < 200; i++) {
                    assertThat(connection
                                    .search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=p" + i + ")", "cn")
                                    .getSearchEntries())
                            .singleElement()
                            .extracting(entry -> entry.getAttributeValue("cn"))
                            .isEqualTo("p" + i);
                }
            }
            assertThat(connection
                            .search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=q150)", "cn")
                            .getEntryCount())
                    .isZero();
        }
    }

    @Test
    void manySentTogetherAreAnsweredOneAfterTheOther() throws Exception {
        try (LDAPConnection connection = connect(server)) {
            for (int i = 100; i < 140; i++) {
                connection.add(person("p" + i));
            }
        }
        byte[][] requests = new byte[500][];
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < requests.length; i++) {
            String dn = "cn=p" + (100 + i % 60) + ",ou=Dynamic,o=Intranet";
            boolean there = i % 60 < 40;
            if (i % 50 == 7) {
                // Not of the form of the others.
                requests[i] =
                        Requests.encode(i + 1, new CompareRequest(OctetString.of(dn), "sn", OctetString.of("Tester")));
                expected.add((i + 1) + (there ? ":compareTrue" : ":noSuchObject"));
            } else {
                requests[i] = Requests.encode(i + 1, byName("p" + (100 + i % 60)));
                if (there) {
                    expected.add((i + 1) + ":" + dn);
                }
                expected.add((i + 1) + ":success");
            }
        }
        List<String> answers = new ArrayList<>();
        try (RawClient client = new RawClient(server.boundAddresses().getFirst())) {
            client.send(requests);
            while (answers.size() < expected.size()) {
                LdapMessage message = client.read();
                answers.add(message.messageId() + ":"
                        + (message.op() instanceof SearchResultEntry entry
                                ? entry.objectName().utf8()
                                : RawClient.result(message).code().label()));
            }
        }
        assertThat(answers).isEqualTo(expected);
    }

    private static SearchRequest byName(String name) {
        return new SearchRequest(
                OctetString.of("ou=Dynamic,o=Intranet"),
                org.rollcall.ldap.message.SearchScope.SINGLE_LEVEL,
                DerefAliases.NEVER,
                0,
                0,
                false,
                new Filter.Equality("cn", OctetString.of(name)),
                List.of("cn"));
    }

    /** More often than it takes to become a routine. */
    @Test
    void theAccessLogHasALineForEachOperationHoweverItWasAnswered() throws Exception {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (RollcallServer logging = start(Map.of("log.access", "true"), lines);
                LDAPConnection connection = connect(logging)) {
            connection.add(person("p100"));
            for (int i = 100; i < 300; i++) {
                connection.search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=p" + i + ")", "cn");
            }
        }
        assertThat(lines.toString(StandardCharsets.UTF_8).lines())
                .hasSize(202)
                .anyMatch(line -> line.contains(" add entry=\"cn=p100,ou=Dynamic,o=Intranet\" result=success us="))
                .anyMatch(line -> line.contains(" unbind result=success us="))
                .satisfies(all -> {
                    for (int i = 100; i < 300; i++) {
                        String words = " search base=\"ou=Dynamic,o=Intranet\" scope=one filter=\"(cn=p" + i
                                + ")\" result=success entries=" + (i == 100 ? 1 : 0) + " us=";
                        assertThat(all).filteredOn(line -> line.contains(words)).hasSize(1);
                    }
                });
    }

    @Test
    void theRootDseNamesWhatSessionsAnswer() throws Exception {
        try (LDAPConnection connection = connect(server)) {
            RootDSE root = connection.getRootDSE();
            assertThat(root.getNamingContextDNs()).contains("o=Intranet");
            assertThat(root.getSupportedLDAPVersions()).containsExactly(2, 3);
            assertThat(root.getSupportedExtendedOperationOIDs())
                    .contains("1.3.6.1.1.8", "1.3.6.1.4.1.4203.1.11.3", "1.3.6.1.4.1.1466.101.119.1")
                    .doesNotContain("1.3.6.1.4.1.1466.20037");
        }
    }

    @Test
    void theRootDseNamesTheSubtreesOfDynamicEntries() throws Exception {
        try (RollcallServer more = start(Map.of("suffixes", "o=More"));
                LDAPConnection connection = connect(more)) {
            assertThat(connection.getEntry("", "dynamicSubtrees").getAttributeValues("dynamicSubtrees"))
                    .containsExactly("o=Intranet", "o=More");
        }
    }

    @Test
    void whoAmIIsNobody() throws Exception {
        try (LDAPConnection connection = connect(server)) {
            WhoAmIExtendedResult result =
                    (WhoAmIExtendedResult) connection.processExtendedOperation(new WhoAmIExtendedRequest());
            assertThat(result.getResultCode()).isEqualTo(ResultCode.SUCCESS);
            assertThat(result.getAuthorizationID()).isEmpty();
        }
    }

    @Test
    void startTlsIsNotOffered() throws Exception {
        try (LDAPConnection connection = connect(server)) {
            assertThatThrownBy(() -> connection.processExtendedOperation(new StartTLSExtendedRequest()))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.PROTOCOL_ERROR));
            assertThat(connection.getRootDSE()).isNotNull();
        }
    }

    @Test
    void aLongListArrivesWhole() throws Exception {
        try (LDAPConnection connection = connect(server)) {
            for (int i = 0; i < 3_000; i++) {
                connection.add(person("p" + i));
            }
            assertThat(connection
                            .search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=*)")
                            .getEntryCount())
                    .isEqualTo(3_000);
        }
    }

    @Test
    void mutatedMessagesAreNoFaultOfOurs() throws Exception {
        InetSocketAddress address = server.boundAddresses().getFirst();
        Mutants mutants = new Mutants(address, 7);
        mutants.send(2_000);
        try (RawClient next = new RawClient(address).send(Requests.search(1, "o=Intranet", 0))) {
            assertThat(next.result()).isEqualTo("1:success");
        }
    }

    @Test
    void aServerThatIsClosedAnswersNobody() throws Exception {
        InetSocketAddress address = server.boundAddresses().getFirst();
        server.close();
        assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(java.io.IOException.class);
        server.close();
    }

    @Test
    void aPortInUseKeepsTheServerFromStarting() {
        int taken = server.boundAddresses().getFirst().getPort();
        assertThatThrownBy(() -> start(Map.of("listen.ports", Integer.toString(taken))))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(Integer.toString(taken));
    }

    @Test
    void aSchemaFileThatIsNotThereKeepsTheServerFromStarting() {
        assertThatThrownBy(() -> start(Map.of("schema.files", "/nowhere/at/all.schema")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("/nowhere/at/all.schema");
    }
}
