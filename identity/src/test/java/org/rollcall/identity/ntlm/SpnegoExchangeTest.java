package org.rollcall.identity.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.identity.House.done;
import static org.rollcall.identity.ntlm.NtlmHouse.answer;
import static org.rollcall.identity.ntlm.NtlmHouse.challenge;
import static org.rollcall.identity.ntlm.NtlmHouse.client;
import static org.rollcall.identity.ntlm.NtlmHouse.step;
import static org.rollcall.identity.ntlm.SpnegoClient.NTLM_ONLY;
import static org.rollcall.identity.ntlm.SpnegoClient.NTLM_SECOND;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.identity.ntlm.NegTokenResp.NegState;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslExchange;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.identity.sasl.SaslStep.Failure;
import org.rollcall.identity.sasl.SaslStep.Success;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ber.BerException;
import org.rollcall.ldap.message.ResultCode;

class SpnegoExchangeTest {
    private static final byte[] MESSAGE = "search for everybody".getBytes(StandardCharsets.US_ASCII);

    private final NtlmHouse server = new NtlmHouse();

    private SaslExchange begin() {
        return server.begin("GSS-SPNEGO", NtlmRules.DEFAULT, Channel.PLAIN_TEXT);
    }

    private static Failure failure(SaslStep step) {
        assertThat(step).isInstanceOf(Failure.class);
        Failure failure = (Failure) step;
        assertThat(decode(failure.data().orElseThrow().toByteArray()).state()).contains(NegState.REJECT);
        return failure;
    }

    private static NegTokenResp decode(byte[] token) {
        try {
            return NegTokenResp.decode(token);
        } catch (BerException e) {
            throw new AssertionError(e.text(), e);
        }
    }

    private static byte[] token(NegTokenResp response) {
        return response.responseToken().orElseThrow().toByteArray();
    }

    /** With the first token of NTLM sent along; what stands in its reply of NTLM. */
    private static byte[] optimistic(SaslExchange exchange, NtlmClient client) {
        NegTokenResp reply =
                decode(challenge(step(exchange, SpnegoClient.init(NTLM_ONLY, Optional.of(client.negotiate())))));
        assertThat(reply.state()).contains(NegState.ACCEPT_INCOMPLETE);
        assertThat(reply.namesNtlm()).isTrue();
        assertThat(reply.mechListMic()).isEmpty();
        return token(reply);
    }

    private static Authentication optimisticAnswer(SaslExchange exchange, NtlmClient client) {
        return answer(client, optimistic(exchange, client));
    }

    @ParameterizedTest
    @EnumSource
    void ntlmAsTheOnlyMechanismNeedsNoMic(Protection protection) throws Exception {
        SaslExchange exchange = begin();
        Authentication answer = optimisticAnswer(exchange, client(protection));

        Success success = (Success) step(
                exchange,
                SpnegoClient.response(Optional.of(answer.authenticate().toByteArray()), Optional.empty()));

        assertThat(success.logon().sid()).isEqualTo(server.user.sid());
        NegTokenResp last = decode(success.data().orElseThrow().toByteArray());
        assertThat(last.state()).contains(NegState.ACCEPT_COMPLETED);
        assertThat(last.mechListMic()).isEmpty();
        assertThat(success.layer().isPresent()).isEqualTo(protection != Protection.NONE);
        if (success.layer().isPresent()) {
            converse(success.layer().get(), NtlmHouse.layer(answer));
        }
    }

    private static void converse(SecurityLayer layer, SecurityContext client) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(layer.unwrap(client.wrap(MESSAGE))).isEqualTo(MESSAGE);
            assertThat(client.unwrap(layer.wrap(MESSAGE))).isEqualTo(MESSAGE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGNED", "SEALED"})
    void aMicIsCheckedAndAnsweredBeforeTheFirstMessage(Protection protection) throws Exception {
        SaslExchange exchange = begin();
        Authentication answer = optimisticAnswer(exchange, client(protection));
        SecurityContext context = NtlmHouse.layer(answer);
        byte[] list = SpnegoClient.mechTypes(NTLM_ONLY);

        Success success = (Success) step(
                exchange,
                SpnegoClient.response(
                        Optional.of(answer.authenticate().toByteArray()), Optional.of(context.sign(list))));

        NegTokenResp last = decode(success.data().orElseThrow().toByteArray());
        context.verify(list, last.mechListMic().orElseThrow().toByteArray());
        converse(success.layer().orElseThrow(), context);
    }

    @Test
    void whereNtlmIsSecondTheMicIsAskedForAndTheFirstTokenIgnored() throws Exception {
        SaslExchange exchange = begin();
        NtlmClient client = client(Protection.SEALED);
        NegTokenResp choice =
                decode(challenge(step(exchange, SpnegoClient.init(NTLM_SECOND, Optional.of(new byte[20_000])))));
        assertThat(choice.state()).contains(NegState.REQUEST_MIC);
        assertThat(choice.namesNtlm()).isTrue();
        assertThat(choice.responseToken()).isEmpty();

        Authentication answer = answer(client, second(exchange, client));
        SecurityContext context = NtlmHouse.layer(answer);
        byte[] list = SpnegoClient.mechTypes(NTLM_SECOND);
        Success success = (Success) step(
                exchange,
                SpnegoClient.response(
                        Optional.of(answer.authenticate().toByteArray()), Optional.of(context.sign(list))));

        context.verify(
                list,
                decode(success.data().orElseThrow().toByteArray())
                        .mechListMic()
                        .orElseThrow()
                        .toByteArray());
        converse(success.layer().orElseThrow(), context);
    }

    private static byte[] second(SaslExchange exchange, NtlmClient client) {
        return token(decode(
                challenge(step(exchange, SpnegoClient.response(Optional.of(client.negotiate()), Optional.empty())))));
    }

    @Test
    void whereNtlmIsSecondTheMicMustNotBeMissing() {
        SaslExchange exchange = begin();
        NtlmClient client = client(Protection.SIGNED);
        challenge(step(exchange, SpnegoClient.init(NTLM_SECOND, Optional.empty())));
        byte[] authenticate =
                answer(client, second(exchange, client)).authenticate().toByteArray();

        assertThat(failure(step(exchange, SpnegoClient.response(Optional.of(authenticate), Optional.empty())))
                        .reason())
                .contains("mechListMIC");
    }

    /** Who took Kerberos out of the list on its way is found out. */
    @Test
    void aMicOverAnotherListIsRefused() {
        SaslExchange exchange = begin();
        Authentication answer = optimisticAnswer(exchange, client(Protection.SIGNED));
        byte[] mic = NtlmHouse.layer(answer).sign(SpnegoClient.mechTypes(NTLM_SECOND));

        Failure failure = failure(step(
                exchange,
                SpnegoClient.response(Optional.of(answer.authenticate().toByteArray()), Optional.of(mic))));

        assertThat(failure.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(failure.reason()).contains("mechListMIC is wrong");
    }

    @Test
    void whatWindows2000WritesInThePlaceOfTheMicIsNone() {
        SaslExchange exchange = begin();
        Optional<byte[]> authenticate = Optional.of(optimisticAnswer(exchange, client(Protection.SIGNED))
                .authenticate()
                .toByteArray());

        assertThat(step(exchange, SpnegoClient.response(authenticate, authenticate)))
                .isInstanceOf(Success.class);
    }

    @Test
    void theFirstTokenMayComeLater() {
        SaslExchange exchange = begin();
        NtlmClient client = client(Protection.NONE);
        NegTokenResp choice = decode(challenge(step(exchange, SpnegoClient.init(NTLM_ONLY, Optional.empty()))));
        assertThat(choice.state()).contains(NegState.ACCEPT_INCOMPLETE);

        assertThat(step(
                        exchange,
                        SpnegoClient.response(
                                Optional.of(answer(client, second(exchange, client))
                                        .authenticate()
                                        .toByteArray()),
                                Optional.empty())))
                .isInstanceOf(Success.class);
    }

    @Test
    void ntlmComesWithoutSpnegoToo() {
        SaslExchange exchange = begin();
        NtlmClient client = client(Protection.SEALED);
        byte[] challenge = challenge(step(exchange, client.negotiate()));

        assertThat(step(exchange, answer(client, challenge).authenticate().toByteArray()))
                .isInstanceOfSatisfying(Success.class, success -> {
                    assertThat(success.data()).isEmpty();
                    assertThat(success.layer()).isPresent();
                });
    }

    @Test
    void otherMechanismsAreNotKnown() {
        assertThat(failure(step(begin(), SpnegoClient.init(List.of(SpnegoClient.KERBEROS), Optional.empty())))
                        .code())
                .isEqualTo(ResultCode.AUTH_METHOD_NOT_SUPPORTED);
        assertThat(failure(step(begin(), SpnegoClient.init(List.of(), Optional.empty())))
                        .code())
                .isEqualTo(ResultCode.AUTH_METHOD_NOT_SUPPORTED);
    }

    @Test
    void aWrongPasswordIsRejected() {
        SaslExchange exchange = begin();
        NtlmClient client = client(NtlmHouse.credentials("user", "HOUSE", "wrong"), ClientOptions.of(Protection.NONE));
        byte[] authenticate = optimisticAnswer(exchange, client).authenticate().toByteArray();

        assertThat(failure(step(exchange, SpnegoClient.response(Optional.of(authenticate), Optional.empty())))
                        .code())
                .isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(failure(step(exchange, SpnegoClient.response(Optional.of(authenticate), Optional.empty())))
                        .code())
                .isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void theClientSpeaksFirst() {
        assertThat(done(begin().start())).isEqualTo(new SaslStep.Challenge(OctetString.EMPTY));
    }

    @Test
    void whatIsNoTokenIsRefusedAtEachStep() {
        byte[] init =
                SpnegoClient.init(NTLM_ONLY, Optional.of(client(Protection.NONE).negotiate()));
        byte[][] none = {
            {},
            "something else".getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOf(init, init.length + 1),
            SpnegoClient.init(NTLM_ONLY, Optional.of(new byte[3])),
            SpnegoClient.response(Optional.empty(), Optional.empty()),
            SpnegoClient.response(Optional.of(new byte[3]), Optional.empty()),
            {(byte) 0xa1, 0x07, 0x30, 0x05, (byte) 0xa0, 0x03, 0x0a, 0x01, 0x04},
            new byte[0x10000],
        };
        for (byte[] octets : none) {
            assertThat(failure(step(begin(), octets)).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
            SaslExchange exchange = begin();
            optimistic(exchange, client(Protection.NONE));
            assertThat(failure(step(exchange, octets)).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
        }
    }

    @Property(tries = 300)
    void aFirstTokenThatWasCutOffOrChangedLeadsNowhereOrToAChallenge(
            @ForAll int place, @ForAll byte octet, @ForAll boolean cut) {
        byte[] init = SpnegoClient.init(
                NTLM_SECOND, Optional.of(client(Protection.NONE).negotiate()));
        int at = Math.floorMod(place, init.length);
        byte[] changed = cut ? Arrays.copyOf(init, at) : init.clone();
        if (!cut) {
            changed[at] ^= octet;
        }

        SaslStep step = step(begin(), changed);

        if (cut) {
            assertThat(step).isInstanceOf(Failure.class);
        } else {
            assertThat(step).isInstanceOfAny(Failure.class, SaslStep.Challenge.class);
        }
    }
}
