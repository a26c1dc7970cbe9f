package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** How much one account may do on a whole server, beside what one address may. */
@Timeout(120)
class AccountLimitsTest {
    private static byte[] add(int id, String cn) {
        return Requests.encode(
                id,
                new AddRequest(
                        OctetString.of("cn=" + cn + ",ou=Dynamic,o=Intranet"),
                        List.of(Attribute.of("objectClass", "rtPerson"), Attribute.of("cn", cn))));
    }

    private static byte[] bind(int id, String password) {
        return Requests.encode(
                id, new BindRequest(3, OctetString.of("alice"), new BindRequest.Simple(OctetString.of(password))));
    }

    /** The results of five adds by an account, and of one by somebody without, who shares its address. */
    private static String addsOfAliceAndOfAnother(Map<String, String> limits) throws Exception {
        Map<String, String> settings = new HashMap<>(limits);
        settings.put("limits.applyToLoopback", "true");
        settings.put("limits.writesPerSecondPerAddress", "1");
        settings.put("limits.writeBurstPerAddress", "1");
        try (RollcallServer server = RollcallServerTest.start(settings)) {
            Residents.add(server.accounts(), "alice", "wonder");
            try (RawClient alice = new RawClient(server.boundAddresses().getFirst());
                    RawClient other = new RawClient(server.boundAddresses().getFirst())) {
                assertThat(alice.send(bind(1, "wonder")).result()).isEqualTo("1:success");
                StringBuilder results = new StringBuilder();
                for (int i = 0; i < 5; i++) {
                    String result = alice.send(add(i + 2, "a" + i)).result();
                    results.append(result, result.indexOf(':') + 1, result.length())
                            .append(' ');
                }
                return results + other.send(add(1, "b")).result();
            }
        }
    }

    @Test
    void anAccountHasARateOfItsOwn() throws Exception {
        assertThat(addsOfAliceAndOfAnother(Map.of())).isEqualTo("success success success success success 1:success");
        assertThat(addsOfAliceAndOfAnother(
                        Map.of("limits.writesPerSecondPerAccount", "1", "limits.writeBurstPerAccount", "1")))
                .startsWith("success busy ")
                .endsWith(" 1:success");
        assertThat(addsOfAliceAndOfAnother(
                        Map.of("limits.writesPerSecondPerAccount", "0", "limits.writeBurstPerAccount", "1")))
                .isEqualTo("success success success success success 1:success");
    }

    @Test
    void anAccountHasANumberOfEntriesOfItsOwn() throws Exception {
        assertThat(addsOfAliceAndOfAnother(Map.of("limits.entriesPerAccount", "2", "limits.entriesPerAddress", "1")))
                .isEqualTo("success success adminLimitExceeded adminLimitExceeded adminLimitExceeded 1:success");
    }

    @Test
    void afterAFailureTheNextAnswerOfTheAddressWaitsAndThoseOfOthersDoNot() throws Exception {
        Map<String, String> settings = Map.of(
                "limits.applyToLoopback", "true",
                "limits.failedLogonDelay", "1m",
                "limits.failedLogonDelayMost", "5m");
        try (RollcallServer server = RollcallServerTest.start(settings)) {
            Residents.add(server.accounts(), "alice", "wonder");
            InetSocketAddress place = server.boundAddresses().getFirst();
            try (RawClient one = new RawClient(place);
                    RawClient elsewhere = new RawClient(place, InetAddress.getByName("127.0.0.2"))) {
                assertThat(one.send(bind(1, "wander")).result()).isEqualTo("1:invalidCredentials");
                one.send(bind(2, "wonder"));
                for (int i = 1; i <= 3; i++) {
                    // It takes as long as the one that waits, which would have been answered by then.
                    assertThat(elsewhere.send(bind(i, "wonder")).result()).isEqualTo(i + ":success");
                }
                assertThat(one.socket().getInputStream().available()).isZero();
            }
        }
    }

    @Test
    void noAnswerWaitsLongerThanIsSet() throws Exception {
        Map<String, String> settings = Map.of(
                "limits.applyToLoopback", "true",
                "limits.failedLogonDelay", "1m",
                "limits.failedLogonDelayMost", "1ms");
        try (RollcallServer server = RollcallServerTest.start(settings)) {
            Residents.add(server.accounts(), "alice", "wonder");
            try (RawClient client = new RawClient(server.boundAddresses().getFirst())) {
                assertThat(client.send(bind(1, "wander")).result()).isEqualTo("1:invalidCredentials");
                assertThat(client.send(bind(2, "wander")).result()).isEqualTo("2:invalidCredentials");
                assertThat(client.send(bind(3, "wonder")).result()).isEqualTo("3:success");
            }
        }
    }
}
