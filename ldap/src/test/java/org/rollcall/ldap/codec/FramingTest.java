package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
    private static int frameLength(String hex, int maxMessageBytes) throws ProtocolException {
        byte[] octets = Wire.hex("ffff" + hex);
        return Framing.frameLength(Unpooled.wrappedBuffer(octets), 2, octets.length - 2, maxMessageBytes);
    }

    @ParameterizedTest
    @CsvSource({
        "'', -1",
        "30, -1",
        "3081, -1",
        "308201, -1",
        "3084000000, -1",
        "3000, 2",
        "300c, 14",
        "307f, 129",
        "308180, 131",
        "30820100, 260",
        "3083010000, 65541",
        "308400100000, 1048582",
        // Longer than needed, which BER allows and Windows does.
        "308105, 8",
        "30820005, 9",
        "308400000005, 11",
    })
    void theLengthIsKnownFromTheFirstOctets(String hex, int expected) throws ProtocolException {
        assertThat(frameLength(hex, 2_000_000)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "31, not an LDAP message",
        "16030100, not an LDAP message",
        "47455420, not an LDAP message",
        "3080, indefinite length",
        "308500, overlong length",
        "30ff, overlong length",
        "308203e7, message larger than 1000 octets",
        "30847fffffff, message larger than 1000 octets",
        "3084ffffffff, message larger than 1000 octets",
    })
    void whatCanNotBeAMessageIsRefusedWithNotice(String hex, String text) {
        assertThatThrownBy(() -> frameLength(hex, 1000)).isInstanceOfSatisfying(ProtocolException.class, e -> {
            assertThat(e.kind()).isEqualTo(ProtocolException.Kind.NOTICE);
            assertThat(e.text()).isEqualTo(text);
            assertThat(e.getStackTrace()).isEmpty();
            assertThat(e.answer())
                    .get()
                    .satisfies(answer -> assertThat(answer.messageId()).isZero());
        });
    }

    @Test
    void theLimitItselfIsAllowed() throws ProtocolException {
        assertThat(frameLength("308203e4", 1000)).isEqualTo(1000);
        assertThatThrownBy(() -> frameLength("308203e5", 1000)).isInstanceOf(ProtocolException.class);
    }
}
