package org.rollcall.directory.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AsciiTextTest {
    /** Octets at every border that the word-wise scans have, and a few letters so that needles are found. */
    @Provide
    Arbitrary<byte[]> octets() {
        return Arbitraries.bytes()
                .map(b -> b % 3 == 0 ? b : (byte) "aAbBzZ  @[`{".charAt(Math.floorMod(b, 12)))
                .array(byte[].class)
                .ofMaxSize(40);
    }

    @Property(tries = 3000)
    void plainIsWhatTheDefinitionSays(@ForAll("octets") byte[] octets) {
        String text = latin1(octets);
        boolean expected = !text.isEmpty()
                && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)
                && text.equals(text.strip())
                && !text.contains("  ");
        assertThat(AsciiText.isPlain(octets, 0, octets.length)).isEqualTo(expected);
    }

    @Property(tries = 3000)
    void theIndexIsThatOfTheFirstOccurrence(
            @ForAll("octets") byte[] haystack, @ForAll("octets") byte[] other, @ForAll int cut) {
        // Half of the needles come from the haystack, so that there is something to find.
        byte[] source = cut % 2 == 0 ? haystack : other;
        int from = source.length == 0 ? 0 : Math.floorMod(cut, source.length);
        byte[] needle = Arrays.copyOfRange(source, from, Math.min(source.length, from + 1 + Math.floorMod(cut, 9)));
        byte[] lower = lowered(needle);

        int expected = latin1(lowered(haystack)).indexOf(latin1(lower));

        assertThat(AsciiText.indexOfIgnoreCase(haystack, 0, haystack.length, lower))
                .isEqualTo(expected);
    }

    @Property(tries = 1000)
    void equalityLooksAtTheSliceOnly(@ForAll("octets") byte[] octets) {
        byte[] framed = new byte[octets.length + 20];
        Arrays.fill(framed, (byte) 'a');
        System.arraycopy(octets, 0, framed, 10, octets.length);

        assertThat(AsciiText.equalsIgnoreCase(framed, 10, octets.length, lowered(octets)))
                .isTrue();
        assertThat(AsciiText.equalsIgnoreCase(framed, 10, octets.length + 1, lowered(octets)))
                .isFalse();
        for (int i = 0; i < octets.length; i++) {
            byte[] changed = lowered(octets);
            changed[i] ^= 0x08;
            assertThat(AsciiText.equalsIgnoreCase(framed, 10, octets.length, changed))
                    .isFalse();
        }
    }

    @Test
    void neverFindsBeyondTheSlice() {
        byte[] octets = "........needle..".getBytes(StandardCharsets.US_ASCII);
        byte[] needle = "needle".getBytes(StandardCharsets.US_ASCII);
        for (int length = 0; length <= octets.length; length++) {
            assertThat(AsciiText.indexOfIgnoreCase(octets, 0, length, needle)).isEqualTo(length < 14 ? -1 : 8);
        }
    }

    private static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    // Letters of ASCII only: toLowerCase would change those above it too.
    private static byte[] lowered(byte[] octets) {
        byte[] lowered = octets.clone();
        for (int i = 0; i < lowered.length; i++) {
            if (lowered[i] >= 0) {
                lowered[i] = (byte) String.valueOf((char) lowered[i])
                        .toLowerCase(Locale.ROOT)
                        .charAt(0);
            }
        }
        return lowered;
    }
}
