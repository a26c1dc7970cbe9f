package org.rollcall.access.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Samples;

class SidTest {
    @Provide
    Arbitrary<Sid> sids() {
        return Samples.anySids();
    }

    // MS-DTYP 2.4.2.2, 2.4.2.4; octets of BUILTIN\Administrators and of Everyone as in the example of 2.5.1.4
    @ParameterizedTest
    @CsvSource({
        "S-1-5-32-544, 01 02 00 00 00 00 00 05 20 00 00 00 20 02 00 00",
        "S-1-1-0, 01 01 00 00 00 00 00 01 00 00 00 00",
        "S-1-5, 01 00 00 00 00 00 00 05",
        "S-1-5-21-1-2-3-513, 01 05 00 00 00 00 00 05 15 00 00 00 01 00 00 00 02 00 00 00 03 00 00 00 01 02 00 00",
        "S-1-4294967295-4294967295, 01 01 00 00 ff ff ff ff ff ff ff ff",
        "S-1-0x000100000000-7, 01 01 00 01 00 00 00 00 07 00 00 00",
        "S-1-0xfedcba987654, 01 00 fe dc ba 98 76 54"
    })
    void itsTextAndItsOctetsAreTheSame(String text, String hex) throws Exception {
        assertThat(Sid.parse(text)).hasToString(text);
        assertThat(Sid.parse(text).encode()).isEqualTo(Samples.hex(hex));
        assertThat(Sid.decode(Samples.hex(hex))).isEqualTo(Sid.parse(text));
    }

    @Property
    void octetsAndTextGiveItBack(@ForAll("sids") Sid sid) throws Exception {
        assertThat(Sid.decode(sid.encode())).isEqualTo(sid).hasSameHashCodeAs(sid);
        assertThat(Sid.parse(sid.toString())).isEqualTo(sid);
        assertThat(sid.encode()).hasSize(sid.size());
    }

    @Property
    void differentOnesDiffer(@ForAll("sids") Sid one, @ForAll("sids") Sid other) {
        assertThat(one.equals(other)).isEqualTo(Arrays.equals(one.encode(), other.encode()));
    }

    @Test
    void lettersMayBeSmallAndSmallAuthoritiesHexadecimal() throws Exception {
        assertThat(Sid.parse("s-1-0X000000000005-11")).isEqualTo(WellKnownSids.AUTHENTICATED_USERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S",
                "S-1",
                "S-1-",
                "S-2-5-7",
                "S-1--7",
                "S-1-5-",
                "S-1-5-07",
                "S-1-5-4294967296",
                "S-1-4294967296-1",
                "S-1-5-99999999999",
                "S-1-5-+7",
                "S-1-5- 7",
                "S-1-5-٧",
                "S-1-0x5-7",
                "S-1-0x00000000000g-7",
                "S-1-5-7 ",
                "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16"
            })
    void otherTextIsRefused(String text) {
        assertThatExceptionOfType(InvalidSidException.class)
                .isThrownBy(() -> Sid.parse(text))
                .satisfies(e -> assertThat(e.text()).contains(text));
    }

    @Test
    void hugeTextIsRefusedUnread() {
        assertThatExceptionOfType(InvalidSidException.class)
                .isThrownBy(() -> Sid.parse("S-1-5" + "-1".repeat(1 << 20)))
                .withMessage("a text of 2097157 characters is longer than any SID");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'a SID has 8 octets at least, here are 0'",
        "01 00 00 00 00 00 00, 'a SID has 8 octets at least, here are 7'",
        "02 00 00 00 00 00 00 05, 'a SID of revision 2, which is not 1'",
        "01 10 00 00 00 00 00 05, 'a SID with 16 sub-authorities, more than 15'",
        "01 ff 00 00 00 00 00 05, 'a SID with 255 sub-authorities, more than 15'",
        "01 01 00 00 00 00 00 05 07 00 00, 'a SID with 1 sub-authorities has 12 octets, here are 11'",
        "01 00 00 00 00 00 00 05 00, 'a SID of 8 octets, and 1 more octets behind it'"
    })
    void otherOctetsAreRefused(String hex, String message) {
        assertThatExceptionOfType(InvalidSidException.class)
                .isThrownBy(() -> Sid.decode(Samples.hex(hex)))
                .withMessage(message);
    }

    @Test
    void anAccountIsItsDomainAndOneNumberMore() {
        assertThat(Sid.of(5, 21, 1, 2, 3).append(513)).hasToString("S-1-5-21-1-2-3-513");
        Sid full = Sid.of(5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThatIllegalArgumentException().isThrownBy(() -> full.append(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sid.of(5, 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> Sid.of(5, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Sid.of(1L << 48));
    }
}
