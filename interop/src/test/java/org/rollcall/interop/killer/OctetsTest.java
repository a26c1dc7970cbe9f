package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.interop.Tlv;

class OctetsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 1 << 20})
    void lengthsSayWhatIsThere(int length) throws IOException {
        Tlv read = read(new Octets().string("x".repeat(length)).octets());

        assertThat(read.contents()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 32_767, 32_768, 180_000, 2_592_000, Integer.MAX_VALUE})
    void numbersAreReadAsTheyWereWritten(int number) throws IOException {
        assertThat(read(new Octets().integer(number).octets()).integer()).isEqualTo(number);
    }

    @Test
    void anAddIsAsInTheSpecification() {
        assertThat(HexFormat.of().formatHex(Requests.add(2, "cn=a", Map.of("c", List.of("-")))))
                .isEqualTo("3017020102" + "6812" + "0404636e3d61" + "300a" + "3008" + "040163" + "3103" + "04012d");
    }

    private static Tlv read(byte[] octets) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(octets);
        Tlv read = Tlv.read(in);
        assertThat(in.available()).isZero();
        return read;
    }
}
