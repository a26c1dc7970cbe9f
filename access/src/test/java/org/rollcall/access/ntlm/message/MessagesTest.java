package org.rollcall.access.ntlm.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.access.ntlm.message.Hex.bytes;
import static org.rollcall.access.ntlm.message.Hex.octets;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;

/** The forms that messages had over the years, and what is wrong with others. */
class MessagesTest {
    private static final NegotiateFlags UNICODE = NegotiateFlags.of(NegotiateFlag.UNICODE);
    private static final String START = "4e544c4d53535000 ";

    @Test
    void negotiateMayEndBehindItsFlags() throws Exception {
        assertThat(NegotiateMessage.decode(bytes(START + "01000000 07020000")))
                .isEqualTo(new NegotiateMessage(new NegotiateFlags(0x207), "", "", Version.UNKNOWN));
    }

    @Test
    void negotiateOfWindows2000NamesDomainAndWorkstation() throws Exception {
        NegotiateMessage message = NegotiateMessage.decode(
                bytes(START + "01000000 07320000 0400 0400 23000000 0300 0300 20000000 504337 524f4d45"));

        assertThat(message.domain()).isEqualTo("ROME");
        assertThat(message.workstation()).isEqualTo("PC7");
        assertThat(message.version()).isEqualTo(Version.UNKNOWN);
        assertThat(NegotiateMessage.decode(message.encode())).isEqualTo(message);
    }

    @Test
    void negotiateIgnoresNamesThatItsFlagsDoNotAnnounce() throws Exception {
        assertThat(NegotiateMessage.decode(bytes(START + "01000000 07020000 ffff ffff ffffffff ffff ffff ffffffff"))
                        .domain())
                .isEmpty();
    }

    @Test
    void negotiateSaysItsVersion() throws Exception {
        assertThat(NegotiateMessage.decode(
                                bytes(START + "01000000 07020002 0000000000000000 0000000000000000 05000893 0000000f"))
                        .version())
                .isEqualTo(new Version(5, 0, 0x9308, 15));
    }

    @Test
    void challengeOfAnOldServerEndsBehindItsNonce() throws Exception {
        ChallengeMessage message = ChallengeMessage.decode(
                bytes(START + "02000000 0400 0400 20000000 05020000 0102030405060708 52003100"));

        assertThat(message)
                .isEqualTo(new ChallengeMessage(
                        "R1",
                        new NegotiateFlags(0x205),
                        octets("0102030405060708"),
                        Optional.empty(),
                        Version.UNKNOWN));
        assertThat(ChallengeMessage.decode(message.encode())).isEqualTo(message);
    }

    @Test
    void challengeMayAnnounceATargetInfoAndHaveNone() throws Exception {
        byte[] octets = new ChallengeMessage(
                        "", UNICODE.with(NegotiateFlag.TARGET_INFO), Octets.zeros(8), Optional.empty(), Version.UNKNOWN)
                .encode();

        assertThat(octets).hasSize(56);
        assertThat(ChallengeMessage.decode(octets).targetInfo()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 72, 88})
    void authenticateHasVersionAndMicWhereItHasRoom(int header) throws Exception {
        Version version = header >= 72 ? new Version(5, 1, 2600, 15) : Version.UNKNOWN;
        Optional<Octets> mic = header >= 88 ? Optional.of(octets("0102".repeat(8))) : Optional.empty();
        AuthenticateMessage message = new AuthenticateMessage(
                UNICODE.with(NegotiateFlag.VERSION),
                "D",
                "jörg",
                "",
                Octets.zeros(24),
                Octets.zeros(24),
                Octets.EMPTY,
                version,
                mic);
        byte[] encoded = message.encode();

        assertThat(encoded).hasSize(header + 2 + 8 + 48);
        assertThat(AuthenticateMessage.decode(encoded, NegotiateFlags.of())).isEqualTo(message);
    }

    @Test
    void authenticateMayHaveNothingAtAll() throws Exception {
        byte[] encoded = new AuthenticateMessage(
                        UNICODE,
                        "",
                        "",
                        "",
                        Octets.EMPTY,
                        Octets.EMPTY,
                        Octets.EMPTY,
                        Version.UNKNOWN,
                        Optional.empty())
                .encode();

        assertThat(encoded).hasSize(64);
        assertThat(AuthenticateMessage.decode(Arrays.copyOf(encoded, 52), UNICODE)
                        .user())
                .isEmpty();
    }

    @Test
    void namesMayBeOem() throws Exception {
        AuthenticateMessage message = new AuthenticateMessage(
                NegotiateFlags.of(NegotiateFlag.OEM),
                "ROM",
                "jörg",
                "ñandú",
                Octets.EMPTY,
                Octets.EMPTY,
                Octets.EMPTY,
                Version.UNKNOWN,
                Optional.empty());

        assertThat(message.encode()).hasSize(64 + 3 + 4 + 5);
        assertThat(AuthenticateMessage.decode(message.encode(), NegotiateFlags.of()))
                .isEqualTo(message);
    }

    @Test
    void everyOemOctetIsACharacterOfItsOwn() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String text = Texts.decode(Octets.copyOf(all), NegotiateFlags.of(NegotiateFlag.OEM), "");

        assertThat(Texts.encode(text, NegotiateFlags.of(NegotiateFlag.OEM))).isEqualTo(Octets.copyOf(all));
    }

    @ParameterizedTest
    @CsvSource({
        "'', has 0 octets; at least 16",
        "4e544c4d53535000 01000000 070200, has 15 octets",
        "4e544c4d53535001 01000000 07020000, does not begin with NTLMSSP",
        "4e544c4d53535000 02000000 07020000, has type 2; not 1",
        "4e544c4d53535000 ffffffff 07020000, has type 4294967295; not 1",
        "4e544c4d53535000 01000000 04020000, says neither Unicode nor OEM",
        "4e544c4d53535000 01000000 07120000, has no room for the domain",
        "4e544c4d53535000 01000000 07120000 0100 0100 18000000, has 24 octets; but its domain ends at 25",
        "4e544c4d53535000 01000000 07120000 ffff ffff ffffffff, but its domain ends at 4295032830",
        "4e544c4d53535000 01000000 07120000 0100 0100 08000000, has its domain at 8; inside of its header",
    })
    void aMalformedNegotiateIsRefusedWithItsFault(String digits, String fault) {
        assertThatThrownBy(() -> NegotiateMessage.decode(bytes(digits)))
                .isInstanceOfSatisfying(
                        NtlmFormatException.class,
                        e -> assertThat(e.text()).contains("NEGOTIATE").contains(fault.replace(';', ',')));
    }

    @Test
    void whatIsTooLargeIsRefused() {
        byte[] large = Arrays.copyOf(bytes(START + "01000000 07020000"), MessageReader.MAX_OCTETS + 1);

        assertThatThrownBy(() -> NegotiateMessage.decode(large))
                .isInstanceOf(NtlmFormatException.class)
                .hasMessageContaining("has 16385 octets, at most 16384 are allowed");
        assertThatThrownBy(() -> new NegotiateMessage(UNICODE, "x".repeat(20_000), "", Version.UNKNOWN).encode())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 16384");
    }

    @Test
    void anOddNumberOfOctetsIsNoUnicodeName() {
        byte[] octets = bytes(START
                + "03000000 000000000000 0000 000000000000 0000 000000000000 0000 0100 0100 40000000"
                + "000000000000 0000 000000000000 0000 01020000 41");

        assertThatThrownBy(() -> AuthenticateMessage.decode(octets, UNICODE))
                .isInstanceOf(NtlmFormatException.class)
                .hasMessage("the user's name is not UTF-16");
    }

    @ParameterizedTest
    @CsvSource({
        "24, 0101, NT response of 24 octets is not one of NTLMv2",
        "27, 0101, client challenge of 11 octets",
        "44, 0201, unknown version",
        "44, 0101, no end mark",
    })
    void aMalformedResponseIsRefusedWithItsFault(int length, String versions, String fault) {
        Octets response = Octets.concat(Octets.zeros(16), octets(versions), Octets.zeros(length - 18));

        assertThatThrownBy(() -> NtlmV2Response.decode(response))
                .isInstanceOf(NtlmFormatException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void flagsReadAsTheirNames() {
        assertThat(NegotiateFlags.of(NegotiateFlag.UNICODE, NegotiateFlag.KEY_56))
                .hasToString("80000001 [UNICODE KEY_56]");
    }
}
