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

/** MS-NLMP 4.2.2, clause by clause. */
class NtlmV1VectorsTest {
    private static final NegotiateFlags FLAGS = NegotiateFlags.of(
            NegotiateFlag.KEY_EXCHANGE,
            NegotiateFlag.KEY_56,
            NegotiateFlag.KEY_128,
            NegotiateFlag.VERSION,
            NegotiateFlag.TARGET_TYPE_SERVER,
            NegotiateFlag.ALWAYS_SIGN,
            NegotiateFlag.NTLM,
            NegotiateFlag.SEAL,
            NegotiateFlag.SIGN,
            NegotiateFlag.OEM,
            NegotiateFlag.UNICODE);

    private static final Octets SESSION_BASE_KEY = octets("d87262b0cde4b1cb7499becccdf10784");
    private static final Octets NT_RESPONSE = octets("67c43011f30298a2ad35ece64f16331c44bdbed927841f94");
    private static final Octets LM_RESPONSE = octets("98def7b87f88aa5dafe2df779688a172def11c7d5ccdef13");
    private static final Octets ENCRYPTED_SESSION_KEY = octets("518822b1b3f350c8958682ecbb3e3cb7");

    @Test
    @DisplayName("4.2.2: the flags")
    void flags() {
        assertThat(FLAGS).isEqualTo(new NegotiateFlags(0xE2028233));
    }

    @Test
    @DisplayName("4.2.2.1.1 LMOWFv1()")
    void lmHash() {
        assertThat(OneWayFunctions.lmV1(Vectors.password())).contains(Vectors.LM_HASH);
    }

    @Test
    @DisplayName("4.2.2.1.2 NTOWFv1()")
    void ntHash() {
        assertThat(OneWayFunctions.ntV1(Vectors.password())).isEqualTo(Vectors.NT_HASH);
    }

    @Test
    @DisplayName("4.2.2.1.3 Session Base Key and Key Exchange Key")
    void sessionBaseKey() {
        assertThat(KeyDerivation.sessionBaseKeyV1(Vectors.NT_HASH)).isEqualTo(SESSION_BASE_KEY);
        assertThat(keyExchangeKey(FLAGS)).isEqualTo(SESSION_BASE_KEY);
    }

    @Test
    @DisplayName("4.2.2.2.1 NTLMv1 Response")
    void ntResponse() {
        assertThat(Responses.v1(Vectors.NT_HASH, Vectors.SERVER_CHALLENGE)).isEqualTo(NT_RESPONSE);
    }

    @Test
    @DisplayName("4.2.2.2.2 LMv1 Response")
    void lmResponse() {
        assertThat(Responses.v1(Vectors.LM_HASH, Vectors.SERVER_CHALLENGE)).isEqualTo(LM_RESPONSE);
    }

    @Test
    @DisplayName("4.2.2.2.2: the key exchange key with NTLMSSP_NEGOTIATE_LM_KEY")
    void keyExchangeKeyFromTheLmHash() {
        assertThat(keyExchangeKey(FLAGS.with(NegotiateFlag.LM_KEY)))
                .isEqualTo(octets("b09e379f7fbecb1eaf0afdcb0383c8a0"));
    }

    @Test
    @DisplayName("4.2.2.2.3 Encrypted Session Key")
    void encryptedSessionKey() {
        assertThat(encryptedSessionKey(FLAGS)).isEqualTo(ENCRYPTED_SESSION_KEY);
    }

    @Test
    @DisplayName("4.2.2.2.3: with NTLMSSP_REQUEST_NON_NT_SESSION_KEY")
    void encryptedSessionKeyUnderHalfOfTheLmHash() {
        assertThat(encryptedSessionKey(FLAGS.with(NegotiateFlag.REQUEST_NON_NT_SESSION_KEY)))
                .isEqualTo(octets("7452ca55c225a1ca04b48fae32cf56fc"));
    }

    @Test
    @DisplayName("4.2.2.2.3: with NTLMSSP_NEGOTIATE_LM_KEY")
    void encryptedSessionKeyUnderTheKeyFromTheLmHash() {
        assertThat(encryptedSessionKey(FLAGS.with(NegotiateFlag.LM_KEY)))
                .isEqualTo(octets("4cd7bb57d697ef9b549f02b8f9b37864"));
    }

    private static Octets keyExchangeKey(NegotiateFlags flags) {
        return KeyDerivation.keyExchangeKeyV1(
                flags, SESSION_BASE_KEY, Vectors.SERVER_CHALLENGE, LM_RESPONSE, Optional.of(Vectors.LM_HASH));
    }

    private static Octets encryptedSessionKey(NegotiateFlags flags) {
        return KeyDerivation.exchange(keyExchangeKey(flags), Vectors.RANDOM_SESSION_KEY);
    }

    @Test
    @DisplayName("4.2.2.3 Messages: CHALLENGE_MESSAGE")
    void challengeMessage() throws Exception {
        ChallengeMessage message = new ChallengeMessage(
                Vectors.SERVER, FLAGS, Vectors.SERVER_CHALLENGE, Optional.empty(), new Version(6, 0, 6000, 15));

        Examples.assertMessage(message, Vectors.V1_CHALLENGE);
    }

    @Test
    @DisplayName("4.2.2.3 Messages: AUTHENTICATE_MESSAGE")
    void authenticateMessage() throws Exception {
        AuthenticateMessage message = new AuthenticateMessage(
                new NegotiateFlags(0xE2808235),
                Vectors.DOMAIN,
                Vectors.USER,
                Vectors.WORKSTATION,
                LM_RESPONSE,
                NT_RESPONSE,
                ENCRYPTED_SESSION_KEY,
                new Version(5, 1, 2600, 15),
                Optional.empty());

        Examples.assertMessage(message, FLAGS, Vectors.V1_AUTHENTICATE);
    }

    @Test
    @DisplayName("4.2.2.4 GSS_WrapEx Examples")
    void wrap() throws Exception {
        Examples.assertWrap(
                new SessionKeys(FLAGS, Vectors.RANDOM_SESSION_KEY),
                octets("01000000 45c844e5 09dcd1df 2e459d36 56fe04d861f9319af0d7238a2e3b4d457fb8"));
    }
}
