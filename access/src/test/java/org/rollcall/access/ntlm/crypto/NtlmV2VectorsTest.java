package org.rollcall.access.ntlm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.ntlm.message.Hex.octets;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.AvId;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.ClientChallenge;
import org.rollcall.access.ntlm.message.FileTime;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.NtlmV2Response;
import org.rollcall.access.ntlm.message.TargetInfo;
import org.rollcall.access.ntlm.message.Version;

/** MS-NLMP 4.2.4, clause by clause. */
class NtlmV2VectorsTest {
    private static final NegotiateFlags FLAGS = NegotiateFlags.of(
            NegotiateFlag.KEY_EXCHANGE,
            NegotiateFlag.KEY_56,
            NegotiateFlag.KEY_128,
            NegotiateFlag.VERSION,
            NegotiateFlag.TARGET_INFO,
            NegotiateFlag.EXTENDED_SESSION_SECURITY,
            NegotiateFlag.TARGET_TYPE_SERVER,
            NegotiateFlag.ALWAYS_SIGN,
            NegotiateFlag.NTLM,
            NegotiateFlag.SEAL,
            NegotiateFlag.SIGN,
            NegotiateFlag.OEM,
            NegotiateFlag.UNICODE);

    private static final TargetInfo TARGET_INFO = TargetInfo.EMPTY
            .withText(AvId.NB_DOMAIN_NAME, Vectors.DOMAIN)
            .withText(AvId.NB_COMPUTER_NAME, Vectors.SERVER);

    private static final ClientChallenge CLAIMS =
            new ClientChallenge(new FileTime(0), Vectors.CLIENT_CHALLENGE, TARGET_INFO);

    private static final Octets RESPONSE_KEY = octets("0c868a403bfd7a93a3001ef22ef02e3f");
    private static final Octets SESSION_BASE_KEY = octets("8de40ccadbc14a82f15cb0ad0de95ca3");
    private static final Octets PROOF = octets("68cd0ab851e51c96aabc927bebef6a1c");
    private static final Octets LM_RESPONSE = octets("86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa");
    private static final Octets ENCRYPTED_SESSION_KEY = octets("c5dad2544fc9799094ce1ce90bc9d03e");

    @Test
    @DisplayName("4.2.4: the flags")
    void flags() {
        assertThat(FLAGS).isEqualTo(new NegotiateFlags(0xE28A8233));
    }

    @Test
    @DisplayName("4.2.4.1.1 NTOWFv2() and LMOWFv2()")
    void responseKey() {
        assertThat(OneWayFunctions.v2(Vectors.NT_HASH, Vectors.USER, Vectors.DOMAIN))
                .isEqualTo(RESPONSE_KEY);
    }

    @Test
    @DisplayName("4.2.4.1.2 Session Base Key")
    void sessionBaseKey() {
        assertThat(KeyDerivation.sessionBaseKeyV2(RESPONSE_KEY, PROOF)).isEqualTo(SESSION_BASE_KEY);
    }

    @Test
    @DisplayName("4.2.4.1.3 temp")
    void temp() {
        assertThat(CLAIMS.encode()).isEqualTo(octets("""
                01 01 00 00 00 00 00 00 00 00 00 00
                00 00 00 00 aa aa aa aa aa aa aa aa 00 00 00 00
                02 00 0c 00 44 00 6f 00 6d 00 61 00 69 00 6e 00
                01 00 0c 00 53 00 65 00 72 00 76 00 65 00 72 00
                00 00 00 00 00 00 00 00"""));
    }

    @Test
    @DisplayName("4.2.4.2.1 LMv2 Response")
    void lmResponse() {
        assertThat(Responses.lmV2(RESPONSE_KEY, Vectors.SERVER_CHALLENGE, Vectors.CLIENT_CHALLENGE))
                .isEqualTo(LM_RESPONSE);
    }

    @Test
    @DisplayName("4.2.4.2.2 NTLMv2 Response")
    void proof() {
        assertThat(Responses.v2Proof(RESPONSE_KEY, Vectors.SERVER_CHALLENGE, CLAIMS.encode()))
                .isEqualTo(PROOF);
    }

    @Test
    @DisplayName("4.2.4.2.3 Encrypted Session Key")
    void encryptedSessionKey() {
        assertThat(KeyDerivation.exchange(SESSION_BASE_KEY, Vectors.RANDOM_SESSION_KEY))
                .isEqualTo(ENCRYPTED_SESSION_KEY);
    }

    @Test
    @DisplayName("4.2.4.3 Messages: CHALLENGE_MESSAGE")
    void challengeMessage() throws Exception {
        ChallengeMessage message = new ChallengeMessage(
                Vectors.SERVER, FLAGS, Vectors.SERVER_CHALLENGE, Optional.of(TARGET_INFO), new Version(6, 0, 6000, 15));

        Examples.assertMessage(message, Vectors.V2_CHALLENGE);
    }

    @Test
    @DisplayName("4.2.4.3 Messages: AUTHENTICATE_MESSAGE")
    void authenticateMessage() throws Exception {
        AuthenticateMessage message = new AuthenticateMessage(
                new NegotiateFlags(0xE2888235),
                Vectors.DOMAIN,
                Vectors.USER,
                Vectors.WORKSTATION,
                LM_RESPONSE,
                Octets.concat(PROOF, CLAIMS.encode()),
                ENCRYPTED_SESSION_KEY,
                new Version(5, 1, 2600, 15),
                Optional.empty());

        Examples.assertMessage(message, FLAGS, Vectors.V2_AUTHENTICATE);
        assertThat(NtlmV2Response.decode(message.ntResponse()))
                .isEqualTo(new NtlmV2Response(PROOF, CLAIMS.encode(), CLAIMS));
    }

    @Test
    @DisplayName("4.2.4.4 GSS_WrapEx Examples: the keys")
    void keys() {
        assertThat(KeyDerivation.sealKey(FLAGS, Vectors.RANDOM_SESSION_KEY, Side.CLIENT))
                .isEqualTo(octets("59f600973cc4960a25480a7c196e4c58"));
        assertThat(KeyDerivation.signKey(Vectors.RANDOM_SESSION_KEY, Side.CLIENT))
                .isEqualTo(octets("4788dc861b4782f35d43fd98fe1a2d39"));
    }

    @Test
    @DisplayName("4.2.4.4 GSS_WrapEx Examples")
    void wrap() throws Exception {
        Examples.assertWrap(
                new SessionKeys(FLAGS, Vectors.RANDOM_SESSION_KEY),
                octets("01000000 7fb38ec5c55d4976 00000000 54e50165bf1936dc996020c1811b0f06fb5f"));
    }
}
