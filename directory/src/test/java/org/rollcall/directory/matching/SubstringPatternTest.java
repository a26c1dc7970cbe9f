package org.rollcall.directory.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.ldap.OctetString;

class SubstringPatternTest {
    private static final MatchingRule IGNORE = TestRules.rule("caseIgnoreSubstringsMatch");
    private static final MatchingRule EXACT = TestRules.rule("caseExactSubstringsMatch");

    /** {@code abc*d*ef}, as in a filter. */
    private static SubstringPattern pattern(MatchingRule rule, String filter) {
        List<String> parts = List.of(filter.split("\\*", -1));
        List<OctetString> any = new ArrayList<>();
        for (String part : parts.subList(1, parts.size() - 1)) {
            any.add(OctetString.of(part));
        }
        return rule.substrings(present(parts.getFirst()), any, present(parts.getLast()))
                .orElseThrow();
    }

    private static Optional<OctetString> present(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(OctetString.of(part));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Eric Gruber|er*|true",
                "Eric Gruber|*ER|true",
                "Eric Gruber|*c g*|true",
                "Eric Gruber|*c  g*|true",
                "Eric  Gruber|*c g*|true",
                "Eric Gruber|e*r*g*r|true",
                "Eric Gruber|eric*eric|false",
                "Eric|er*ric|false",
                "Eric|er*ic|true",
                "foo bar|foo * bar|true",
                "foo bar|foo *bar|true",
                "foobar|foo * bar|false",
                "foo|foo *|true",
                "foo|* foo|true",
                "foox|foo *|false",
                "aab|a*ab|true",
                "aba|ab*ba|false",
                "Müller|*ü*|true",
                "Müller|*Ü*|true",
                "MU\u0308LLER|mül*|true",
                "Muller|*ü*|false",
                "straße|*SS*|true",
                "egruber@contoso.com|*contoso*|true",
            })
    void matchesAsRfc4517Says(String value, String filter, boolean expected) {
        assertThat(pattern(IGNORE, filter).matches(OctetString.of(value))).isEqualTo(expected);
    }

    @Test
    void exactSubstringsHeedCase() {
        assertThat(pattern(EXACT, "Er*").matches(OctetString.of("Eric"))).isTrue();
        assertThat(pattern(EXACT, "er*").matches(OctetString.of("Eric"))).isFalse();
        assertThat(pattern(EXACT, "*R*").matches(OctetString.of("Eric"))).isFalse();
        assertThat(pattern(EXACT, "*ric").matches(OctetString.of("Eric"))).isTrue();
    }

    @Test
    void telephonePartsHeedNeitherSpacesNorHyphens() {
        MatchingRule rule = TestRules.rule("telephoneNumberSubstringsMatch");
        assertThat(pattern(rule, "+1 5*-34*").matches(OctetString.of("+1-512 3 4 5")))
                .isTrue();
        assertThat(pattern(rule, "*6*").matches(OctetString.of("+1-512"))).isFalse();
    }

    @Test
    void partsDoNotSpanLinesOfAPostalAddress() {
        MatchingRule rule = TestRules.rule("caseIgnoreListSubstringsMatch");
        OctetString address = OctetString.of("1 Main St.$Any \\24 Town$USA");
        assertThat(pattern(rule, "1 main*town*").matches(address)).isTrue();
        assertThat(pattern(rule, "*$*").matches(address)).isTrue();
        assertThat(pattern(rule, "*st.any*").matches(address)).isFalse();
        assertThat(pattern(rule, "*st.$any*").matches(address)).isFalse();
    }

    @Test
    void aProhibitedPartIsUndefined() {
        assertThat(IGNORE.substrings(Optional.of(OctetString.of("a\uFFFD")), List.of(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void onlySubstringRulesMakePatterns() {
        assertThat(TestRules.rule("caseIgnoreMatch")
                        .substrings(Optional.of(OctetString.of("a")), List.of(), Optional.empty()))
                .isEmpty();
    }

    @Property(tries = 5000)
    void answersAreThoseOfThePrintedForm(
            @ForAll @PlainText String value, @ForAll @Size(min = 2, max = 4) List<@PlainText String> parts) {
        Assume.that(parts.stream().anyMatch(part -> !part.isEmpty()));
        String filter = String.join("*", parts);
        // The form of RFC 4518 §2.6.1 and the parts as the same section wants them, as a regular expression.
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (i > 0) {
                expected.append(".*");
            }
            if (!part.isEmpty() || (i > 0 && i < parts.size() - 1)) {
                expected.append(Pattern.quote(printedPart(part, i == 0, i == parts.size() - 1)));
            }
        }
        boolean matches =
                Pattern.compile(expected.toString()).matcher(printed(value)).matches();

        assertThat(pattern(IGNORE, filter).matches(OctetString.of(value)))
                .as("%s against '%s'", filter, value)
                .isEqualTo(matches);
    }

    @Property(tries = 5000)
    void fastAndGeneralWayGiveTheSameAnswers(
            @ForAll @PlainText String value, @ForAll @Size(min = 2, max = 4) List<@PlainText String> parts) {
        Assume.that(parts.stream().anyMatch(part -> !part.isEmpty()));
        for (MatchingRule rule : List.of(IGNORE, EXACT)) {
            SubstringPattern pattern = pattern(rule, String.join("*", parts));
            OctetString plain = OctetString.of(value);
            boolean general = pattern.matchesPrepared(rule.normalize(plain).orElseThrow());
            assertThat(pattern.matches(plain)).isEqualTo(general);
            // The same text off the fast path: a soft hyphen is mapped to nothing.
            assertThat(pattern.matches(OctetString.of(value + "\u00ad"))).isEqualTo(general);
            if (general) {
                assertThat(rule.normalize(plain).orElseThrow()).startsWith(pattern.prefix());
            }
        }
    }

    @Property(tries = 1000)
    void whatIsCutFromAValueIsFoundInIt(@ForAll @PlainText String value, @ForAll int from, @ForAll int to) {
        Assume.that(!value.isBlank());
        int start = Math.floorMod(from, value.length());
        int end = start + 1 + Math.floorMod(to, value.length() - start);
        assertThat(pattern(IGNORE, "*" + value.substring(start, end) + "*").matches(OctetString.of(value)))
                .isTrue();
    }

    private static String printed(String text) {
        return text.isBlank() ? "  " : " " + doubled(text.strip()) + " ";
    }

    private static String printedPart(String part, boolean first, boolean last) {
        if (part.isBlank()) {
            return " ";
        }
        String before = first || part.startsWith(" ") ? " " : "";
        String after = last || part.endsWith(" ") ? " " : "";
        return before + doubled(part.strip()) + after;
    }

    private static String doubled(String stripped) {
        return stripped.toLowerCase(Locale.ROOT)
                .lines()
                .map(line -> List.of(line.split(" +")).stream().collect(Collectors.joining("  ")))
                .collect(Collectors.joining());
    }
}
