package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.BindRequest;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.message.AvId;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.TargetInfo;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.SicilyBindResponse;
import org.rollcall.server.fakes.FakeController;
import org.rollcall.server.fakes.FakeHelper;
import org.rollcall.server.fakes.NtlmUser;
import org.rollcall.server.fakes.Pki;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** A whole server that has a domain beside its own accounts. */
@Timeout(120)
class DomainServerTest {
    private static final Pki PKI = new Pki("authority");
    private static final Pki.Issued CONTROLLER = PKI.issue("controller");
    private static final Sid STAFF = FakeController.DOMAIN.append(1200);
    private static final Sid CHIEFS = FakeController.DOMAIN.append(1201);

    @TempDir
    private Path folder;

    private FakeController controller;

    @BeforeEach
    void controller() throws Exception {
        PKI.authority().write(folder, "ca");
        controller = new FakeController(PKI.clients(CONTROLLER));
        controller.add("ann", FakeHelper.PASSWORD, 1100, STAFF);
        controller.add("bob", FakeHelper.PASSWORD, 1101);
        controller.add("chief", FakeHelper.PASSWORD, 1102, CHIEFS);
        controller.add("dies", FakeHelper.PASSWORD, 1103);
        controller.add("reader", "Reads 1", 1105);
        controller.addRefused("gone", FakeHelper.PASSWORD, "533", 1104);
    }

    @AfterEach
    void noController() {
        controller.close();
    }

    private RollcallServer start(Map<String, String> more) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "domain.name", "corp.example",
                "domain.controllers", controller.address(),
                "domain.ca", folder.resolve("ca.pem").toString(),
                "domain.account", "CORP\\reader",
                "domain.accountPassword",
                        Files.writeString(folder.resolve("reader"), "Reads 1\n").toString(),
                "domain.machineName", "ILS1",
                "domain.ntlmHelper", String.join(" ", FakeHelper.command())));
        all.putAll(more);
        RollcallServer server = RollcallServerTest.start(all);
        try (Password password = Password.of("wonder".toCharArray())) {
            var book = server.accounts().book();
            var administrators = book.addGroup(AccountName.of("Administrators"))
                    .toCompletableFuture()
                    .join();
            book.addMember(administrators.sid(), CHIEFS).toCompletableFuture().join();
            var alice = book.addAccount(AccountName.of("alice"))
                    .toCompletableFuture()
                    .join();
            book.setSecrets(alice.sid(), Optional.of(server.accounts().hasher().hash(password)))
                    .toCompletableFuture()
                    .join();
        }
        return server;
    }

    private static LDAPConnection connect(RollcallServer server) throws LDAPException {
        return new LDAPConnection(
                "127.0.0.1", server.boundAddresses().getFirst().getPort());
    }

    private static String whoAmI(LDAPConnection connection) throws LDAPException {
        return ((WhoAmIExtendedResult) connection.processExtendedOperation(new WhoAmIExtendedRequest()))
                .getAuthorizationID();
    }

    private static String bind(LDAPConnection connection, BindRequest request) throws LDAPException {
        connection.bind(request);
        return whoAmI(connection);
    }

    private static LDAPException refusal(LDAPConnection connection, BindRequest request) {
        try {
            connection.bind(request);
        } catch (LDAPException e) {
            return e;
        }
        throw new AssertionError("taken: " + request);
    }

    private static String refused(LDAPConnection connection, BindRequest request) {
        return refusal(connection, request).getResultCode().toString();
    }

    private static SimpleBindRequest simple(String name) {
        return new SimpleBindRequest(name, FakeHelper.PASSWORD);
    }

    @Test
    void usersOfTheDomainBindBesideLocalAccounts() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection connection = connect(server)) {
            assertThat(bind(connection, simple("CORP\\ann"))).isEqualTo("u:CORP\\ann");
            assertThat(bind(connection, simple("bob@corp.example"))).isEqualTo("u:CORP\\bob");
            assertThat(bind(connection, new PLAINBindRequest("u:CORP\\ann", FakeHelper.PASSWORD)))
                    .isEqualTo("u:CORP\\ann");
            assertThat(bind(
                            connection,
                            new PLAINBindRequest("u:ann@corp.example", "u:ann@corp.example", FakeHelper.PASSWORD)))
                    .isEqualTo("u:CORP\\ann");
            assertThat(refused(connection, new PLAINBindRequest("u:CORP\\ann", "u:CORP\\bob", FakeHelper.PASSWORD)))
                    .contains("invalid credentials");
            assertThat(bind(connection, new SimpleBindRequest("alice", "wonder")))
                    .isEqualTo("u:alice");
            assertThat(bind(connection, new SCRAMSHA256BindRequest("alice", "wonder")))
                    .isEqualTo("u:alice");
        }
    }

    @Test
    void whoIsRefusedHearsNoReasonAndTheAuditDoes() throws Exception {
        Path audit = folder.resolve("audit.json");
        try (RollcallServer server = start(Map.of("log.auditFile", audit.toString()));
                LDAPConnection connection = connect(server)) {
            LDAPException wrong = refusal(connection, new SimpleBindRequest("CORP\\ann", "Other 1"));
            LDAPException disabled = refusal(connection, simple("CORP\\gone"));
            LDAPException local = refusal(connection, new SimpleBindRequest("alice", "Other 1"));

            assertThat(wrong.getResultCode()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
            for (LDAPException other : List.of(disabled, local)) {
                assertThat(other.getResultCode()).isEqualTo(wrong.getResultCode());
                assertThat(other.getDiagnosticMessage()).isEqualTo(wrong.getDiagnosticMessage());
            }
            bind(connection, simple("CORP\\ann"));
        }
        assertThat(Files.readString(audit))
                .contains("the account is disabled (data 533)")
                .contains("\"account\":\"CORP\\\\ann\",\"sid\":\"" + FakeController.DOMAIN.append(1100) + "\"")
                .doesNotContain(FakeHelper.PASSWORD, "Other 1", "Reads 1");
    }

    @Test
    void aNameWithoutAPasswordIsNeverPassedOn() throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = new RawClient(server.boundAddresses().getFirst());
                LDAPConnection connection = connect(server)) {
            var simple = new org.rollcall.ldap.message.BindRequest(
                    3,
                    OctetString.of("CORP\\ann"),
                    new org.rollcall.ldap.message.BindRequest.Simple(OctetString.EMPTY));
            client.send(Requests.encode(1, simple));
            assertThat(client.result()).isEqualTo("1:unwillingToPerform");
            client.send(Requests.encode(
                    2,
                    new org.rollcall.ldap.message.BindRequest(
                            3,
                            OctetString.EMPTY,
                            new org.rollcall.ldap.message.BindRequest.Sasl(
                                    "PLAIN", Optional.of(OctetString.of("\0CORP\\ann\0"))))));
            assertThat(client.result()).isEqualTo("2:invalidCredentials");
            assertThat(whoAmI(connection)).isEmpty();
        }
        assertThat(controller.binds()).isEmpty();
    }

    @Test
    void whereNoControllerAnswersLocalAccountsGoOn() throws Exception {
        try (RollcallServer server =
                        start(Map.of("limits.applyToLoopback", "true", "limits.failedLogonsPerAddress", "2"));
                LDAPConnection connection = connect(server)) {
            controller.stop();
            // Nobody's guess was wrong: it does not count.
            for (int i = 0; i < 4; i++) {
                LDAPException e = refusal(connection, simple("CORP\\ann"));
                assertThat(e.getResultCode()).isEqualTo(ResultCode.UNAVAILABLE);
                assertThat(e.getDiagnosticMessage()).contains("domain", "later");
            }
            assertThat(bind(connection, new SimpleBindRequest("alice", "wonder")))
                    .isEqualTo("u:alice");
            controller.startAgain();
            assertThat(bind(connection, simple("CORP\\ann"))).isEqualTo("u:CORP\\ann");
        }
    }

    @Test
    void failedLogonsCountForTheAddress() throws Exception {
        try (RollcallServer server =
                        start(Map.of("limits.applyToLoopback", "true", "limits.failedLogonsPerAddress", "2"));
                LDAPConnection connection = connect(server)) {
            for (int i = 0; i < 2; i++) {
                refusal(connection, new SimpleBindRequest("CORP\\ann", "Other 1"));
            }
            assertThat(refusal(connection, simple("CORP\\ann")).getResultCode()).isEqualTo(ResultCode.BUSY);
        }
        assertThat(controller.binds()).hasSize(2);
    }

    @Test
    void groupsOfTheDomainDecideWhatSomebodyMay() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection ann = connect(server);
                LDAPConnection bob = connect(server);
                LDAPConnection chief = connect(server);
                LDAPConnection anonymous = connect(server)) {
            bind(ann, simple("CORP\\ann"));
            bind(bob, simple("CORP\\bob"));
            bind(chief, simple("CORP\\chief"));
            byte[] forStaff = new Sddl(Optional.empty())
                    .parse("D:(A;;RPWP;;;" + STAFF + ")")
                    .encode();
            chief.add(new Entry(
                    "cn=one,ou=Dynamic,o=Intranet",
                    new Attribute("objectClass", "rtPerson"),
                    new Attribute("cn", "one"),
                    new Attribute("ntSecurityDescriptor", forStaff)));

            assertThat(found(ann)).isEqualTo(1);
            assertThat(found(chief)).isEqualTo(1);
            assertThat(found(bob)).isZero();
            assertThat(found(anonymous)).isZero();
        }
    }

    private static int found(LDAPConnection connection) throws LDAPException {
        return connection
                .search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=one)")
                .getEntryCount();
    }

    @Test
    void anAdministratorOfTheDomainSetsWhatIsOthers() throws Exception {
        try (RollcallServer server = start(Map.of());
                LDAPConnection alice = connect(server);
                LDAPConnection bob = connect(server);
                LDAPConnection chief = connect(server)) {
            bind(alice, new SimpleBindRequest("alice", "wonder"));
            bind(bob, simple("CORP\\bob"));
            bind(chief, simple("CORP\\chief"));
            alice.add("dn: cn=one,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: one");

            assertThatThrownBy(() -> bob.delete("cn=one,ou=Dynamic,o=Intranet"))
                    .isInstanceOfSatisfying(
                            LDAPException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INSUFFICIENT_ACCESS_RIGHTS));
            chief.delete("cn=one,ou=Dynamic,o=Intranet");
        }
    }

    private static NtlmUser user(String domain, String name, String password) {
        return new NtlmUser(domain, name, password, ClientOptions.of(Protection.NONE), InstantSource.system());
    }

    private static OctetString challenge(RawClient client, NtlmUser user, String mechanism) throws Exception {
        client.send(Requests.encode(1, user.negotiate(mechanism)));
        return mechanism.isEmpty()
                ? ((SicilyBindResponse) client.readSicily().op()).serverCredentials()
                : ((BindResponse) client.read().op()).serverSaslCredentials().orElseThrow();
    }

    private static String logOn(RollcallServer server, String mechanism, NtlmUser user) throws Exception {
        try (RawClient client = new RawClient(server.boundAddresses().getFirst())) {
            NtlmUser.Answer answer = user.answer(challenge(client, user, mechanism));
            client.send(Requests.encode(2, NtlmUser.respond(mechanism, answer)));
            String result = client.result();
            client.send(Requests.encode(3, new ExtendedRequest(Oids.WHO_AM_I, Optional.empty())));
            return result + " "
                    + ((ExtendedResponse) client.read().op())
                            .value()
                            .orElseThrow()
                            .utf8();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTLM", "GSS-SPNEGO", ""})
    void usersOfTheDomainLogOnByNtlm(String mechanism) throws Exception {
        try (RollcallServer server = start(Map.of())) {
            assertThat(logOn(server, mechanism, user("CORP", "ann", FakeHelper.PASSWORD)))
                    .isEqualTo("2:success u:CORP\\ann");
            assertThat(logOn(server, mechanism, user("", "bob@corp.example", FakeHelper.PASSWORD)))
                    .isEqualTo("2:success u:CORP\\bob");
            assertThat(logOn(server, mechanism, user("corp", "ann", "Other 1"))).isEqualTo("2:invalidCredentials ");
            assertThat(logOn(server, mechanism, user("ROLLCALL", "ann", FakeHelper.PASSWORD)))
                    .isEqualTo("2:invalidCredentials ");
        }
    }

    @Test
    void whereAHelperOrTheControllersFailItIsUnavailableAndTheNextUserIsServed() throws Exception {
        try (RollcallServer server = start(Map.of("domain.ntlmHelperTime", "10s", "domain.ntlmHelpers", "1"))) {
            for (String name : List.of("dies", "babbles")) {
                assertThat(logOn(server, "NTLM", user("CORP", name, FakeHelper.PASSWORD)))
                        .isEqualTo("2:unavailable ");
            }
            assertThat(logOn(server, "NTLM", user("CORP", "ann", FakeHelper.PASSWORD)))
                    .isEqualTo("2:success u:CORP\\ann");
            controller.stop();
            assertThat(logOn(server, "NTLM", user("CORP", "bob", FakeHelper.PASSWORD)))
                    .isEqualTo("2:unavailable ");
            // What was said of her is remembered.
            assertThat(logOn(server, "NTLM", user("CORP", "ann", FakeHelper.PASSWORD)))
                    .isEqualTo("2:success u:CORP\\ann");
        }
    }

    @Test
    void aHelperThatHangsIsWaitedForAsLongAsTheSettingSays() throws Exception {
        try (RollcallServer server = start(Map.of("domain.ntlmHelperTime", "500ms"))) {
            assertThat(logOn(server, "NTLM", user("CORP", "hangs", FakeHelper.PASSWORD)))
                    .isEqualTo("2:unavailable ");
        }
    }

    @Test
    void clientsHearOfTheDomainAndOfThisMachine() throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = new RawClient(server.boundAddresses().getFirst())) {
            ChallengeMessage heard = ChallengeMessage.decode(
                    challenge(client, user("CORP", "ann", "x"), "NTLM").toByteArray());

            assertThat(heard.targetName()).isEqualTo("CORP");
            TargetInfo info = heard.targetInfo().orElseThrow();
            assertThat(info.text(AvId.NB_COMPUTER_NAME)).contains("ILS1");
            assertThat(info.text(AvId.NB_DOMAIN_NAME)).contains("CORP");
            assertThat(info.text(AvId.DNS_DOMAIN_NAME)).contains("corp.example");
        }
    }

    @Test
    void figuresTellWhatTheDomainWasAsked() throws Exception {
        try (RollcallServer server = start(Map.of("metrics.enabled", "true", "metrics.port", "0"));
                LDAPConnection connection = connect(server);
                HttpClient http = HttpClient.newHttpClient()) {
            bind(connection, simple("CORP\\ann"));
            refusal(connection, simple("CORP\\gone"));

            URI uri = URI.create(
                    "http://127.0.0.1:" + server.metricsAddress().orElseThrow().getPort() + "/metrics");
            assertThat(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .body())
                    .contains("rollcall_domain_requests_total{kind=\"password\",result=\"granted\"} 1.0")
                    .contains("rollcall_domain_requests_total{kind=\"password\",result=\"refused\"} 1.0")
                    .contains("rollcall_domain_request_seconds_count{kind=\"password\"} 2")
                    .contains("rollcall_domain_reachable 1.0")
                    .contains("rollcall_domain_helpers_busy 0.0")
                    .contains("rollcall_domain_helpers_lost_total 0.0");
        }
    }

    @Test
    void nonsenseStopsTheStart() {
        assertThatThrownBy(() -> start(Map.of("domain.controllers", "a:b:c")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("domain.controllers");
    }
}
