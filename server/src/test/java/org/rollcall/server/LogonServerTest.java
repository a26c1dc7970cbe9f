package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.EXTERNALBindRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PLAINBindRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SCRAMSHA256BindRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedResult;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.fakes.Pki;

/** A whole server with accounts, as an independent client logs on to it. */
@Timeout(120)
class LogonServerTest {
    private static final Pki PKI = new Pki("authority");
    private static final Pki.Issued SERVER = PKI.issue("server");
    private static final Pki.Issued ALICE = PKI.issue("alice");

    /** Enough for all to wait at once. */
    private static final Executor CALLERS = task -> Thread.ofVirtual().start(task);

    @TempDir
    private Path folder;

    private RollcallServer start(Map<String, String> more) throws Exception {
        SERVER.write(folder, "server");
        PKI.authority().write(folder, "ca");
        Map<String, String> all = new HashMap<>(Map.of(
                "tls.ports", "0",
                "tls.certificate", folder.resolve("server.pem").toString(),
                "tls.key", folder.resolve("server-key.pem").toString(),
                "tls.clientCertificates", "request",
                "tls.clientCa", folder.resolve("ca.pem").toString()));
        all.putAll(more);
        RollcallServer server = RollcallServerTest.start(all);
        Residents.add(server.accounts(), "alice", "wonder");
        Sid root = Residents.add(server.accounts(), "root", "of all");
        Sid administrators = server.accounts()
                .book()
                .addGroup(AccountName.of("Administrators"))
                .toCompletableFuture()
                .join()
                .sid();
        server.accounts()
                .book()
                .addMember(administrators, root)
                .toCompletableFuture()
                .join();
        return server;
    }

    private static LDAPConnection plain(RollcallServer server) throws LDAPException {
        InetSocketAddress address = server.boundAddresses().getFirst();
        return new LDAPConnection("127.0.0.1", address.getPort());
    }

    private static LDAPConnection ldaps(RollcallServer server, SSLContext context) throws LDAPException {
        InetSocketAddress address = server.boundTlsAddresses().getFirst();
        return new LDAPConnection(context.getSocketFactory(), "127.0.0.1", address.getPort());
    }

    private static String whoAmI(LDAPConnection connection) throws LDAPException {
        return ((WhoAmIExtendedResult) connection.processExtendedOperation(new WhoAmIExtendedRequest()))
                .getAuthorizationID();
    }

    private static void assertBinds(LDAPConnection connection, BindRequest request, String who) throws LDAPException {
        assertThat(connection.bind(request).getResultCode()).isEqualTo(ResultCode.SUCCESS);
        assertThat(whoAmI(connection)).isEqualTo(who);
    }

    private static void assertRefused(LDAPConnection connection, BindRequest request, ResultCode code)
            throws LDAPException {
        assertThatThrownBy(() -> connection.bind(request))
                .isInstanceOfSatisfying(
                        LDAPException.class, e -> assertThat(e.getResultCode()).isEqualTo(code));
        assertThat(whoAmI(connection)).isEmpty();
    }

    @Test
    void eachMechanismProvesAnAccountAndAWrongPasswordNone() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection clear = plain(server);
                LDAPConnection encrypted = ldaps(server, PKI.clients())) {
            for (LDAPConnection connection : List.of(clear, encrypted)) {
                assertBinds(connection, new SimpleBindRequest("cn=alice,ou=Members,o=Intranet", "wonder"), "u:alice");
                assertRefused(connection, new SimpleBindRequest("alice", "wander"), ResultCode.INVALID_CREDENTIALS);
                assertBinds(connection, new PLAINBindRequest("u:alice", "wonder"), "u:alice");
                assertRefused(connection, new PLAINBindRequest("u:alice", "wander"), ResultCode.INVALID_CREDENTIALS);
                assertBinds(connection, new SCRAMSHA256BindRequest("alice", "wonder"), "u:alice");
                assertRefused(
                        connection, new SCRAMSHA256BindRequest("alice", "wander"), ResultCode.INVALID_CREDENTIALS);
                assertBinds(connection, new SimpleBindRequest("", ""), "");
            }
        }
    }

    @Test
    void aCertificateProvesAnAccount() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection certified = ldaps(server, PKI.clients(ALICE));
                LDAPConnection without = ldaps(server, PKI.clients())) {
            assertBinds(certified, new EXTERNALBindRequest(), "u:alice");
            assertRefused(without, new EXTERNALBindRequest(), ResultCode.INAPPROPRIATE_AUTHENTICATION);
        }
    }

    @Test
    void whereTheOperatorSaysSoPasswordsNeedTls() throws Exception {
        try (RollcallServer server = start(Map.of("accounts.clearTextPasswords", "never"));
                LDAPConnection clear = plain(server);
                LDAPConnection encrypted = ldaps(server, PKI.clients())) {
            assertRefused(clear, new SimpleBindRequest("alice", "wonder"), ResultCode.CONFIDENTIALITY_REQUIRED);
            assertBinds(encrypted, new SimpleBindRequest("alice", "wonder"), "u:alice");
            assertBinds(clear, new SCRAMSHA256BindRequest("alice", "wonder"), "u:alice");
        }
    }

    @Test
    void theRootDseListsTheMechanisms() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection connection = plain(server)) {
            assertThat(connection.getRootDSE().getSupportedSASLMechanismNames())
                    .contains("SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", "PLAIN", "EXTERNAL");
        }
    }

    @Test
    void whatAnAccountAddsOnlyItAndAdministratorsChange() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection alice = plain(server);
                LDAPConnection again = ldaps(server, PKI.clients());
                LDAPConnection anonymous = plain(server);
                LDAPConnection root = plain(server)) {
            alice.bind("alice", "wonder");
            again.bind(new SCRAMSHA256BindRequest("alice", "wonder"));
            root.bind("root", "of all");
            for (String name : List.of("one", "two")) {
                alice.add(
                        new Entry("dn: cn=" + name + ",ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: " + name));
            }
            assertThatThrownBy(() -> anonymous.delete("cn=one,ou=Dynamic,o=Intranet"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
            again.delete("cn=one,ou=Dynamic,o=Intranet");
            root.delete("cn=two,ou=Dynamic,o=Intranet");
        }
    }

    @Test
    void whoMayOnlyReadFindsAndDoesNotAdd() throws Exception {
        try (RollcallServer server = start(Map.of("anonymous.access", "read"));
                LDAPConnection alice = plain(server);
                LDAPConnection anonymous = plain(server)) {
            alice.bind("alice", "wonder");
            alice.add("dn: cn=one,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: one");
            assertThat(anonymous
                            .search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=one)")
                            .getEntryCount())
                    .isEqualTo(1);
            assertThatThrownBy(
                            () -> anonymous.add("dn: cn=two,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: two"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
        }
    }

    @Test
    void whoMustBindReadsTheRootDseOnly() throws Exception {
        try (RollcallServer server =
                        start(Map.of("anonymous.access", "register", "anonymous.networks", "192.0.2.0/24"));
                LDAPConnection connection = plain(server)) {
            assertThat(connection.getRootDSE()).isNotNull();
            assertThatThrownBy(() -> connection.search("o=Intranet", SearchScope.SUB, "(objectClass=*)"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.STRONG_AUTH_REQUIRED));
            connection.bind("alice", "wonder");
            assertThat(connection
                            .search("o=Intranet", SearchScope.BASE, "(objectClass=*)")
                            .getEntryCount())
                    .isEqualTo(1);
        }
    }

    @Test
    void namesAndAdministratorsAreAsTheOperatorSays() throws Exception {
        try (RollcallServer server = start(Map.of(
                        "accounts.domains", "OFFICE,office.example",
                        "accounts.bindNames", "ou=People,dc=example",
                        "accounts.administrators", "Chiefs"));
                LDAPConnection connection = plain(server)) {
            assertBinds(connection, new SimpleBindRequest("office\\alice", "wonder"), "u:alice");
            assertBinds(connection, new SimpleBindRequest("alice@office.example", "wonder"), "u:alice");
            assertBinds(connection, new SimpleBindRequest("uid=alice,ou=People,dc=example", "wonder"), "u:alice");
            assertRefused(
                    connection, new SimpleBindRequest("ROLLCALL\\alice", "wonder"), ResultCode.INVALID_CREDENTIALS);
            connection.bind("alice", "wonder");
            connection.add("dn: cn=one,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: one");
            connection.bind("root", "of all");
            assertThatThrownBy(() -> connection.delete("cn=one,ou=Dynamic,o=Intranet"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
        }
    }

    @Test
    void anAddressThatFailsTooOftenHasToWait() throws Exception {
        Map<String, String> strict = Map.of(
                "limits.applyToLoopback", "true",
                "limits.failedLogonsPerAddress", "2",
                "limits.failedLogonDelay", "0s");
        try (RollcallServer server = start(strict);
                LDAPConnection connection = plain(server)) {
            for (int i = 0; i < 2; i++) {
                assertRefused(connection, new SimpleBindRequest("alice", "wander"), ResultCode.INVALID_CREDENTIALS);
            }
            assertRefused(connection, new SimpleBindRequest("alice", "wonder"), ResultCode.BUSY);
        }
        Map<String, String> forgiving = new HashMap<>(strict);
        forgiving.put("limits.failedLogonTime", "0s");
        try (RollcallServer server = start(forgiving);
                LDAPConnection connection = plain(server)) {
            for (int i = 0; i < 4; i++) {
                assertRefused(connection, new SimpleBindRequest("alice", "wander"), ResultCode.INVALID_CREDENTIALS);
            }
            assertBinds(connection, new SimpleBindRequest("alice", "wonder"), "u:alice");
        }
    }

    @Test
    void morePasswordsThanMayWaitAreSentAway() throws Exception {
        try (RollcallServer server = start(Map.of("limits.passwordsWaiting", "1"))) {
            List<LDAPConnection> connections = new ArrayList<>();
            try {
                for (int i = 0; i < 16; i++) {
                    connections.add(plain(server));
                }
                List<CompletableFuture<ResultCode>> answers = connections.stream()
                        .map(connection -> CompletableFuture.supplyAsync(() -> result(connection), CALLERS))
                        .toList();
                assertThat(answers.stream().map(CompletableFuture::join))
                        .contains(ResultCode.SUCCESS, ResultCode.BUSY)
                        .containsOnly(ResultCode.SUCCESS, ResultCode.BUSY);
            } finally {
                connections.forEach(LDAPConnection::close);
            }
        }
    }

    private static ResultCode result(LDAPConnection connection) {
        try {
            return connection.bind("alice", "wonder").getResultCode();
        } catch (LDAPException e) {
            return e.getResultCode();
        }
    }

    @Test
    void whoHasSaidWhoHeIsMaySendLargerMessages() throws Exception {
        try (RollcallServer server =
                        start(Map.of("limits.messageSizeAnonymous", "2KiB", "limits.messageSize", "64KiB"));
                LDAPConnection alice = plain(server);
                LDAPConnection anonymous = plain(server)) {
            alice.bind("alice", "wonder");
            String large = "x".repeat(10_000);
            alice.add("dn: cn=one,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: one", "comment: " + large);
            assertThatThrownBy(() -> anonymous.add(
                            "dn: cn=two,ou=Dynamic,o=Intranet",
                            "objectClass: rtPerson",
                            "cn: two",
                            "comment: " + large))
                    .isInstanceOf(LDAPException.class);
        }
    }

    @Test
    void accountsAndTheirKeyOutliveTheServer() throws Exception {
        Path key = folder.resolve("secret.key");
        Map<String, String> onDisk =
                Map.of("store", "disk", "data", folder.resolve("data").toString(), "accounts.keyFile", key.toString());
        start(onDisk).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(key);
        Map<String, String> again = new HashMap<>(onDisk);
        try (RollcallServer server = RollcallServerTest.start(again);
                LDAPConnection connection = plain(server)) {
            assertBinds(connection, new SimpleBindRequest("alice", "wonder"), "u:alice");
            assertThat(Files.readAllBytes(key)).isEqualTo(before);
        }
        Files.write(key, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> RollcallServerTest.start(again).close())
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("secret.key");
    }

    @Test
    void whatIsDoneIsAccountedForWithoutPasswords() throws Exception {
        Path file = folder.resolve("audit.json");
        Map<String, String> audited =
                Map.of("log.auditFile", file.toString(), "log.auditSize", "1KiB", "log.auditFiles", "1");
        try (RollcallServer server = start(audited);
                LDAPConnection connection = plain(server)) {
            assertRefused(connection, new SimpleBindRequest("alice", "wander"), ResultCode.INVALID_CREDENTIALS);
            connection.bind(new PLAINBindRequest("u:alice", "wonder"));
            connection.add("dn: cn=one,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: one");
        }
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .noneMatch(line -> line.contains("wonder") || line.contains("wander"))
                .anyMatch(line -> line.contains("\"event\":\"add\"") && line.contains("\"account\":\"alice\""));
        try (RollcallServer server = start(audited);
                LDAPConnection connection = plain(server)) {
            for (int i = 0; i < 20; i++) {
                connection.bind("", "");
            }
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(1024);
        assertThat(folder.resolve("audit.json.1")).exists();
        assertThat(folder.resolve("audit.json.2")).doesNotExist();
    }

    @Test
    void aSettingThatMakesNoSenseIsTold() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "anonymous.networks", "everywhere",
                        "accounts.bindNames", "Members",
                        "accounts.administrators", "a/b")
                .entrySet()) {
            assertThatThrownBy(() -> RollcallServerTest.start(Map.of(wrong.getKey(), wrong.getValue()))
                            .close())
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining(wrong.getKey());
        }
    }
}
