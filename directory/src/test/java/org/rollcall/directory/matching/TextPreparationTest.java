package org.rollcall.directory.matching;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.StringPrep;
import com.ibm.icu.text.StringPrepParseException;
import com.ongres.stringprep.Tables;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPreparationTest {
    /** What ICU misses of RFC 4518 §2.4, and the five mappings that Unicode corrected after 3.2 (Corrigendum 4). */
    private static final Set<Integer> KNOWN_DIFFERENCES = Set.of(0xfffd, 0x2f868, 0x2f874, 0x2f91f, 0x2f95f, 0x2f9bf);

    private static String value(TextPreparation preparation, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return preparation.value(octets, 0, octets.length);
    }

    private static String part(TextPreparation preparation, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return preparation.part(octets, 0, octets.length);
    }

    @Test
    void everyCodePointOfUnicode32IsPreparedAsByIcu() {
        assertThat(differencesFromIcu(TextPreparation.CASE_IGNORE, StringPrep.RFC4518_LDAP_CI))
                .isEqualTo(KNOWN_DIFFERENCES);
        assertThat(differencesFromIcu(TextPreparation.CASE_EXACT, StringPrep.RFC4518_LDAP))
                .isEqualTo(KNOWN_DIFFERENCES);
    }

    // A soft hyphen is mapped to nothing, and makes the text one that is not plain.
    @Property
    void plainPartsArePreparedLikeOthers(@ForAll @PlainText String text) {
        for (TextPreparation preparation : TextPreparation.values()) {
            assertThat(part(preparation, text)).isEqualTo(part(preparation, "\u00ad" + text));
        }
    }

    private static Set<Integer> differencesFromIcu(TextPreparation preparation, int profile) {
        StringPrep icu = StringPrep.getInstance(profile);
        Set<Integer> differences = new TreeSet<>();
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (Tables.unassignedCodePoints(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
                continue;
            }
            String text = "x" + Character.toString(codePoint) + "y";
            String expected;
            try {
                expected = icu.prepare(text, StringPrep.DEFAULT);
            } catch (StringPrepParseException e) {
                expected = null;
            }
            if (!Objects.equals(part(preparation, text), expected)) {
                differences.add(codePoint);
            }
        }
        return differences;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Straße|strasse",
                "ΣΑΣ|σασ",
                "σας|σασ",
                "Ｆｕｌｌ　Ｗｉｄｔｈ|full width",
                "Ⅳ|iv",
                "soft\u00adhyphen|softhyphen",
                "zero\u200bwidth|zerowidth",
                "tab\there|tab here",
                "a\u00a0\u2003b|a b",
                "E\u0301|é",
                "\u0001control\u007f|control",
                "ﬁsh|fish",
                "\uD83C\uDD30|a",
                "😀 Grinning|😀 grinning",
            })
    void foldsMapsAndNormalizes(String text, String prepared) {
        assertThat(value(TextPreparation.CASE_IGNORE, text)).isEqualTo(prepared);
    }

    @Test
    void exactKeepsCase() {
        assertThat(value(TextPreparation.CASE_EXACT, "  Anna  MARIA ")).isEqualTo("Anna MARIA");
    }

    @Test
    void whatIsProhibitedHasNoForm() {
        for (String text : new String[] {"a\uFFFD", "a\uE000", "a\uFDD0", "a\u0340" + "\u0378"}) {
            assertThat(value(TextPreparation.CASE_IGNORE, text)).as(text).isNull();
        }
        byte[] malformed = {'a', (byte) 0xc3};
        assertThat(TextPreparation.CASE_IGNORE.value(malformed, 0, 2)).isNull();
    }

    @Test
    void printedFormIsThatOfRfc4518Section261() {
        assertThat(printed("foo bar  ")).isEqualTo(" foo  bar ");
        assertThat(printed("  ")).isEqualTo("  ");
        assertThat(printed("")).isEqualTo("  ");
        assertThat(printed("a  b \u0301c")).isEqualTo(" a  b \u0301c ");
    }

    private static String printed(String text) {
        return TextPreparation.printed(value(TextPreparation.CASE_EXACT, text));
    }

    @Test
    void partsKeepOneSpaceAtTheirEnds() {
        assertThat(part(TextPreparation.CASE_IGNORE, "  foo  bar  ")).isEqualTo(" foo bar ");
        assertThat(part(TextPreparation.CASE_IGNORE, "foo bar")).isEqualTo("foo bar");
        assertThat(part(TextPreparation.CASE_IGNORE, "   ")).isEqualTo(" ");
    }

    @Test
    void numbersLoseSpacesAndTelephonesHyphensToo() {
        assertThat(value(TextPreparation.NUMERIC, "  123  456  ")).isEqualTo("123456");
        assertThat(value(TextPreparation.NUMERIC, "   ")).isEmpty();
        assertThat(value(TextPreparation.TELEPHONE, " -123  456 -")).isEqualTo("123456");
        assertThat(value(TextPreparation.TELEPHONE, "+1\u20112\u22123\uFF0D4")).isEqualTo("+1234");
        assertThat(value(TextPreparation.TELEPHONE, "---")).isEmpty();
    }

    @Property(tries = 3000)
    void preparationIsIdempotent(@ForAll TextPreparation preparation, @ForAll @StringLength(max = 12) String text) {
        String once = value(preparation, text);
        if (once != null) {
            assertThat(value(preparation, once)).isEqualTo(once);
        }
    }

    @Property(tries = 3000)
    void plainTextIsPreparedAsAllOther(@ForAll TextPreparation preparation, @ForAll @PlainText String text) {
        // A soft hyphen is mapped to nothing, but keeps the value from the fast path.
        assertThat(value(preparation, text)).isEqualTo(value(preparation, "\u00ad" + text));
    }
}
