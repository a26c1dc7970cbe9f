package org.rollcall.access.ntlm.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.access.ntlm.message.Hex.octets;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.access.Octets;

class TargetInfoTest {
    @Test
    void everyKindOfPairIsRead() throws Exception {
        TargetInfo info = TargetInfo.decode(octets("""
                0200 0400 52003100
                0600 0400 02000000
                0700 0800 00803ed5deb19d01
                0800 3000 30000000 00000000 0102030405060708
                    000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
                0900 0000
                0a00 1000 000102030405060708090a0b0c0d0e0f
                6300 0100 ff
                0000 0000
                abcdef"""));

        assertThat(info.text(AvId.NB_DOMAIN_NAME)).contains("R1");
        assertThat(info.text(AvId.NB_COMPUTER_NAME)).isEmpty();
        assertThat(info.saysMic()).isTrue();
        assertThat(info.timestamp().orElseThrow().toInstant()).isEqualTo(Instant.EPOCH);
        assertThat(info.singleHost())
                .contains(new SingleHost(
                        octets("0102030405060708"),
                        octets("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")));
        assertThat(info.text(AvId.TARGET_NAME)).contains("");
        assertThat(info.channelBindings()).contains(octets("000102030405060708090a0b0c0d0e0f"));
        assertThat(info.pairs()).last().isEqualTo(new AvPair(99, octets("ff")));
        assertThat(TargetInfo.decode(info.encode())).isEqualTo(info);
    }

    @Test
    void aHashOfZerosMeansNoChannel() {
        assertThat(TargetInfo.EMPTY.withChannelBindings(Octets.zeros(16)).channelBindings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', no end mark",
        "000000, no end mark",
        "0100 0000, no end mark",
        "0100 0500 41004200, AV pair 1 ends behind",
        "0100 0100 41 00000000, NB_COMPUTER_NAME is not UTF-16",
        "0900 0200 00d8 00000000, TARGET_NAME is not UTF-16",
        "0600 0300 000000 00000000, FLAGS has 3 octets",
        "0700 0400 00000000 00000000, TIMESTAMP has 4 octets",
        "0800 0400 00000000 00000000, SINGLE_HOST has 4 octets",
        "0a00 0000 00000000, CHANNEL_BINDINGS has 0 octets",
        "0600 0400 00000000 0600 0400 02000000 00000000, AV pair 6 comes twice",
    })
    void whatIsMalformedIsRefusedWithItsFault(String digits, String fault) {
        assertThatThrownBy(() -> TargetInfo.decode(octets(digits)))
                .isInstanceOfSatisfying(
                        NtlmFormatException.class, e -> assertThat(e.text()).contains(fault));
    }

    @Test
    void noMalformedPairIsMadeHere() {
        assertThatThrownBy(() -> new TargetInfo(List.of(new AvPair(AvId.TIMESTAMP.number(), Octets.EMPTY))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TIMESTAMP has 0 octets, not 8");
    }

    @Test
    void aChangedPairStaysInItsPlace() {
        TargetInfo info =
                TargetInfo.EMPTY.withText(AvId.TARGET_NAME, "a").withFlags(1).withText(AvId.TARGET_NAME, "b");

        assertThat(info.pairs()).extracting(AvPair::id).containsExactly(9, 6);
        assertThat(info.text(AvId.TARGET_NAME)).contains("b");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1601-01-01T00:00:00Z",
        "1, 1601-01-01T00:00:00.000000100Z",
        "116444736000000000, 1970-01-01T00:00:00Z",
        "-1, +60056-05-28T05:36:10.955161500Z",
    })
    void ticksCountFrom1601WithoutSign(long ticks, Instant instant) {
        assertThat(new FileTime(ticks).toInstant()).isEqualTo(instant);
        assertThat(FileTime.of(instant)).isEqualTo(new FileTime(ticks));
    }
}
