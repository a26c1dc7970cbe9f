package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.ChannelBindings;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.PasswordHashes;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.crypto.Side;
import org.rollcall.access.ntlm.message.AvId;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.NtlmV2Response;
import org.rollcall.access.ntlm.message.TargetInfo;
import org.rollcall.access.ntlm.message.Version;

/** The server and the client of this package, with each other. */
class LogonTest {
    private static final NegotiateFlag[] CHOICES = {
        NegotiateFlag.SIGN,
        NegotiateFlag.SEAL,
        NegotiateFlag.LM_KEY,
        NegotiateFlag.EXTENDED_SESSION_SECURITY,
        NegotiateFlag.VERSION,
        NegotiateFlag.KEY_128,
        NegotiateFlag.KEY_EXCHANGE,
        NegotiateFlag.KEY_56,
    };

    private static final NegotiateFlags[] CHARACTER_SETS = {
        NegotiateFlags.of(NegotiateFlag.UNICODE),
        NegotiateFlags.of(NegotiateFlag.OEM),
        NegotiateFlags.of(NegotiateFlag.UNICODE, NegotiateFlag.OEM),
    };

    private static final Octets CHANNEL =
            ChannelBindings.hash("tls-server-end-point:one".getBytes(StandardCharsets.US_ASCII));

    @Property(tries = 3 * 256, generation = GenerationMode.EXHAUSTIVE)
    void everyCombinationOfFlagsLogsOnAndProtectsWhatWasAgreed(
            @ForAll @IntRange(max = 255) int choice, @ForAll @IntRange(max = 2) int characterSet) throws Exception {
        NegotiateFlags asks = CHARACTER_SETS[characterSet];
        for (int i = 0; i < CHOICES.length; i++) {
            asks = (choice >> i & 1) == 1 ? asks.with(CHOICES[i]) : asks;
        }
        NtlmClient client = Scene.client(asks);
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        Authentication answer = Scene.answer(client, pending.challenge());

        Verified verified =
                (Verified) Scene.outcome(pending, answer.authenticate().toByteArray());

        assertThat(verified.user()).isEqualTo(Scene.USER);
        assertThat(verified.domain()).isEqualTo(Scene.DOMAIN);
        assertThat(verified.workstation()).isEqualTo(Scene.WORKSTATION);
        assertThat(verified.keys().exportedSessionKey()).isEqualTo(answer.keys().exportedSessionKey());
        assertThat(verified.keys().securityContext(Side.SERVER).isPresent()).isEqualTo(asks.protectsMessages());
        if (asks.protectsMessages()) {
            converse(answer.keys(), verified.keys(), asks.has(NegotiateFlag.SEAL));
        }
    }

    private static void converse(SessionKeys client, SessionKeys server, boolean seals) throws Exception {
        SecurityContext here = client.securityContext(Side.CLIENT).orElseThrow();
        SecurityContext there = server.securityContext(Side.SERVER).orElseThrow();
        assertThat(there.seals()).isEqualTo(seals);
        for (String text : new String[] {"search", "", "a much longer request than the one before"}) {
            byte[] request = text.getBytes(StandardCharsets.UTF_8);
            byte[] wrapped = here.wrap(request);
            assertThat(wrapped).hasSize(request.length + SecurityContext.SIGNATURE_OCTETS);
            assertThat(text.isEmpty() || !new String(wrapped, StandardCharsets.ISO_8859_1).contains(text))
                    .isEqualTo(seals || text.isEmpty());
            assertThat(there.unwrap(wrapped)).isEqualTo(request);
            assertThat(here.unwrap(there.wrap(request))).isEqualTo(request);
        }
    }

    @Property(tries = 200)
    void anyNameAndPasswordLogOnAndNoOtherPasswordDoes(
            @ForAll @StringLength(min = 1, max = 40) @CharRange(from = ' ', to = '\uD7FF') String user,
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '\uD7FF') String domain,
            @ForAll @StringLength(max = 40) String password,
            @ForAll @StringLength(max = 40) String other)
            throws Exception {
        Credentials credentials = Credentials.ofPassword(user, domain, "", password.toCharArray());
        NtlmClient client =
                new NtlmClient(credentials, ClientOptions.of(Protection.SIGNED), Scene.CLOCK, new Random(3));
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        Authentication answer = Scene.answer(client, pending.challenge());
        Claim claim = (Claim) pending.authenticate(answer.authenticate().toByteArray());

        assertThat(claim.user()).isEqualTo(user);
        assertThat(claim.domain()).isEqualTo(domain);
        assertThat(claim.verify(Optional.of(PasswordHashes.of(password.toCharArray()))))
                .isInstanceOf(Verified.class);
        if (!other.equals(password)) {
            assertThat(claim.verify(Optional.of(PasswordHashes.of(other.toCharArray()))))
                    .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
        }
    }

    @Test
    void anUnknownUserIsRefusedLikeAWrongPassword() throws Exception {
        assertThat(claim().verify(Optional.empty())).isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    /** Even one who knows what the server computes with in place of the missing hash. */
    @Test
    void anUnknownUserIsRefusedWhateverItsHash() throws Exception {
        NtlmClient client = new NtlmClient(
                new Credentials("nobody", "", "", Octets.zeros(16)),
                ClientOptions.of(Protection.NONE),
                Scene.CLOCK,
                new Random(4));
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        Claim claim = (Claim) pending.authenticate(
                Scene.answer(client, pending.challenge()).authenticate().toByteArray());

        assertThat(claim.verify(Optional.empty())).isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    @Test
    void theUsersNameCountsInAnyCase() throws Exception {
        NtlmClient client = new NtlmClient(
                Credentials.ofPassword(
                        Scene.USER.toUpperCase(Locale.ROOT), Scene.DOMAIN, Scene.WORKSTATION, Scene.PASSWORD),
                ClientOptions.of(Protection.NONE),
                Scene.CLOCK,
                new Random(4));
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());

        assertThat(Scene.outcome(
                        pending,
                        Scene.answer(client, pending.challenge()).authenticate().toByteArray()))
                .isInstanceOf(Verified.class);
    }

    /** MS-NLMP 3.2.5.1.2: the response is computed without the domain that the message names. */
    @Test
    void clientsThatLeaveTheDomainOutOfTheirComputationLogOn() throws Exception {
        NtlmClient client = new NtlmClient(
                Credentials.ofPassword(Scene.USER, "", "", Scene.PASSWORD),
                new ClientOptions(Scene.ALL, Protection.NONE, Optional.empty(), Optional.empty()),
                Scene.CLOCK,
                new Random(4));
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        TargetInfo withoutTime = new TargetInfo(Scene.challenge(pending).targetInfo().orElseThrow().pairs().stream()
                .filter(pair -> pair.id() != AvId.TIMESTAMP.number())
                .toList());
        ChallengeMessage sent = Messages.withTargetInfo(Scene.challenge(pending), withoutTime);
        PendingLogon shown = new PendingLogon(
                ServerPolicy.DEFAULT,
                Scene.CLOCK,
                Octets.copyOf(client.negotiate()),
                Octets.copyOf(sent.encode()),
                sent);
        Authentication answer = Scene.answer(client, sent.encode());

        assertThat(Scene.outcome(shown, Messages.inDomain(Scene.message(answer), Scene.DOMAIN)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void theKeyMayComeFromElsewhere() throws Exception {
        NtlmClient client = Scene.client(Protection.SEALED);
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        Authentication answer = Scene.answer(client, pending.challenge());
        Claim claim = (Claim) pending.authenticate(answer.authenticate().toByteArray());

        Verified verified = (Verified) claim.accept(judgedElsewhere(claim));

        assertThat(verified.keys().exportedSessionKey()).isEqualTo(answer.keys().exportedSessionKey());
        assertThat(claim.accept(Octets.zeros(16))).isEqualTo(new Refused(Refusal.WRONG_MIC));
        assertThatThrownBy(() -> claim.accept(Octets.zeros(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8 octets, not 16");
    }

    /** As a domain controller does it, with nothing but what a claim shows. */
    private static Octets judgedElsewhere(Claim claim) throws Exception {
        Octets responseKey = OneWayFunctions.v2(Scene.HASHES.nt(), claim.user(), claim.domain());
        return KeyDerivation.sessionBaseKeyV2(
                responseKey, NtlmV2Response.decode(claim.ntResponse()).proof());
    }

    @Test
    void aLogonMustNotBeOlderOrNewerThanTheSkewAllows() throws Exception {
        NtlmClient client = Scene.client(Protection.NONE);
        for (int hours : new int[] {-37, -35, 35, 37}) {
            byte[] negotiate = client.negotiate();
            PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), negotiate);
            Authentication answer = Scene.answer(client, pending.challenge());
            PendingLogon later = new PendingLogon(
                    ServerPolicy.DEFAULT,
                    InstantSource.fixed(Scene.NOW.plus(Duration.ofHours(hours))),
                    Octets.copyOf(negotiate),
                    Octets.copyOf(pending.challenge()),
                    Scene.challenge(pending));
            Object outcome = Scene.outcome(later, answer.authenticate().toByteArray());
            if (Math.abs(hours) > 36) {
                assertThat(outcome).isEqualTo(new Refused(Refusal.CLOCK_SKEW));
            } else {
                assertThat(outcome).isInstanceOf(Verified.class);
            }
        }
    }

    @Test
    void theChallengeIsAsMsNlmpWants() throws Exception {
        ChallengeMessage challenge = Scene.challenge(Scene.pending(
                Scene.server(ServerPolicy.DEFAULT),
                Scene.client(Protection.SEALED).negotiate()));

        assertThat(challenge.targetName()).isEqualTo(Scene.DOMAIN);
        assertThat(challenge.flags())
                .isEqualTo(ClientOptions.of(Protection.SEALED)
                        .asks()
                        .with(NegotiateFlag.TARGET_INFO, NegotiateFlag.TARGET_TYPE_DOMAIN));
        assertThat(challenge.version()).isEqualTo(Version.OURS);
        TargetInfo info = challenge.targetInfo().orElseThrow();
        assertThat(info.text(AvId.NB_COMPUTER_NAME)).contains("ILS");
        assertThat(info.text(AvId.NB_DOMAIN_NAME)).contains("ROME");
        assertThat(info.text(AvId.DNS_COMPUTER_NAME)).contains("ils.rome.example");
        assertThat(info.text(AvId.DNS_DOMAIN_NAME)).contains("rome.example");
        assertThat(info.text(AvId.DNS_TREE_NAME)).contains("example");
        assertThat(info.timestamp().orElseThrow().toInstant()).isEqualTo(Scene.NOW);
    }

    @Test
    void aServerWithoutDomainNamesItself() throws Exception {
        NtlmServer server = new NtlmServer(
                ServerTarget.standalone("ILS", Optional.empty()), ServerPolicy.DEFAULT, Scene.CLOCK, new Random(1));
        ChallengeMessage challenge = Scene.challenge(
                Scene.pending(server, Scene.client(Protection.NONE).negotiate()));

        assertThat(challenge.targetName()).isEqualTo("ILS");
        assertThat(challenge.flags().has(NegotiateFlag.TARGET_TYPE_SERVER)).isTrue();
        assertThat(challenge.targetInfo().orElseThrow().text(AvId.NB_DOMAIN_NAME))
                .contains("ILS");
        assertThat(challenge.targetInfo().orElseThrow().text(AvId.DNS_COMPUTER_NAME))
                .isEmpty();
    }

    @Test
    void nothingIsGrantedThatWasNotAskedFor() throws Exception {
        byte[] least = new NegotiateMessage(NegotiateFlags.of(NegotiateFlag.OEM), "", "", Version.UNKNOWN).encode();
        ChallengeMessage challenge = Scene.challenge(Scene.pending(Scene.server(ServerPolicy.DEFAULT), least));

        assertThat(challenge.flags())
                .isEqualTo(NegotiateFlags.of(
                        NegotiateFlag.OEM,
                        NegotiateFlag.REQUEST_TARGET,
                        NegotiateFlag.NTLM,
                        NegotiateFlag.ALWAYS_SIGN,
                        NegotiateFlag.TARGET_TYPE_DOMAIN,
                        NegotiateFlag.TARGET_INFO));
    }

    @Test
    void everyChallengeHasAnotherNonce() throws Exception {
        NtlmServer server = Scene.server(ServerPolicy.DEFAULT);
        byte[] negotiate = Scene.client(Protection.NONE).negotiate();

        assertThat(Scene.challenge(Scene.pending(server, negotiate)).serverChallenge())
                .isNotEqualTo(Scene.challenge(Scene.pending(server, negotiate)).serverChallenge());
    }

    @Test
    void aResponseToOneChallengeIsNoneToAnother() throws Exception {
        NtlmServer server = Scene.server(ServerPolicy.DEFAULT);
        NtlmClient client = Scene.client(Protection.NONE);
        PendingLogon first = Scene.pending(server, client.negotiate());
        PendingLogon second = Scene.pending(server, client.negotiate());

        assertThat(Scene.outcome(
                        second,
                        Scene.answer(client, first.challenge()).authenticate().toByteArray()))
                .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    @Test
    void theChannelMustBeTheSameAtBothEnds() throws Exception {
        Octets other = ChannelBindings.hash("tls-server-end-point:two".getBytes(StandardCharsets.US_ASCII));

        for (boolean required : new boolean[] {false, true}) {
            ServerPolicy policy = Scene.boundTo(CHANNEL, required);
            assertThat(over(policy, Optional.of(CHANNEL))).isInstanceOf(Verified.class);
            assertThat(over(policy, Optional.of(other))).isEqualTo(new Refused(Refusal.WRONG_CHANNEL));
        }
        assertThat(over(Scene.boundTo(CHANNEL, false), Optional.empty())).isInstanceOf(Verified.class);
        assertThat(over(Scene.boundTo(CHANNEL, true), Optional.empty()))
                .isEqualTo(new Refused(Refusal.MISSING_CHANNEL));
        assertThat(over(ServerPolicy.DEFAULT, Optional.of(CHANNEL))).isInstanceOf(Verified.class);
    }

    private static Object over(ServerPolicy policy, Optional<Octets> channel) throws Exception {
        NtlmClient client = Scene.client(new ClientOptions(
                ClientOptions.of(Protection.NONE).asks(), Protection.NONE, channel, Optional.of("ldap/ils")));
        PendingLogon pending = Scene.pending(Scene.server(policy), client.negotiate());
        return Scene.outcome(
                pending,
                Scene.answer(client, pending.challenge()).authenticate().toByteArray());
    }

    @Test
    void theClientSaysWhomItMeansAndThatItSendsAMic() throws Exception {
        NtlmClient client = Scene.client(
                new ClientOptions(Scene.ALL, Protection.NONE, Optional.of(CHANNEL), Optional.of("ldap/ils")));
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        TargetInfo said = NtlmV2Response.decode(
                        Scene.message(Scene.answer(client, pending.challenge())).ntResponse())
                .challenge()
                .targetInfo();

        assertThat(said.text(AvId.TARGET_NAME)).contains("ldap/ils");
        assertThat(said.channelBindings()).contains(CHANNEL);
        assertThat(said.saysMic()).isTrue();
    }

    @Test
    void nothingThatIsShownHoldsAKey() throws Exception {
        NtlmClient client = Scene.client(Protection.SEALED);
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        Authentication answer = Scene.answer(client, pending.challenge());
        Object verified = Scene.outcome(pending, answer.authenticate().toByteArray());

        assertThat(verified.toString()).contains("exportedSessionKey=16 octets");
        assertThat(answer.toString()).contains("exportedSessionKey=16 octets");
        assertThat(Scene.CREDENTIALS.toString()).contains("ntHash=16 octets");
        assertThat(Scene.HASHES.toString()).contains("nt=16 octets");
    }

    private static Claim claim() throws Exception {
        NtlmClient client = Scene.client(Protection.NONE);
        PendingLogon pending = Scene.pending(Scene.server(ServerPolicy.DEFAULT), client.negotiate());
        return (Claim) pending.authenticate(
                Scene.answer(client, pending.challenge()).authenticate().toByteArray());
    }
}
