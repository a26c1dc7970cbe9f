package org.rollcall.identity.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.identity.House.done;
import static org.rollcall.identity.ntlm.NtlmHouse.answer;
import static org.rollcall.identity.ntlm.NtlmHouse.client;
import static org.rollcall.identity.ntlm.NtlmHouse.credentials;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.access.ntlm.Authentication;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.NtlmClient;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.identity.sasl.Channel;
import org.rollcall.identity.sasl.SaslStep;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.BindRequest.Sicily;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SicilyBindResponse;

class SicilyExchangeTest {
    private final NtlmHouse server = new NtlmHouse();
    private final SicilyExchange exchange = server.logons(NtlmRules.DEFAULT).sicily(Channel.PLAIN_TEXT);

    private SaslStep step(Sicily.Step step, byte[] credentials) {
        return done(exchange.step(new Sicily(step, OctetString.copyOf(credentials))));
    }

    private SicilyBindResponse say(Sicily.Step step, byte[] credentials) {
        return SicilyExchange.answer(step(step, credentials));
    }

    private Authentication negotiated(NtlmClient client) {
        return answer(
                client,
                say(Sicily.Step.NEGOTIATE, client.negotiate())
                        .serverCredentials()
                        .toByteArray());
    }

    @Test
    void discoveryTellsThePackages() {
        assertThat(say(Sicily.Step.DISCOVERY, new byte[0]))
                .isEqualTo(new SicilyBindResponse(ResultCode.SUCCESS, OctetString.of("NTLM"), ""));
    }

    @ParameterizedTest
    @EnumSource
    void threeStepsLogOn(Protection protection) throws Exception {
        assertThat(step(Sicily.Step.DISCOVERY, new byte[0])).isInstanceOf(SaslStep.Challenge.class);
        Authentication answer = negotiated(client(protection));

        SaslStep.Success success = (SaslStep.Success)
                step(Sicily.Step.RESPONSE, answer.authenticate().toByteArray());

        assertThat(SicilyExchange.answer(success))
                .isEqualTo(new SicilyBindResponse(ResultCode.SUCCESS, OctetString.EMPTY, ""));
        assertThat(success.logon().sid()).isEqualTo(server.user.sid());
        assertThat(success.layer().isPresent()).isEqualTo(protection != Protection.NONE);
        if (success.layer().isPresent()) {
            byte[] wrapped = NtlmHouse.layer(answer).wrap(new byte[] {1, 2, 3});
            assertThat(success.layer().get().unwrap(wrapped)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        Authentication answer =
                negotiated(client(credentials("user", "HOUSE", "wrong"), ClientOptions.of(Protection.NONE)));
        byte[] authenticate = answer.authenticate().toByteArray();

        SicilyBindResponse refusal = say(Sicily.Step.RESPONSE, authenticate);
        assertThat(refusal.code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(refusal.serverCredentials().isEmpty()).isTrue();
        assertThat(say(Sicily.Step.RESPONSE, authenticate).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void clientsBeginAnewAtAnyTime() {
        NtlmClient client = client(Protection.NONE);
        byte[] early = negotiated(client).authenticate().toByteArray();
        Authentication late = negotiated(client);

        assertThat(say(Sicily.Step.RESPONSE, early).code()).isEqualTo(ResultCode.INVALID_CREDENTIALS);
        assertThat(say(Sicily.Step.RESPONSE, late.authenticate().toByteArray()).code())
                .isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(say(Sicily.Step.RESPONSE, negotiated(client).authenticate().toByteArray())
                        .code())
                .isEqualTo(ResultCode.SUCCESS);
    }

    @Test
    void aChallengeIsForgottenWhenTheClientAsksForPackages() {
        byte[] authenticate = negotiated(client(Protection.NONE)).authenticate().toByteArray();
        say(Sicily.Step.DISCOVERY, new byte[0]);

        assertThat(say(Sicily.Step.RESPONSE, authenticate).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    @Test
    void otherPackagesAreNotKnown() {
        assertThat(say(Sicily.Step.NEGOTIATE, new byte[0]).code()).isEqualTo(ResultCode.INAPPROPRIATE_AUTHENTICATION);
        assertThat(say(Sicily.Step.NEGOTIATE, new byte[] {0x60, 0x10}).code())
                .isEqualTo(ResultCode.INAPPROPRIATE_AUTHENTICATION);
    }

    @Test
    void whatIsNoMessageOfNtlmIsRefused() {
        NtlmClient client = client(Protection.NONE);
        byte[] authenticate = negotiated(client).authenticate().toByteArray();

        assertThat(exchange.isUnderWay()).isTrue();
        assertThat(say(Sicily.Step.NEGOTIATE, authenticate).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
        assertThat(exchange.isUnderWay()).isFalse();
        negotiated(client);
        assertThat(say(Sicily.Step.RESPONSE, client.negotiate()).code()).isEqualTo(ResultCode.PROTOCOL_ERROR);
    }

    /** ldap3 wants 56 octets and the flag of 128 bits that it sent, go-ldap refuses LAN Manager's keys and OEM names. */
    @Test
    void theChallengeHasWhatClientsLookFor() throws Exception {
        NtlmClient client = client(Protection.NONE);
        byte[] octets = say(Sicily.Step.NEGOTIATE, client.negotiate())
                .serverCredentials()
                .toByteArray();
        ChallengeMessage challenge = ChallengeMessage.decode(octets);

        assertThat(octets).hasSizeGreaterThan(56);
        assertThat(challenge.flags().has(NegotiateFlag.KEY_128)).isTrue();
        assertThat(challenge.flags().has(NegotiateFlag.UNICODE)).isTrue();
        assertThat(challenge.flags().has(NegotiateFlag.LM_KEY)).isFalse();
        assertThat(challenge.flags().has(NegotiateFlag.KEY_EXCHANGE)).isFalse();
        assertThat(challenge.targetInfo()).isPresent();
    }

    @Test
    void answersHaveOnlyTheCodesOfSicily() {
        SaslStep.Failure strange =
                new SaslStep.Failure(ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "no", "no", Optional.empty());

        assertThat(SicilyExchange.answer(strange))
                .isEqualTo(new SicilyBindResponse(ResultCode.OTHER, OctetString.EMPTY, "no"));
    }
}
