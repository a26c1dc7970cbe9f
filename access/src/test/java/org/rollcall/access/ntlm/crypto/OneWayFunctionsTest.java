package org.rollcall.access.ntlm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.access.ntlm.message.Hex.octets;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;

class OneWayFunctionsTest {
    @Test
    void theEmptyPasswordHasTheHashesThatEveryoneKnows() {
        assertThat(OneWayFunctions.ntV1(new char[0])).isEqualTo(octets("31d6cfe0d16ae931b73c59d7e0c089c0"));
        assertThat(OneWayFunctions.lmV1(new char[0])).contains(octets("aad3b435b51404eeaad3b435b51404ee"));
    }

    @Test
    void anLmHashIgnoresCaseAndEndsAtFourteenCharacters() {
        assertThat(lm("fourteen chars")).isEqualTo(lm("FOURTEEN CHARS")).isPresent();
        assertThat(lm("fifteen letters")).isEmpty();
        assertThat(lm("größe")).isPresent();
        assertThat(lm("пароль")).isEmpty();
    }

    private static Optional<Octets> lm(String password) {
        return OneWayFunctions.lmV1(password.toCharArray());
    }

    /** Windows raises a character only to another one, and not where two would become the same. */
    @ParameterizedTest
    @CsvSource({"é, É, true", "я, Я, true", "ÿ, Ÿ, true", "ß, SS, false", "ı, I, false", "ſ, S, false", "µ, Μ, false"})
    void namesAreRaisedAsWindowsDoesIt(String lower, String upper, boolean same) {
        Octets raised = OneWayFunctions.v2(Vectors.NT_HASH, upper, "");

        assertThat(OneWayFunctions.v2(Vectors.NT_HASH, lower, "").equals(raised))
                .isEqualTo(same);
    }

    @Test
    void theDomainCountsInItsCase() {
        assertThat(OneWayFunctions.v2(Vectors.NT_HASH, "User", "Domain"))
                .isNotEqualTo(OneWayFunctions.v2(Vectors.NT_HASH, "User", "DOMAIN"));
    }

    /** The expected hash is Python's hashlib's, over the structure written out by hand. */
    @Test
    void channelBindingsAreHashedInTheirStructure() {
        assertThat(ChannelBindings.hash("tls-server-end-point:rollcall".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(octets("1b4b634984e2eef933956f83118cccdb"));
    }

    @Test
    void aKeyFromTheLmHashNeedsThatHash() {
        assertThatThrownBy(() -> KeyDerivation.keyExchangeKeyV1(
                        NegotiateFlags.of(NegotiateFlag.LM_KEY),
                        Octets.zeros(16),
                        Octets.zeros(8),
                        Octets.zeros(24),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no LM hash");
    }

    @Test
    void hashesHaveSixteenOctets() {
        assertThatThrownBy(() -> new PasswordHashes(Octets.zeros(15), Optional.empty()))
                .hasMessageContaining("15 octets");
        assertThatThrownBy(() -> new PasswordHashes(Octets.zeros(16), Optional.of(Octets.zeros(8))))
                .hasMessageContaining("8 octets");
    }
}
