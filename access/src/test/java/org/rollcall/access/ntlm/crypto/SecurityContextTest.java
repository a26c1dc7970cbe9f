package org.rollcall.access.ntlm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;

class SecurityContextTest {
    private static final NegotiateFlags SIGN = NegotiateFlags.of(NegotiateFlag.SIGN);
    private static final NegotiateFlags SEAL = NegotiateFlags.of(NegotiateFlag.SIGN, NegotiateFlag.SEAL);
    private static final NegotiateFlags STRONG = NegotiateFlags.of(
            NegotiateFlag.EXTENDED_SESSION_SECURITY, NegotiateFlag.KEY_128, NegotiateFlag.KEY_EXCHANGE);
    private static final byte[] MESSAGE = "search for everybody".getBytes(StandardCharsets.US_ASCII);

    private record Pair(SecurityContext client, SecurityContext server) {
        static Pair of(NegotiateFlags flags) {
            SessionKeys keys = new SessionKeys(flags, Vectors.RANDOM_SESSION_KEY);
            return new Pair(
                    keys.securityContext(Side.CLIENT).orElseThrow(),
                    keys.securityContext(Side.SERVER).orElseThrow());
        }
    }

    static List<NegotiateFlags> kinds() {
        return List.of(
                SIGN,
                SEAL,
                SEAL.with(NegotiateFlag.LM_KEY),
                SEAL.with(NegotiateFlag.LM_KEY, NegotiateFlag.KEY_56),
                SIGN.with(NegotiateFlag.EXTENDED_SESSION_SECURITY),
                SEAL.with(NegotiateFlag.EXTENDED_SESSION_SECURITY),
                SIGN.or(STRONG),
                SEAL.or(STRONG));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatBothSidesHaveIsSignedBeforeAllMessages(NegotiateFlags flags) throws Exception {
        Pair pair = Pair.of(flags);
        byte[] list = "what we agreed upon".getBytes(StandardCharsets.US_ASCII);

        pair.server().verify(list, pair.client().sign(list));
        pair.client().verify(list, pair.server().sign(list));

        byte[] wrapped = pair.client().wrap(MESSAGE);
        assertThat(pair.server().unwrap(wrapped)).isEqualTo(MESSAGE);
        assertThat(pair.client().unwrap(pair.server().wrap(MESSAGE))).isEqualTo(MESSAGE);
        // The stream of the key began anew, and the count went on.
        byte[] first = Pair.of(flags).client().wrap(MESSAGE);
        assertThat(Arrays.copyOfRange(wrapped, SecurityContext.SIGNATURE_OCTETS, wrapped.length))
                .isEqualTo(Arrays.copyOfRange(first, SecurityContext.SIGNATURE_OCTETS, first.length));
        assertThat(Arrays.copyOf(wrapped, SecurityContext.SIGNATURE_OCTETS))
                .isNotEqualTo(Arrays.copyOf(first, SecurityContext.SIGNATURE_OCTETS));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aWrongSignatureOfWhatBothSidesHaveEndsTheConversation(NegotiateFlags flags) {
        for (int length : new int[] {0, 4, 15, 16, 17}) {
            Pair pair = Pair.of(flags);
            byte[] signature = pair.client().sign(MESSAGE);
            byte[] changed = Arrays.copyOf(signature, length);
            if (length == signature.length) {
                changed[length - 1] ^= 1;
            }

            assertThatThrownBy(() -> pair.server().verify(MESSAGE, changed))
                    .isInstanceOf(MessageSecurityException.class);
            assertThatThrownBy(() -> pair.server().verify(MESSAGE, signature))
                    .isInstanceOf(MessageSecurityException.class);
            assertThatThrownBy(() -> pair.server().unwrap(pair.client().wrap(MESSAGE)))
                    .isInstanceOf(MessageSecurityException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneWrongOctetIsNoticedAndEndsTheConversation(NegotiateFlags flags) throws Exception {
        byte[] wrapped = Pair.of(flags).client().wrap(MESSAGE);
        for (int i = 0; i < wrapped.length; i++) {
            boolean pad = !flags.has(NegotiateFlag.EXTENDED_SESSION_SECURITY) && i >= 4 && i < 8;
            byte[] changed = wrapped.clone();
            changed[i] ^= 0x40;
            SecurityContext server = Pair.of(flags).server();
            if (pad) {
                assertThat(server.unwrap(changed)).isEqualTo(MESSAGE);
            } else {
                assertThatThrownBy(() -> server.unwrap(changed))
                        .as("octet " + i)
                        .isInstanceOfSatisfying(
                                MessageSecurityException.class,
                                e -> assertThat(e.text()).contains("signature"));
                assertThatThrownBy(() -> server.unwrap(wrapped)).hasMessageContaining("earlier message");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMessageCountsOnceAndInItsTurn(NegotiateFlags flags) throws Exception {
        Pair pair = Pair.of(flags);
        byte[] first = pair.client().wrap(MESSAGE);
        byte[] second = pair.client().wrap(MESSAGE);

        assertThat(first).isNotEqualTo(second);
        assertThat(pair.server().unwrap(first)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> pair.server().unwrap(first)).isInstanceOf(MessageSecurityException.class);
        SecurityContext late = Pair.of(flags).server();
        assertThatThrownBy(() -> late.unwrap(second)).isInstanceOf(MessageSecurityException.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsTooShortIsRefused(NegotiateFlags flags) {
        byte[] wrapped = Pair.of(flags).client().wrap(MESSAGE);
        for (int length = 0; length < wrapped.length; length++) {
            byte[] part = Arrays.copyOf(wrapped, length);
            assertThatThrownBy(() -> Pair.of(flags).server().unwrap(part)).isInstanceOf(MessageSecurityException.class);
        }
    }

    @Test
    void withExtendedSessionSecurityBothWaysAreIndependent() throws Exception {
        Pair pair = Pair.of(SEAL.or(STRONG));
        byte[] request = pair.client().wrap(MESSAGE);
        byte[] notice = pair.server().wrap(MESSAGE);

        assertThat(notice).isNotEqualTo(request);
        assertThat(pair.client().unwrap(notice)).isEqualTo(MESSAGE);
        assertThat(pair.server().unwrap(request)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> Pair.of(SEAL.or(STRONG)).client().unwrap(request))
                .as("its own message")
                .isInstanceOf(MessageSecurityException.class);
    }

    @Test
    void signingLeavesTheMessageReadable() {
        byte[] wrapped = Pair.of(SIGN.or(STRONG)).client().wrap(MESSAGE);

        assertThat(Arrays.copyOfRange(wrapped, SecurityContext.SIGNATURE_OCTETS, wrapped.length))
                .isEqualTo(MESSAGE);
    }

    @Test
    void theSequenceNumberStandsInTheSignature() {
        SecurityContext client = Pair.of(SEAL.or(STRONG)).client();
        for (int number = 0; number < 300; number++) {
            byte[] wrapped = client.wrap(MESSAGE);
            assertThat(Octets.copyOf(wrapped).slice(12, 16)).isEqualTo(Signer.littleEndian(number));
        }
    }

    /** MS-NLMP 3.4.5.3: each length of a key has another result, the longest that was negotiated counts. */
    @Test
    void lengthsOfKeysAreThoseNegotiated() {
        NegotiateFlags extended = NegotiateFlags.of(NegotiateFlag.EXTENDED_SESSION_SECURITY);
        NegotiateFlags lm = NegotiateFlags.of(NegotiateFlag.LM_KEY);
        Octets key = Vectors.NT_HASH;
        Set<Octets> keys = new HashSet<>();

        for (NegotiateFlags flags : new NegotiateFlags[] {extended, lm}) {
            keys.add(KeyDerivation.sealKey(flags, key, Side.CLIENT));
            keys.add(KeyDerivation.sealKey(flags.with(NegotiateFlag.KEY_56), key, Side.CLIENT));
        }
        keys.add(KeyDerivation.sealKey(extended.with(NegotiateFlag.KEY_128), key, Side.CLIENT));
        keys.add(KeyDerivation.sealKey(extended.with(NegotiateFlag.KEY_128), key, Side.SERVER));
        keys.add(KeyDerivation.sealKey(NegotiateFlags.of(), key, Side.CLIENT));

        assertThat(keys).hasSize(7).contains(key);
        assertThat(KeyDerivation.sealKey(extended.with(NegotiateFlag.KEY_128, NegotiateFlag.KEY_56), key, Side.CLIENT))
                .isEqualTo(KeyDerivation.sealKey(extended.with(NegotiateFlag.KEY_128), key, Side.CLIENT));
        assertThat(KeyDerivation.sealKey(lm, key, Side.CLIENT))
                .isEqualTo(Octets.concat(key.slice(0, 5), Octets.copyOf(new byte[] {(byte) 0xE5, 0x38, (byte) 0xB0})));
        assertThat(KeyDerivation.sealKey(lm.with(NegotiateFlag.KEY_56), key, Side.CLIENT))
                .isEqualTo(Octets.concat(key.slice(0, 7), Octets.copyOf(new byte[] {(byte) 0xA0})));
    }

    @Test
    void nothingIsProtectedUnlessNegotiated() {
        assertThat(new SessionKeys(STRONG, Vectors.RANDOM_SESSION_KEY).securityContext(Side.SERVER))
                .isEmpty();
    }
}
