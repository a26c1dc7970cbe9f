package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.ntlm.message.Hex.bytes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.crypto.KeyDerivation;
import org.rollcall.access.ntlm.crypto.PasswordHashes;
import org.rollcall.access.ntlm.crypto.Responses;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.crypto.Side;
import org.rollcall.access.ntlm.crypto.Vectors;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.FileTime;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NegotiateMessage;
import org.rollcall.access.ntlm.message.Version;

/** Clients of the time before NTLMv2, and the examples of MS-NLMP seen from the server. */
class OldClientsTest {
    private static final NegotiateFlags NT4 = NegotiateFlags.of(
            NegotiateFlag.UNICODE,
            NegotiateFlag.OEM,
            NegotiateFlag.REQUEST_TARGET,
            NegotiateFlag.SIGN,
            NegotiateFlag.NTLM,
            NegotiateFlag.LM_KEY,
            NegotiateFlag.ALWAYS_SIGN);

    private static PendingLogon pending(ServerPolicy policy, NegotiateFlags asks) throws Exception {
        return Scene.pending(Scene.server(policy), new NegotiateMessage(asks, "", "", Version.UNKNOWN).encode());
    }

    /** As the first systems with a session key sent it: no version, no MIC. */
    private static AuthenticateMessage answer(PendingLogon pending, NegotiateFlags asks, Octets lm, Octets nt)
            throws Exception {
        return new AuthenticateMessage(
                Scene.challenge(pending).flags().and(asks).without(NegotiateFlag.OEM),
                Scene.DOMAIN,
                Scene.USER,
                Scene.WORKSTATION,
                lm,
                nt,
                Octets.EMPTY,
                Version.UNKNOWN,
                Optional.empty());
    }

    @Test
    void ntlmV1LogsOnWhereAllowedAndSigns() throws Exception {
        PendingLogon pending = pending(Scene.lenient(), NT4);
        Octets nonce = Scene.challenge(pending).serverChallenge();
        Octets nt = Responses.v1(Scene.HASHES.nt(), nonce);
        Verified verified = (Verified) Scene.outcome(pending, answer(pending, NT4, nt, nt));

        Octets sessionBaseKey = KeyDerivation.sessionBaseKeyV1(Scene.HASHES.nt());
        assertThat(verified.keys().exportedSessionKey()).isEqualTo(sessionBaseKey);
        assertThat(verified.keys().flags().has(NegotiateFlag.LM_KEY)).isFalse();
        SecurityContext client = new SessionKeys(verified.keys().flags(), sessionBaseKey)
                .securityContext(Side.CLIENT)
                .orElseThrow();
        byte[] message = "search".getBytes(StandardCharsets.US_ASCII);
        assertThat(verified.keys().securityContext(Side.SERVER).orElseThrow().unwrap(client.wrap(message)))
                .isEqualTo(message);
    }

    @Test
    void ntlmV1NeedsNoLmResponse() throws Exception {
        PendingLogon pending = pending(Scene.lenient(), NT4);
        Octets nt = Responses.v1(Scene.HASHES.nt(), Scene.challenge(pending).serverChallenge());

        assertThat(Scene.outcome(pending, answer(pending, NT4, Octets.EMPTY, nt)))
                .isInstanceOf(Verified.class);
    }

    @Test
    void ntlmV1WithAClientChallengeLogsOnWhereAllowed() throws Exception {
        NegotiateFlags asks = NT4.with(NegotiateFlag.EXTENDED_SESSION_SECURITY);
        PendingLogon pending = pending(Scene.lenient(), asks);
        Octets serverNonce = Scene.challenge(pending).serverChallenge();
        Octets lm = Responses.lmV1Extended(Octets.copyOf(bytes("0102030405060708")));
        Octets nt = Responses.v1Extended(Scene.HASHES.nt(), serverNonce, lm.slice(0, 8));
        Claim claim = (Claim) pending.authenticate(answer(pending, asks, lm, nt).encode());

        Verified verified = (Verified) claim.verify(Optional.of(Scene.HASHES));

        Octets sessionBaseKey = KeyDerivation.sessionBaseKeyV1(Scene.HASHES.nt());
        assertThat(verified.keys().exportedSessionKey())
                .isEqualTo(KeyDerivation.keyExchangeKeyV1(asks, sessionBaseKey, serverNonce, lm, Optional.empty()));
        assertThat(claim.accept(sessionBaseKey)).isEqualTo(verified);
        assertThat(claim.verify(Optional.of(PasswordHashes.of("other".toCharArray()))))
                .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    @Test
    void anLmResponseAloneLogsOnWhereAllowedAndTheHashIsKept() throws Exception {
        PendingLogon pending = pending(Scene.lenient(), NT4);
        Octets lm = Responses.v1(
                Scene.HASHES.lm().orElseThrow(), Scene.challenge(pending).serverChallenge());
        Claim claim = (Claim)
                pending.authenticate(answer(pending, NT4, lm, Octets.EMPTY).encode());

        assertThat(claim.verify(Optional.of(Scene.HASHES))).isInstanceOf(Verified.class);
        assertThat(claim.verify(Optional.of(new PasswordHashes(Scene.HASHES.nt(), Optional.empty()))))
                .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    @Test
    void anLmResponseDoesNotStandInForAWrongNtResponse() throws Exception {
        PendingLogon pending = pending(Scene.lenient(), NT4);
        Octets lm = Responses.v1(
                Scene.HASHES.lm().orElseThrow(), Scene.challenge(pending).serverChallenge());

        assertThat(Scene.outcome(pending, answer(pending, NT4, lm, Octets.zeros(24))))
                .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    @Test
    void responsesOfOtherLengthsAreRefused() throws Exception {
        NegotiateFlags extended = NT4.with(NegotiateFlag.EXTENDED_SESSION_SECURITY);
        PendingLogon pending = pending(Scene.lenient(), extended);

        for (int[] lengths : new int[][] {{0, 0}, {24, 23}, {8, 0}, {23, 24}, {0, 24}, {1, 1}}) {
            assertThat(Scene.outcome(
                            pending, answer(pending, extended, Octets.zeros(lengths[0]), Octets.zeros(lengths[1]))))
                    .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
        }
    }

    @Test
    void oldResponsesCannotNameAChannel() throws Exception {
        PendingLogon pending = pending(Scene.boundTo(Octets.zeros(16), true), NT4.without(NegotiateFlag.SIGN));
        Octets nt = Responses.v1(Scene.HASHES.nt(), Scene.challenge(pending).serverChallenge());

        assertThat(Scene.outcome(pending, answer(pending, NT4, nt, nt)))
                .isEqualTo(new Refused(Refusal.MISSING_CHANNEL));
    }

    /** No flags, no session key, OEM names: the header ends behind the workstation. */
    @Test
    void aMessageOfWindows9xIsRead() throws Exception {
        PendingLogon pending =
                Scene.pending(Scene.server(Scene.lenient()), bytes("4e544c4d53535000 01000000 02020000"));
        Octets nt = Responses.v1(Scene.HASHES.nt(), Scene.challenge(pending).serverChallenge());
        byte[] message = Octets.concat(Octets.copyOf(bytes("""
                                4e544c4d53535000 03000000
                                1800 1800 40000000
                                1800 1800 58000000
                                0400 0400 34000000
                                0400 0400 38000000
                                0300 0300 3c000000
                                524f4d45 6a94 7267 50433700""")), nt, nt).toByteArray();

        Verified verified = (Verified) Scene.outcome(pending, message);

        assertThat(verified.user()).isEqualTo("jörg");
        assertThat(verified.domain()).isEqualTo("ROME");
        assertThat(verified.workstation()).isEqualTo("PC7");
    }

    @Test
    void nobodyIsAnonymousUnlessAllowed() throws Exception {
        PendingLogon strict = pending(ServerPolicy.DEFAULT, NT4);
        PendingLogon lenient = pending(Scene.lenient(), NT4);

        for (Octets lm : new Octets[] {Octets.EMPTY, Octets.zeros(1)}) {
            assertThat(Scene.outcome(strict, anonymous(strict, lm))).isEqualTo(new Refused(Refusal.ANONYMOUS));
            Anonymous anonymous = (Anonymous) Scene.outcome(lenient, anonymous(lenient, lm));
            assertThat(anonymous.keys().exportedSessionKey()).isEqualTo(Octets.zeros(16));
        }
        assertThat(Scene.outcome(lenient, anonymous(lenient, Octets.copyOf(new byte[] {1}))))
                .isEqualTo(new Refused(Refusal.WRONG_CREDENTIALS));
    }

    @Test
    void nobodyIsAnonymousWhereMessagesMustBeSigned() throws Exception {
        ServerPolicy policy = new ServerPolicy(
                Protection.SEALED,
                Protection.SIGNED,
                true,
                true,
                Optional.empty(),
                false,
                ServerPolicy.DEFAULT_MAX_SKEW);
        PendingLogon pending = pending(policy, Scene.ALL);

        assertThat(Scene.outcome(pending, anonymous(pending, Octets.EMPTY)))
                .isEqualTo(new Refused(Refusal.WEAK_SESSION));
    }

    private static AuthenticateMessage anonymous(PendingLogon pending, Octets lm) throws Exception {
        AuthenticateMessage named = answer(pending, NT4, lm, Octets.EMPTY);
        return new AuthenticateMessage(
                named.flags(), "", "", "", lm, Octets.EMPTY, Octets.EMPTY, Version.UNKNOWN, Optional.empty());
    }

    @Test
    @DisplayName("MS-NLMP 4.2.2.3: the server accepts the message")
    void example1() throws Exception {
        Verified verified = (Verified) example(Vectors.V1_CHALLENGE, Vectors.V1_AUTHENTICATE);

        assertThat(verified.keys().exportedSessionKey()).isEqualTo(Vectors.RANDOM_SESSION_KEY);
    }

    @Test
    @DisplayName("MS-NLMP 4.2.3.3: the server accepts the message")
    void example2() throws Exception {
        Verified verified = (Verified) example(Vectors.V1_EXTENDED_CHALLENGE, Vectors.V1_EXTENDED_AUTHENTICATE);

        assertThat(verified.keys().exportedSessionKey())
                .isEqualTo(Octets.copyOf(bytes("eb93429a8bd952f8b89c55b87f475edc")));
    }

    @Test
    @DisplayName("MS-NLMP 4.2.4.3: the server accepts the message")
    void example3() throws Exception {
        Verified verified = (Verified) example(Vectors.V2_CHALLENGE, Vectors.V2_AUTHENTICATE);

        assertThat(verified.keys().exportedSessionKey()).isEqualTo(Vectors.RANDOM_SESSION_KEY);
        assertThat(verified.user()).isEqualTo(Vectors.USER);
        assertThat(verified.domain()).isEqualTo(Vectors.DOMAIN);
        assertThat(verified.workstation()).isEqualTo(Vectors.WORKSTATION);
    }

    /** The examples were made when Windows began to count. */
    private static Verdict example(Octets challenge, Octets authenticate) throws Exception {
        Instant beginning = new FileTime(0).toInstant();
        PendingLogon pending = new PendingLogon(
                Scene.lenient(),
                InstantSource.fixed(beginning),
                Octets.EMPTY,
                challenge,
                ChallengeMessage.decode(challenge.toByteArray()));
        Claim claim = (Claim) pending.authenticate(authenticate.toByteArray());
        return claim.verify(Optional.of(new PasswordHashes(Vectors.NT_HASH, Optional.of(Vectors.LM_HASH))));
    }
}
