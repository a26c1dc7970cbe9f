package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;

class LineTest {
    private static String made(Consumer<Line> parts) {
        byte[] room = new byte[Line.LONGEST];
        Line line = new Line();
        line.begin(room, 5);
        parts.accept(line);
        return new String(room, 5, line.end() - 5, StandardCharsets.UTF_8);
    }

    @Property
    void numbersAreDecimal(@ForAll @LongRange(min = 0) long number) {
        assertThat(made(line -> line.number(number))).isEqualTo(Long.toString(number));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                9,
                10,
                11,
                99,
                100,
                101,
                999,
                1_000,
                9_999,
                10_000,
                2_147_483_647L,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE
            })
    void theSizesOfNumbersToo(long number) {
        numbersAreDecimal(number);
    }

    @Test
    void textIsTheSameWhetherItCameAsOctetsOrNot() {
        for (String text :
                new String[] {"", "cn=a", "é", "\"", "a\\b", "\u0000\u0085\u2028", "日本語", "😀", "x".repeat(600)}) {
            assertThat(made(line -> line.quoted(OctetString.of(text)))).isEqualTo(made(line -> line.quoted(text)));
        }
    }

    @Test
    void whatIsNotUtf8IsReadAsLatin1() {
        assertThat(made(line -> line.quoted(OctetString.wrap(new byte[] {'M', (byte) 0xfc, 'l'}))))
                .isEqualTo("\"Mül\"");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(made(line -> line.quoted("x".repeat(512)))).isEqualTo("\"" + "x".repeat(512) + "\"");
        assertThat(made(line -> line.quoted("x".repeat(513)))).isEqualTo("\"" + "x".repeat(512) + "…\"");
        assertThat(made(line -> line.quoted("x" + "😀".repeat(256)))).isEqualTo("\"x" + "😀".repeat(255) + "…\"");
        assertThat(made(line -> line.quoted(OctetString.of("日".repeat(50_000)))))
                .isEqualTo("\"" + "日".repeat(512) + "…\"");
        assertThat(made(line -> line.quoted(OctetString.of("x" + "😀".repeat(50_000)))))
                .isEqualTo("\"x" + "😀".repeat(255) + "…\"");
    }

    @Test
    void halvesOfCharactersAreEscaped() {
        assertThat(made(line -> line.quoted("a\ud83db\ude00"))).isEqualTo("\"a\\ud83db\\ude00\"");
        assertThat(made(line -> line.quoted("\ud83d"))).isEqualTo("\"\\ud83d\"");
    }
}
