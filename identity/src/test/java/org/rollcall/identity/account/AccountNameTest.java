package org.rollcall.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountNameTest {
    private static final LogonNames NAMES = new LogonNames(List.of("HOUSE", "house.example"));

    @Property(tries = 200)
    void namesAreTheSameInAnyCase(@ForAll @AlphaChars @StringLength(min = 1, max = 64) String text) {
        AccountName name = AccountName.of(text);

        assertThat(AccountName.of(text.toUpperCase(Locale.ROOT)))
                .isEqualTo(name)
                .hasSameHashCodeAs(name);
        assertThat(AccountName.of(text.toLowerCase(Locale.ROOT))).isEqualByComparingTo(name);
        assertThat(name).hasToString(text);
    }

    @Property(tries = 1000)
    void whatIsANameStaysTheSameName(@ForAll String text) {
        AccountName name;
        try {
            name = AccountName.of(text);
        } catch (AccountException e) {
            assertThat(e.kind()).isEqualTo(AccountException.Kind.INVALID_NAME);
            return;
        }
        assertThat(AccountName.of(name.toString())).isEqualTo(name).hasToString(name.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "...", "a@b", "a\\b", "a/b", "a,b", "a=b", "a\"b", "a\nb", "\u00ad", "a*"})
    void someTextsAreNoNames(String text) {
        assertThatThrownBy(() -> AccountName.of(text)).isInstanceOf(AccountException.class);
    }

    @Test
    void aNameIsNotLongerThanItMayBe() {
        assertThat(AccountName.of("a".repeat(64))).hasToString("a".repeat(64));
        assertThatThrownBy(() -> AccountName.of("a".repeat(65))).hasMessageContaining("64");
        assertThatThrownBy(() -> AccountName.of("a".repeat(1_000_000))).hasMessageContaining("64");
        // One character that is eighteen when it is prepared.
        assertThatThrownBy(() -> AccountName.of("\ufdfa".repeat(10))).hasMessageContaining("64");
    }

    @ParameterizedTest
    @CsvSource({
        "anna",
        "ANNA",
        "HOUSE\\anna",
        "house\\Anna",
        ".\\anna",
        "\\anna",
        "anna@house.example",
        "anna@HOUSE.Example",
        "anna@house",
        "house.example\\anna",
        "u:anna",
        "U:house\\anna"
    })
    void theFormsOfANameOfThisServer(String text) {
        assertThat(NAMES.own(text)).contains(AccountName.of("anna"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\\",
                "anna@",
                "@house",
                "OTHER\\anna",
                "anna@other",
                "HOUSE\\\\anna",
                "HOUSE\\anna@house",
                "a@b@house",
                "HOUSE\\",
                "anna@house\u0000",
                "anna@.",
                "u:",
                "u:u:anna",
                "dn:anna"
            })
    void namesOfNobodyHere(String text) {
        assertThat(NAMES.own(text)).isEmpty();
    }

    @Test
    void aLongTextIsNotLookedAt() {
        assertThat(NAMES.own("HOUSE\\" + "a".repeat(100_000))).isEmpty();
    }
}
