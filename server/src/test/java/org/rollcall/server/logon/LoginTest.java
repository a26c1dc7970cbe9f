package org.rollcall.server.logon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Owner;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindRequest.Sasl;
import org.rollcall.ldap.message.BindRequest.Simple;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.server.config.AccountSettings.ClearText;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.FailedLogons;
import org.rollcall.server.limits.Networks;

class LoginTest {
    private static final Channel TLS = new Channel(true, Optional.empty(), Optional.empty());
    private static final long SECOND = 1_000_000_000L;

    private final Client client = client("192.0.2.1");
    private FakeLogons accounts = new FakeLogons();
    private Login login = new Login(accounts.authentication, client);
    private long now;

    private static Client client(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return new Client(
                    new InetSocketAddress(parsed, 4711),
                    Optional.of(parsed),
                    new Owner.Network(address),
                    parsed.hashCode(),
                    false);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void with(LogonPolicy policy, FailedLogons failures) {
        accounts = new FakeLogons(Runnable::run, policy, failures);
        login = new Login(accounts.authentication, client);
    }

    private Login.Outcome bind(BindRequest request, Channel channel) {
        CompletableFuture<Login.Outcome> outcome =
                login.bind(request, channel, now).toCompletableFuture();
        assertThat(outcome).isCompleted();
        return outcome.join();
    }

    private Login.Outcome simple(int version, String name, String password, Channel channel) {
        return bind(new BindRequest(version, OctetString.of(name), new Simple(OctetString.of(password))), channel);
    }

    private Login.Outcome sasl(String mechanism, String credentials, Channel channel) {
        return bind(
                new BindRequest(3, OctetString.EMPTY, new Sasl(mechanism, Optional.of(OctetString.of(credentials)))),
                channel);
    }

    private static String code(Login.Outcome outcome) {
        return outcome.response().result().code().label();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "ALICE",
                "rollcall\\alice",
                "\\alice",
                "alice@Rollcall.Example",
                "cn=alice,ou=Members,o=Intranet",
                "uid=alice,ou=members,o=intranet"
            })
    void aPasswordProvesAnAccountUnderAllItsNames(String name) {
        for (int version = 2; version <= 3; version++) {
            Login.Outcome outcome = simple(version, name, "wonder", TLS);
            assertThat(code(outcome)).isEqualTo("success");
            assertThat(outcome.identity()).isInstanceOfSatisfying(Identity.Proved.class, proved -> {
                assertThat(proved.name()).isEqualTo("alice");
                assertThat(proved.sid()).isEqualTo(accounts.alice.sid());
                assertThat(proved.token().sids()).contains(accounts.alice.sid());
                assertThat(proved.administrator()).isFalse();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "OTHER\\alice",
                "alice@other.example",
                "cn=alice,o=Intranet",
                "cn=alice,,",
                "\u0000",
                "=,="
            })
    void whoIsNobodyHearsTheSameAsWhosePasswordIsWrong(String name) {
        Login.Outcome nobody = simple(3, name, "wonder", TLS);
        Login.Outcome wrong = simple(3, "alice", "Wonder", TLS);

        assertThat(code(wrong)).isEqualTo("invalidCredentials");
        assertThat(nobody.response()).isEqualTo(wrong.response());
        assertThat(nobody.identity()).isEqualTo(Identity.ANONYMOUS);
        assertThat(wrong.identity()).isEqualTo(Identity.ANONYMOUS);
        assertThat(wrong.reason()).contains("alice").doesNotContain("Wonder");
    }

    @Test
    void administratorsAreThoseOfTheirGroup() {
        Login.Outcome outcome = simple(3, "root", "of all", TLS);
        assertThat(outcome.identity())
                .isInstanceOfSatisfying(
                        Identity.Proved.class,
                        proved -> assertThat(proved.administrator()).isTrue());
        Asker asker = accounts.authentication.asker(outcome.identity(), client);
        assertThat(asker.privileged()).isTrue();
    }

    @Test
    void whatAnAccountAddsBelongsToIt() {
        Asker asker =
                accounts.authentication.asker(simple(3, "alice", "wonder", TLS).identity(), client);
        assertThat(asker.owner())
                .isEqualTo(new Owner.Principal(accounts.alice.sid().toString()));
        assertThat(asker.privileged()).isFalse();
        assertThat(accounts.authentication.asker(Identity.ANONYMOUS, client).owner())
                .isEqualTo(client.owner());
    }

    @Test
    void aPasswordThatOthersMayReadIsNotTaken() {
        assertThat(code(simple(3, "alice", "wonder", Channel.PLAIN_TEXT))).isEqualTo("confidentialityRequired");
        // Version 2 has no such code (decision 6).
        assertThat(code(simple(2, "alice", "wonder", Channel.PLAIN_TEXT))).isEqualTo("unwillingToPerform");
        assertThat(code(sasl("PLAIN", "\0alice\0wonder", Channel.PLAIN_TEXT))).isEqualTo("confidentialityRequired");
    }

    @Test
    void clearTextIsTrustedWhereTheOperatorDoes() {
        assertThat(accounts.authentication.trustsClearText(client)).isFalse();
        assertThat(accounts.authentication.trustsClearText(client("127.0.0.1"))).isTrue();
        assertThat(accounts.authentication.trustsClearText(client("::1"))).isTrue();
        Networks all = Networks.parse(List.of());
        assertThat(new LogonPolicy(AnonymousAccess.REGISTER, all, ClearText.NEVER).trustsClearText(client("::1")))
                .isFalse();
        assertThat(new LogonPolicy(AnonymousAccess.REGISTER, all, ClearText.ALWAYS).trustsClearText(client))
                .isTrue();
    }

    @Test
    void plainIsOneStep() {
        assertThat(code(sasl("PLAIN", "\0alice\0wonder", TLS))).isEqualTo("success");
        assertThat(code(sasl("plain", "\0alice\0wander", TLS))).isEqualTo("invalidCredentials");
    }

    @Test
    void aMechanismThatBeginsWithoutResponseIsAskedForOne() {
        Login.Outcome first = bind(new BindRequest(3, OctetString.EMPTY, new Sasl("PLAIN", Optional.empty())), TLS);
        assertThat(code(first)).isEqualTo("saslBindInProgress");
        assertThat(((BindResponse) first.response()).serverSaslCredentials()).contains(OctetString.EMPTY);
        assertThat(code(sasl("PLAIN", "\0alice\0wonder", TLS))).isEqualTo("success");
    }

    @Test
    void anotherMechanismOrASimpleBindEndsTheExchange() {
        String first = "n,,n=alice,r=nonce";
        assertThat(code(sasl("SCRAM-SHA-256", first, TLS))).isEqualTo("saslBindInProgress");
        assertThat(code(sasl("PLAIN", "\0alice\0wonder", TLS))).isEqualTo("success");
        assertThat(code(sasl("SCRAM-SHA-256", first, TLS))).isEqualTo("saslBindInProgress");
        assertThat(code(simple(3, "", "", TLS))).isEqualTo("success");
        // A first message where a last one is due would be malformed.
        assertThat(code(sasl("SCRAM-SHA-256", first, TLS))).isEqualTo("saslBindInProgress");
        assertThat(code(sasl("SCRAM-SHA-256", "nonsense", TLS))).isNotEqualTo("saslBindInProgress");
        assertThat(code(sasl("SCRAM-SHA-256", first, TLS))).isEqualTo("saslBindInProgress");
        login.reset();
        assertThat(code(sasl("SCRAM-SHA-256", first, TLS))).isEqualTo("saslBindInProgress");
    }

    @Test
    void aCertificateStandsForTheAccountOfItsCommonName() {
        Channel certified =
                new Channel(true, Optional.empty(), Optional.of(new X500Principal("CN=Alice,O=Example,C=AU")));
        assertThat(code(sasl("EXTERNAL", "", certified))).isEqualTo("success");
        assertThat(code(sasl("EXTERNAL", "u:alice", certified))).isEqualTo("success");
        assertThat(code(sasl("EXTERNAL", "u:root", certified))).isEqualTo("invalidCredentials");
        for (String subject : List.of("CN=bob", "O=Example", "CN=alice,CN=root")) {
            Channel other = new Channel(true, Optional.empty(), Optional.of(new X500Principal(subject)));
            assertThat(code(sasl("EXTERNAL", "", other))).isEqualTo("invalidCredentials");
        }
        assertThat(code(sasl("EXTERNAL", "", TLS))).isEqualTo("inappropriateAuthentication");
    }

    @Test
    void version2HasNoSasl() {
        Login.Outcome outcome = bind(
                new BindRequest(
                        2, OctetString.EMPTY, new Sasl("PLAIN", Optional.of(OctetString.of("\0alice\0wonder")))),
                TLS);
        assertThat(code(outcome)).isEqualTo("authMethodNotSupported");
    }

    @Test
    void anAddressThatFailsTooOftenHasToWaitAndOthersHaveNot() {
        with(FakeLogons.USUAL, new FailedLogons(3, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 10; i++) {
            assertThat(code(simple(3, "alice", "wonder", TLS))).isEqualTo("success");
        }
        assertThat(code(simple(3, "alice", "wander", TLS))).isEqualTo("invalidCredentials");
        assertThat(code(sasl("PLAIN", "\0alice\0wander", TLS))).isEqualTo("invalidCredentials");
        assertThat(code(simple(3, "bob", "wander", TLS))).isEqualTo("invalidCredentials");
        assertThat(code(simple(3, "alice", "wonder", TLS))).isEqualTo("busy");
        assertThat(code(sasl("SCRAM-SHA-256", "n,,n=alice,r=nonce", TLS))).isEqualTo("busy");
        assertThat(code(simple(3, "", "", TLS))).isEqualTo("success");
        Login other = new Login(accounts.authentication, client("192.0.2.2"));
        assertThat(other.bind(
                                new BindRequest(3, OctetString.of("alice"), new Simple(OctetString.of("wonder"))),
                                TLS,
                                now)
                        .toCompletableFuture()
                        .join()
                        .identity())
                .isInstanceOf(Identity.Proved.class);

        now += 60 * SECOND;
        assertThat(code(simple(3, "alice", "wonder", TLS))).isEqualTo("success");
        assertThat(code(simple(3, "alice", "wander", TLS))).isEqualTo("invalidCredentials");
        assertThat(code(simple(3, "alice", "wonder", TLS))).isEqualTo("busy");
    }

    @Test
    void afterAFailureAnswersOfWhateverFormWait() {
        with(
                FakeLogons.USUAL,
                new FailedLogons(9, Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofSeconds(30)));
        assertThat(simple(3, "alice", "wonder", TLS).delay()).isZero();
        assertThat(simple(3, "alice", "wander", TLS).delay()).isZero();
        assertThat(simple(3, "alice", "wonder", TLS).delay()).hasSeconds(1);
        assertThat(simple(2, "alice", "a\u0000b", TLS).delay()).hasSeconds(1);
        assertThat(sasl("PLAIN", "\0alice\0wander", TLS).delay()).hasSeconds(2);
        assertThat(sasl("PLAIN", "\0alice\0wonder", TLS).delay()).hasSeconds(4);
        // What proves nothing is no guess.
        assertThat(sasl("PLAIN", "nonsense", TLS).delay()).isZero();
        assertThat(sasl("NONE", "", TLS).delay()).isZero();
        assertThat(sasl("ANONYMOUS", "", TLS).delay()).isZero();
        assertThat(simple(3, "", "", TLS).delay()).isZero();
    }

    @Test
    void whoIsToldToComeBackLaterHasNotFailed() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        accounts = new FakeLogons(
                waiting::add,
                FakeLogons.USUAL,
                new FailedLogons(5, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO));
        login = new Login(accounts.authentication, client);
        BindRequest right = new BindRequest(3, OctetString.of("alice"), new Simple(OctetString.of("wonder")));
        List<CompletableFuture<Login.Outcome>> outcomes = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> login.bind(right, TLS, now).toCompletableFuture())
                .toList();
        // There are four places.
        assertThat(outcomes.stream().filter(CompletableFuture::isDone)).hasSize(16);
        waiting.forEach(Runnable::run);
        assertThat(outcomes.stream().map(CompletableFuture::join).map(LoginTest::code))
                .contains("success", "busy")
                .containsOnly("success", "busy");
        assertThat(login.bind(right, TLS, now).toCompletableFuture()).isNotCompleted();
    }

    @Test
    void anonymousClientsMayDoWhatTheOperatorLets() {
        with(new LogonPolicy(AnonymousAccess.NONE, Networks.parse(List.of()), ClearText.NEVER), FailedLogons.FORGIVEN);
        assertThat(code(simple(3, "", "", TLS))).isEqualTo("inappropriateAuthentication");
        assertThat(code(sasl("ANONYMOUS", "", TLS))).isEqualTo("inappropriateAuthentication");
        assertThat(code(simple(3, "alice", "wonder", TLS))).isEqualTo("success");

        with(
                new LogonPolicy(AnonymousAccess.READ, Networks.parse(List.of("192.0.2.0/24")), ClearText.NEVER),
                FailedLogons.FORGIVEN);
        assertThat(code(simple(3, "", "", TLS))).isEqualTo("success");
        assertThat(accounts.authentication.asker(Identity.ANONYMOUS, client).owner())
                .isEqualTo(Owner.NOBODY);
        assertThat(accounts.authentication.anonymous(client("203.0.113.1"))).isEqualTo(AnonymousAccess.NONE);
    }
}
