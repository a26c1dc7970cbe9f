package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.Responses;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.AvId;
import org.rollcall.access.ntlm.message.AvPair;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.ClientChallenge;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmV2Response;
import org.rollcall.access.ntlm.message.TargetInfo;

/** Somebody between client and server changes messages, so that less is agreed upon than either could do. */
class DowngradeTest {
    private final NtlmClient client = Scene.client(Scene.ALL);
    private final NtlmServer server = Scene.server(ServerPolicy.DEFAULT);

    /** Each message is changed on its way; identity leaves it alone. */
    private Object logon(
            UnaryOperator<NegotiateMessage> first,
            UnaryOperator<ChallengeMessage> second,
            UnaryOperator<AuthenticateMessage> third)
            throws Exception {
        PendingLogon pending = Scene.pending(
                server, first.apply(NegotiateMessage.decode(client.negotiate())).encode());
        Authentication answer =
                Scene.answer(client, second.apply(Scene.challenge(pending)).encode());
        return Scene.outcome(pending, third.apply(Scene.message(answer)));
    }

    private Object authenticate(UnaryOperator<AuthenticateMessage> change) throws Exception {
        return logon(UnaryOperator.identity(), UnaryOperator.identity(), change);
    }

    private Object targetInfo(UnaryOperator<TargetInfo> change) throws Exception {
        return logon(
                UnaryOperator.identity(),
                challenge -> Messages.withTargetInfo(
                        challenge, change.apply(challenge.targetInfo().orElseThrow())),
                UnaryOperator.identity());
    }

    @Test
    void messagesThatNobodyTouchesLogOn() throws Exception {
        assertThat(authenticate(UnaryOperator.identity())).isInstanceOf(Verified.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "SEAL", "EXTENDED_SESSION_SECURITY", "KEY_128", "KEY_EXCHANGE", "KEY_56", "VERSION"})
    void aFlagStrippedFromNegotiateIsNoticed(NegotiateFlag flag) throws Exception {
        assertThat(logon(
                        message -> new NegotiateMessage(message.flags().without(flag), "", "", message.version()),
                        UnaryOperator.identity(),
                        UnaryOperator.identity()))
                .isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "SEAL", "EXTENDED_SESSION_SECURITY", "KEY_128", "KEY_EXCHANGE", "KEY_56", "NTLM"})
    void aFlagStrippedFromChallengeIsNoticed(NegotiateFlag flag) throws Exception {
        assertThat(logon(
                        UnaryOperator.identity(),
                        message -> Messages.withFlags(message, message.flags().without(flag)),
                        UnaryOperator.identity()))
                .isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "SEAL", "EXTENDED_SESSION_SECURITY", "KEY_128", "KEY_EXCHANGE", "KEY_56", "NTLM"})
    void aFlagStrippedFromAuthenticateIsNoticed(NegotiateFlag flag) throws Exception {
        assertThat(authenticate(
                        message -> Messages.withFlags(message, message.flags().without(flag))))
                .isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @ParameterizedTest
    @EnumSource(names = {"LM_KEY", "REQUEST_NON_NT_SESSION_KEY", "DATAGRAM"})
    void whatWasNotOfferedMayNotBeChosen(NegotiateFlag flag) throws Exception {
        assertThat(authenticate(
                        message -> Messages.withFlags(message, message.flags().with(flag))))
                .isEqualTo(new Refused(Refusal.FLAGS_NOT_OFFERED));
    }

    @Test
    void sealingMayNotBeChosenWhereOnlySigningIsOffered() throws Exception {
        PendingLogon pending =
                Scene.pending(Scene.server(Scene.offering(Protection.SIGNED, Protection.NONE)), client.negotiate());
        AuthenticateMessage message = Scene.message(Scene.answer(client, pending.challenge()));

        assertThat(message.flags().has(NegotiateFlag.SIGN)).isTrue();
        assertThat(message.flags().has(NegotiateFlag.SEAL)).isFalse();
        assertThat(Scene.outcome(
                        pending, Messages.withFlags(message, message.flags().with(NegotiateFlag.SEAL))))
                .isEqualTo(new Refused(Refusal.FLAGS_NOT_OFFERED));
    }

    @Test
    void aMicOfZerosIsNone() throws Exception {
        assertThat(authenticate(message -> message.withMic(Octets.zeros(AuthenticateMessage.MIC_OCTETS))))
                .isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @Test
    void aMicMustHaveRoom() throws Exception {
        assertThat(authenticate(Messages::withoutRoomForMic)).isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @Test
    void theNoticeOfAMicIsPartOfTheProof() throws Exception {
        assertThat(authenticate(message -> Messages.withResponses(
                        message, message.lmResponse(), withoutNoticeOfMic(message.ntResponse()))))
                .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    private static Octets withoutNoticeOfMic(Octets ntResponse) {
        try {
            NtlmV2Response response = NtlmV2Response.decode(ntResponse);
            ClientChallenge claims = response.challenge();
            return Octets.concat(
                    response.proof(),
                    new ClientChallenge(
                                    claims.time(),
                                    claims.nonce(),
                                    claims.targetInfo().withFlags(0))
                            .encode());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A client that is told no time sends no MIC. */
    @Test
    void aTimeStampStrippedFromChallengeIsNoticed() throws Exception {
        assertThat(targetInfo(info -> new TargetInfo(info.pairs().stream()
                        .filter(pair -> pair.id() != AvId.TIMESTAMP.number())
                        .toList())))
                .isEqualTo(new Refused(Refusal.ALTERED_TARGET_INFO));
    }

    @Test
    void aTargetInfoStrippedFromChallengeIsNoticed() throws Exception {
        assertThat(logon(
                        UnaryOperator.identity(),
                        message -> new ChallengeMessage(
                                message.targetName(),
                                message.flags()
                                        .without(NegotiateFlag.TARGET_INFO, NegotiateFlag.SIGN, NegotiateFlag.SEAL),
                                message.serverChallenge(),
                                Optional.empty(),
                                message.version()),
                        UnaryOperator.identity()))
                .isEqualTo(new Refused(Refusal.ALTERED_TARGET_INFO));
    }

    @Test
    void theNameOfAnotherServerIsNoticed() throws Exception {
        assertThat(targetInfo(info -> info.withText(AvId.NB_COMPUTER_NAME, "OTHER")))
                .isEqualTo(new Refused(Refusal.ALTERED_TARGET_INFO));
    }

    @Test
    void anAddedPairIsNoticed() throws Exception {
        assertThat(targetInfo(info -> {
                    List<AvPair> pairs = new ArrayList<>(info.pairs());
                    pairs.add(new AvPair(99, Octets.zeros(3)));
                    return new TargetInfo(pairs);
                }))
                .isEqualTo(new Refused(Refusal.WRONG_MIC));
    }

    @Test
    void responsesOfVersion1AreRefusedUnlessAllowed() throws Exception {
        PendingLogon pending = Scene.pending(server, client.negotiate());
        AuthenticateMessage message = Scene.message(Scene.answer(client, pending.challenge()));
        Octets nonce = Octets.zeros(8);
        Octets nt =
                Responses.v1Extended(Scene.HASHES.nt(), Scene.challenge(pending).serverChallenge(), nonce);

        assertThat(Scene.outcome(pending, Messages.withResponses(message, Responses.lmV1Extended(nonce), nt)))
                .isEqualTo(new Refused(Refusal.OLD_RESPONSE));
    }

    /** It says neither time, nor channel, nor that a MIC belongs to it. */
    @Test
    void anLmResponseOfVersion2CountsForNothingAlone() throws Exception {
        for (ServerPolicy policy : new ServerPolicy[] {ServerPolicy.DEFAULT, Scene.lenient()}) {
            PendingLogon pending = Scene.pending(Scene.server(policy), client.negotiate());
            AuthenticateMessage message = Scene.message(Scene.answer(client, pending.challenge()));
            Octets key = OneWayFunctions.v2(Scene.HASHES.nt(), Scene.USER, Scene.DOMAIN);
            Octets lm = Responses.lmV2(key, Scene.challenge(pending).serverChallenge(), Octets.zeros(8));

            assertThat(Scene.outcome(pending, Messages.withResponses(message, lm, Octets.EMPTY)))
                    .isEqualTo(new Refused(policy.oldResponses() ? Refusal.WRONG_CREDENTIALS : Refusal.OLD_RESPONSE));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXTENDED_SESSION_SECURITY", "KEY_128"})
    void whereSigningIsRequiredItMustBeStrong(NegotiateFlag flag) throws Exception {
        NtlmServer strict = Scene.server(Scene.offering(Protection.SEALED, Protection.SIGNED));

        assertThat(strict.negotiate(Scene.client(Scene.ALL.without(flag)).negotiate()))
                .isEqualTo(new Refused(Refusal.WEAK_SESSION));
        PendingLogon pending = Scene.pending(strict, client.negotiate());
        AuthenticateMessage message = Scene.message(Scene.answer(client, pending.challenge()));
        assertThat(Scene.outcome(
                        pending, Messages.withFlags(message, message.flags().without(flag))))
                .isEqualTo(new Refused(Refusal.WEAK_SESSION));
    }

    @Test
    void signingIsNotEnoughWhereSealingIsRequired() throws Exception {
        NtlmServer strict = Scene.server(Scene.offering(Protection.SEALED, Protection.SEALED));

        assertThat(strict.negotiate(Scene.client(Protection.SIGNED).negotiate()))
                .isEqualTo(new Refused(Refusal.WEAK_SESSION));
        assertThat(strict.negotiate(Scene.client(Protection.SEALED).negotiate()))
                .isInstanceOf(PendingLogon.class);
    }

    @Test
    void aKeyExchangeNeedsAKey() throws Exception {
        for (Octets key : new Octets[] {Octets.EMPTY, Octets.zeros(8), Octets.zeros(17)}) {
            assertThat(authenticate(message -> Messages.withSessionKey(message, key)))
                    .isEqualTo(new Refused(Refusal.NO_SESSION_KEY));
        }
    }

    @Test
    void aClientThatInsistsSendsNothingToAServerThatGrantsLess() throws Exception {
        PendingLogon weak = Scene.pending(
                Scene.server(Scene.offering(Protection.NONE, Protection.NONE)),
                Scene.client(Protection.SIGNED).negotiate());

        assertThat(Scene.client(Protection.SIGNED).answer(weak.challenge()))
                .isEqualTo(new Refused(Refusal.WEAK_SESSION));
    }

    /** MS-NLMP 3.1.5.1.2. */
    @Test
    void aClientThatSignsSendsNothingToAServerWithoutName() throws Exception {
        PendingLogon pending = Scene.pending(server, client.negotiate());
        ChallengeMessage nameless = Messages.withTargetInfo(
                Scene.challenge(pending), TargetInfo.EMPTY.withText(AvId.NB_DOMAIN_NAME, "ROME"));

        assertThat(client.answer(nameless.encode())).isEqualTo(new Refused(Refusal.INCOMPLETE_TARGET_INFO));
    }

    @Test
    void aClientTakesNoFlagsThatItDidNotAskFor() throws Exception {
        NegotiateFlags everything = new NegotiateFlags(-1);
        PendingLogon pending = Scene.pending(server, client.negotiate());
        ChallengeMessage greedy = Messages.withFlags(Scene.challenge(pending), everything);
        NtlmClient modest =
                new NtlmClient(Scene.CREDENTIALS, ClientOptions.of(Protection.NONE), Scene.CLOCK, new Random(5));

        assertThat(Scene.message(Scene.answer(modest, greedy.encode())).flags())
                .isEqualTo(ClientOptions.of(Protection.NONE).asks().with(NegotiateFlag.TARGET_INFO));
    }
}
