package org.rollcall.access.ntlm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.access.ntlm.message.Hex.octets;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.Version;

/** MS-NLMP 4.2.3, clause by clause: NTLMv1 with a client challenge. */
class ExtendedNtlmV1VectorsTest {
    private static final NegotiateFlags FLAGS = NegotiateFlags.of(
            NegotiateFlag.KEY_56,
            NegotiateFlag.VERSION,
            NegotiateFlag.EXTENDED_SESSION_SECURITY,
            NegotiateFlag.TARGET_TYPE_SERVER,
            NegotiateFlag.ALWAYS_SIGN,
            NegotiateFlag.NTLM,
            NegotiateFlag.SEAL,
            NegotiateFlag.SIGN,
            NegotiateFlag.OEM,
            NegotiateFlag.UNICODE);

    private static final Octets SESSION_BASE_KEY = octets("d87262b0cde4b1cb7499becccdf10784");
    private static final Octets KEY_EXCHANGE_KEY = octets("eb93429a8bd952f8b89c55b87f475edc");
    private static final Octets LM_RESPONSE = octets("aaaaaaaaaaaaaaaa00000000000000000000000000000000");
    private static final Octets NT_RESPONSE = octets("7537f803ae367128ca458204bde7caf81e97ed2683267232");

    @Test
    @DisplayName("4.2.3: the flags")
    void flags() {
        assertThat(FLAGS).isEqualTo(new NegotiateFlags(0x820A8233));
    }

    @Test
    @DisplayName("4.2.3.1.1 NTOWFv1()")
    void ntHash() {
        assertThat(OneWayFunctions.ntV1(Vectors.password())).isEqualTo(Vectors.NT_HASH);
    }

    @Test
    @DisplayName("4.2.3.1.2 Session Base Key")
    void sessionBaseKey() {
        assertThat(KeyDerivation.sessionBaseKeyV1(Vectors.NT_HASH)).isEqualTo(SESSION_BASE_KEY);
    }

    @Test
    @DisplayName("4.2.3.1.3 Key Exchange Key")
    void keyExchangeKey() {
        assertThat(KeyDerivation.keyExchangeKeyV1(
                        FLAGS, SESSION_BASE_KEY, Vectors.SERVER_CHALLENGE, LM_RESPONSE, Optional.empty()))
                .isEqualTo(KEY_EXCHANGE_KEY);
    }

    @Test
    @DisplayName("4.2.3.2.1 LMv1 Response")
    void lmResponse() {
        assertThat(Responses.lmV1Extended(Vectors.CLIENT_CHALLENGE)).isEqualTo(LM_RESPONSE);
    }

    @Test
    @DisplayName("4.2.3.2.2 NTLMv1 Response")
    void ntResponse() {
        assertThat(Responses.v1Extended(Vectors.NT_HASH, Vectors.SERVER_CHALLENGE, Vectors.CLIENT_CHALLENGE))
                .isEqualTo(NT_RESPONSE);
    }

    @Test
    @DisplayName("4.2.3.3 Messages: CHALLENGE_MESSAGE")
    void challengeMessage() throws Exception {
        ChallengeMessage message = new ChallengeMessage(
                Vectors.SERVER, FLAGS, Vectors.SERVER_CHALLENGE, Optional.empty(), new Version(6, 0, 6000, 15));

        Examples.assertMessage(message, Vectors.V1_EXTENDED_CHALLENGE);
    }

    @Test
    @DisplayName("4.2.3.3 Messages: AUTHENTICATE_MESSAGE")
    void authenticateMessage() throws Exception {
        AuthenticateMessage message = new AuthenticateMessage(
                new NegotiateFlags(0x82088235),
                Vectors.DOMAIN,
                Vectors.USER,
                Vectors.WORKSTATION,
                LM_RESPONSE,
                NT_RESPONSE,
                Octets.EMPTY,
                new Version(5, 1, 2600, 15),
                Optional.empty());

        Examples.assertMessage(message, FLAGS, Vectors.V1_EXTENDED_AUTHENTICATE);
    }

    @Test
    @DisplayName("4.2.3.4 GSS_WrapEx Examples: the keys")
    void keys() {
        assertThat(KeyDerivation.sealKey(FLAGS, KEY_EXCHANGE_KEY, Side.CLIENT))
                .isEqualTo(octets("04dd7f014d8504d265a25cc86a3a7c06"));
        assertThat(KeyDerivation.signKey(KEY_EXCHANGE_KEY, Side.CLIENT))
                .isEqualTo(octets("60e799be5c72fc92922ae8ebe961fb8d"));
    }

    @Test
    @DisplayName("4.2.3.4 GSS_WrapEx Examples")
    void wrap() throws Exception {
        Examples.assertWrap(
                new SessionKeys(FLAGS, KEY_EXCHANGE_KEY),
                octets("01000000 ff2aeb52f681793a 00000000 a02372f6530273f3aa1eb90190ce5200c99d"));
    }
}
