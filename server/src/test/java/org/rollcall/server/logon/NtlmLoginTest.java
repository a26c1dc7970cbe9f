package org.rollcall.server.logon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.ServerTarget;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.Version;
import org.rollcall.directory.Owner;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.BindRequest.Sicily;
import org.rollcall.ldap.message.BindRequest.Simple;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SicilyBindResponse;
import org.rollcall.server.config.AccountSettings.ClearText;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.fakes.NtlmUser;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.FailedLogons;
import org.rollcall.server.limits.Networks;

/** NTLM among the binds of a session. */
class NtlmLoginTest {
    private static final String NTLM = "NTLM";
    private static final String SICILY = "";

    private final Client client = new Client(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711),
            Optional.of(InetAddress.getLoopbackAddress()),
            new Owner.Network("127.0.0.1/32"),
            1,
            false);
    private FakeLogons accounts = new FakeLogons();
    private Login login = new Login(accounts.authentication, client);

    private void with(LogonPolicy policy, FailedLogons failures) {
        accounts = new FakeLogons(Runnable::run, policy, failures);
        login = new Login(accounts.authentication, client);
    }

    private Login.Outcome bind(BindRequest request) {
        return login.bind(request, Channel.PLAIN_TEXT, 0).toCompletableFuture().join();
    }

    private static String code(Login.Outcome outcome) {
        return outcome.response().result().code().label();
    }

    private static NtlmUser user(String password, Protection protection) {
        return new NtlmUser("alice", password, protection, InstantSource.fixed(Instant.EPOCH));
    }

    private static OctetString challenge(Login.Outcome outcome) {
        return outcome.response() instanceof SicilyBindResponse sicily
                ? sicily.serverCredentials()
                : ((BindResponse) outcome.response()).serverSaslCredentials().orElseThrow();
    }

    private NtlmUser.Answer answer(String mechanism, NtlmUser user) {
        return user.answer(challenge(bind(user.negotiate(mechanism))));
    }

    private Login.Outcome logOn(String mechanism, NtlmUser user) {
        return bind(NtlmUser.respond(mechanism, answer(mechanism, user)));
    }

    @ParameterizedTest
    @EnumSource
    void bothWaysProveAnAccountAndBringItsLayer(Protection protection) {
        for (String mechanism : List.of(NTLM, SICILY, "GSS-SPNEGO", "gss-spnego")) {
            Login.Outcome outcome = logOn(mechanism, user("wonder", protection));

            assertThat(code(outcome)).isEqualTo("success");
            assertThat(outcome.identity()).isInstanceOfSatisfying(Identity.Proved.class, proved -> {
                assertThat(proved.name()).isEqualTo("alice");
                assertThat(proved.sid()).isEqualTo(accounts.alice.sid());
            });
            assertThat(outcome.layer().isPresent()).isEqualTo(protection != Protection.NONE);
        }
    }

    private static BindRequest sicily(Sicily.Step step, OctetString credentials) {
        return new BindRequest(3, OctetString.EMPTY, new Sicily(step, credentials));
    }

    @Test
    void sicilyTellsItsPackages() {
        Login.Outcome outcome = bind(sicily(Sicily.Step.DISCOVERY, OctetString.EMPTY));

        assertThat(outcome.response())
                .isEqualTo(new SicilyBindResponse(ResultCode.SUCCESS, OctetString.of("NTLM"), ""));
        assertThat(outcome.identity()).isEqualTo(Identity.ANONYMOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {NTLM, SICILY})
    void aWrongPasswordProvesNothing(String mechanism) {
        Login.Outcome outcome = logOn(mechanism, user("wander", Protection.SEALED));

        assertThat(code(outcome)).isEqualTo("invalidCredentials");
        assertThat(outcome.identity()).isEqualTo(Identity.ANONYMOUS);
        assertThat(outcome.layer()).isEmpty();
        assertThat(outcome.reason()).contains("alice");
    }

    @Test
    void anotherBindEndsTheExchange() {
        NtlmUser.Answer sicily = answer(SICILY, user("wonder", Protection.NONE));
        bind(new BindRequest(3, OctetString.EMPTY, new Simple(OctetString.EMPTY)));
        assertThat(code(bind(NtlmUser.respond(SICILY, sicily)))).isEqualTo("protocolError");

        sicily = answer(SICILY, user("wonder", Protection.NONE));
        answer(NTLM, user("wonder", Protection.NONE));
        assertThat(code(bind(NtlmUser.respond(SICILY, sicily)))).isEqualTo("protocolError");

        NtlmUser.Answer sasl = answer(NTLM, user("wonder", Protection.NONE));
        answer(SICILY, user("wonder", Protection.NONE));
        assertThat(code(bind(NtlmUser.respond(NTLM, sasl)))).isEqualTo("protocolError");

        sicily = answer(SICILY, user("wonder", Protection.NONE));
        login.reset();
        assertThat(code(bind(NtlmUser.respond(SICILY, sicily)))).isEqualTo("protocolError");
    }

    @ParameterizedTest
    @ValueSource(strings = {NTLM, SICILY})
    void anAddressThatFailsTooOftenHasToWait(String mechanism) {
        with(FakeLogons.USUAL, new FailedLogons(2, Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO));
        for (int i = 0; i < 5; i++) {
            assertThat(code(logOn(mechanism, user("wonder", Protection.NONE)))).isEqualTo("success");
        }
        NtlmUser.Answer wrong = answer(mechanism, user("wander", Protection.NONE));
        assertThat(code(bind(NtlmUser.respond(mechanism, wrong)))).isEqualTo("invalidCredentials");
        for (int i = 0; i < 5; i++) {
            // What was not begun gives nothing back.
            assertThat(code(bind(NtlmUser.respond(mechanism, wrong)))).isEqualTo("protocolError");
            OctetString cutShort = OctetString.of("NTLMSSP\0");
            assertThat(code(bind(sicily(Sicily.Step.NEGOTIATE, cutShort)))).isEqualTo("protocolError");
            assertThat(code(bind(NtlmUser.respond(SICILY, wrong)))).isEqualTo("protocolError");
        }
        assertThat(code(logOn(mechanism, user("wander", Protection.NONE)))).isEqualTo("invalidCredentials");
        assertThat(code(bind(user("wonder", Protection.NONE).negotiate(mechanism))))
                .isEqualTo("busy");
    }

    @Test
    void nobodyIsAnonymousWhereTheAnonymousMayNothing() {
        assertThat(code(anonymous())).isEqualTo("success");
        with(new LogonPolicy(AnonymousAccess.NONE, Networks.parse(List.of()), ClearText.NEVER), FailedLogons.FORGIVEN);
        assertThat(code(anonymous())).isEqualTo("inappropriateAuthentication");
    }

    private Login.Outcome anonymous() {
        challenge(bind(user("wonder", Protection.NONE).negotiate(SICILY)));
        AuthenticateMessage nobody = new AuthenticateMessage(
                NegotiateFlags.of(NegotiateFlag.UNICODE),
                "",
                "",
                "",
                Octets.EMPTY,
                Octets.EMPTY,
                Octets.EMPTY,
                Version.UNKNOWN,
                Optional.empty());
        return bind(sicily(Sicily.Step.RESPONSE, OctetString.wrap(nobody.encode())));
    }

    @Test
    void theServerIsCalledWhatItsDomainsAreCalled() {
        assertThat(Authentication.target(List.of("ils.example", "house")))
                .isEqualTo(ServerTarget.standalone("HOUSE", Optional.of("ils.example")));
        assertThat(Authentication.target(List.of("ils.example")))
                .isEqualTo(ServerTarget.standalone("ILS.EXAMPLE", Optional.of("ils.example")));
        assertThat(Authentication.target(List.of())).isEqualTo(ServerTarget.standalone("ROLLCALL", Optional.empty()));
    }
}
