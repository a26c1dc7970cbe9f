package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.Group;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** Connections of a whole server while accounts change. */
@Timeout(120)
class AccountSessionsTest {
    /** Enough for all to wait at once. */
    private static final Executor CALLERS = task -> Thread.ofVirtual().start(task);

    private final RollcallServer server;
    private final AccountBook book;
    private final Sid alice;

    AccountSessionsTest() throws Exception {
        server = RollcallServerTest.start(Map.of());
        book = server.accounts().book();
        alice = Residents.add(server.accounts(), "alice", "wonder");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RawClient connect() throws Exception {
        return new RawClient(server.boundAddresses().getFirst());
    }

    private static byte[] bind(int id) {
        return Requests.encode(
                id, new BindRequest(3, OctetString.of("alice"), new BindRequest.Simple(OctetString.of("wonder"))));
    }

    private static String whoAmI(RawClient client, int id) throws Exception {
        client.send(Requests.encode(id, new ExtendedRequest(Oids.WHO_AM_I, Optional.empty())));
        return ((ExtendedResponse) client.read().op())
                .value()
                .map(OctetString::utf8)
                .orElseThrow();
    }

    private static void assertToldToGo(RawClient client) throws Exception {
        LdapMessage notice = client.read();
        assertThat(notice.messageId()).isZero();
        assertThat(RawClient.result(notice).code().label()).isEqualTo("strongerAuthRequired");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void whoIsDisabledIsSentAwayAndOthersStay() throws Exception {
        try (RawClient one = connect();
                RawClient two = connect();
                RawClient anonymous = connect()) {
            assertThat(one.send(bind(1)).result()).isEqualTo("1:success");
            assertThat(two.send(bind(1)).result()).isEqualTo("1:success");
            assertThat(whoAmI(anonymous, 1)).isEmpty();
            book.enable(alice, false).toCompletableFuture().join();
            assertToldToGo(one);
            assertToldToGo(two);
            assertThat(whoAmI(anonymous, 2)).isEmpty();
        }
    }

    @Test
    void whoJoinsTheAdministratorsMayDoAsTheyDoWithoutBindingAgain() throws Exception {
        Group administrators = book.addGroup(AccountName.of("Administrators"))
                .toCompletableFuture()
                .join();
        DeleteRequest delete = new DeleteRequest(OctetString.of("cn=a,ou=Dynamic,o=Intranet"));
        try (RawClient client = connect();
                RawClient anonymous = connect()) {
            assertThat(anonymous.send(Requests.add(1)).result()).isEqualTo("1:success");
            assertThat(client.send(bind(1)).result()).isEqualTo("1:success");
            assertThat(client.send(Requests.encode(2, delete)).result()).isEqualTo("2:insufficientAccessRights");
            book.addMember(administrators.sid(), alice).toCompletableFuture().join();
            int id = 3;
            String result;
            do {
                result = client.send(Requests.encode(id, delete)).result();
            } while (result.equals(id++ + ":insufficientAccessRights"));
            assertThat(result).isEqualTo(id - 1 + ":success");
        }
    }

    @Test
    void bindsBesideADisablingLeaveNobodyLoggedOn() throws Exception {
        for (int round = 0; round < 8; round++) {
            book.enable(alice, true).toCompletableFuture().join();
            List<RawClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < 6; i++) {
                    clients.add(connect());
                }
                List<CompletableFuture<Boolean>> bound = clients.stream()
                        .map(client -> CompletableFuture.supplyAsync(() -> isBound(client), CALLERS))
                        .toList();
                // Some binds are behind it by then, some before.
                CompletableFuture.anyOf(bound.toArray(CompletableFuture<?>[]::new))
                        .join();
                book.enable(alice, false).toCompletableFuture().join();
                for (int i = 0; i < clients.size(); i++) {
                    if (bound.get(i).join()) {
                        assertToldToGo(clients.get(i));
                    } else {
                        assertThat(whoAmI(clients.get(i), 2)).isEmpty();
                    }
                }
            } finally {
                for (RawClient client : clients) {
                    client.close();
                }
            }
        }
    }

    private static boolean isBound(RawClient client) {
        try {
            String result = client.send(bind(1)).result();
            assertThat(result).isIn("1:success", "1:invalidCredentials");
            return result.equals("1:success");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
