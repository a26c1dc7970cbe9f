package org.rollcall.identity.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
    @Test
    void theExamplesOfRfc4013() {
        assertThat(Preparation.exact("I\u00adX")).contains("IX");
        assertThat(Preparation.exact("user")).contains("user");
        assertThat(Preparation.exact("USER")).contains("USER");
        assertThat(Preparation.exact("\u00aa")).contains("a");
        assertThat(Preparation.exact("\u2168")).contains("IX");
        assertThat(Preparation.exact("\u0007")).isEmpty();
        assertThat(Preparation.exact("\u0627\u0031")).isEmpty();
    }

    @Test
    void spacesOfOtherScriptsAreTheCommonOne() {
        assertThat(Preparation.exact("a\u3000b\u00a0c")).contains("a b c");
    }

    @Test
    void caseFoldsWhereItShould() {
        assertThat(Preparation.caseless("JÜRGEN")).isEqualTo(Preparation.caseless("jürgen"));
        assertThat(Preparation.exact("JÜRGEN")).isNotEqualTo(Preparation.exact("jürgen"));
    }

    @Test
    void nothingMayBeLeft() {
        assertThat(Preparation.exact("")).contains("");
        assertThat(Preparation.caseless("\u00ad\u200b")).contains("");
        assertThat(Preparation.exact("\u00ad".toCharArray()).map(String::new)).contains("");
    }

    @Test
    void whatCameAfterUnicode32Passes() {
        assertThat(Preparation.exact("👍")).contains("👍");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\ue000", "\u200e", "a\u0000"})
    void whatNoTextShouldHoldIsRefused(String text) {
        assertThat(Preparation.exact(text)).isEmpty();
        assertThat(Preparation.exact(text.toCharArray())).isEmpty();
        assertThat(Preparation.caseless(text)).isEmpty();
    }

    @Property(tries = 500)
    void aSecretIsPreparedAsATextIs(@ForAll String text) {
        assertThat(Preparation.exact(text.toCharArray()).map(String::new)).isEqualTo(Preparation.exact(text));
    }

    @Property(tries = 500)
    void plainTextIsKept(@ForAll @net.jqwik.api.constraints.CharRange(from = ' ', to = '~') String text) {
        assertThat(Preparation.exact(text)).isEqualTo(Optional.of(text));
    }
}
