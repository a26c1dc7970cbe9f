package org.rollcall.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNamesTest {
    private final DomainNames names = new DomainNames("corp.example", "CORP", List.of("mail.example"));

    private String read(Optional<DomainUser> user) {
        return user.map(known -> known.getClass().getSimpleName() + " " + known).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "CORP\\ann, Account CORP\\ann",
        "corp\\Ann, Account CORP\\Ann",
        "Corp.Example\\ann, Account CORP\\ann",
        "ann@corp, Account CORP\\ann",
        "ann@CORP.example, Principal ann@corp.example",
        "u:ann@corp.example, Principal ann@corp.example",
        "ann@mail.example, Principal ann@mail.example",
        "PC1$@corp.example, Principal PC1$@corp.example",
    })
    void bothFormsAreTheDomains(String given, String read) {
        assertThat(read(names.of(given))).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "\\ann",
                ".\\ann",
                "CORP\\",
                "@corp.example",
                "OTHER\\ann",
                "ann@other.example",
                "ann@sub.corp.example",
                "mail.example\\ann",
                "CORP\\a*n",
                "CORP\\a\nb",
                "CORP\\a/b",
                "CORP\\CORP\\ann",
                "ann@x@corp.example",
                "CORP ann"
            })
    void allOthersAreNot(String given) {
        assertThat(names.of(given)).isEmpty();
    }

    @Test
    void ntlmBringsTwoParts() {
        assertThat(read(names.of("corp", "ann"))).isEqualTo("Account CORP\\ann");
        assertThat(read(names.of("", "ann@corp.example"))).isEqualTo("Principal ann@corp.example");
        assertThat(names.of("", "ann")).isEmpty();
        assertThat(names.of("PC7", "ann")).isEmpty();
        assertThat(names.of("CORP", "ann@corp.example")).isEmpty();
    }

    @Test
    void namesAreEqualInAnyCase() {
        assertThat(names.of("corp\\ANN")).isEqualTo(names.of("CORP\\ann")).isNotEqualTo(names.of("ann@corp.example"));
        assertThat(names.of("ANN@Corp.example")).isEqualTo(names.of("ann@corp.example"));
    }

    @Property
    void noNameFails(@ForAll String given, @ForAll String domain) {
        assertThat(names.of(given)).isNotNull();
        assertThat(names.of(domain, given)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a@b", "a\\b"})
    void whatIsNoDomainsNameIsRefused(String name) {
        assertThatThrownBy(() -> new DomainNames("corp.example", "CORP", List.of(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name of a domain");
    }

    @Test
    void allItsNamesAreComparedInAnyCase() {
        assertThat(names.all().contains("corp")).isTrue();
        assertThat(names.all().contains("MAIL.example")).isTrue();
        assertThat(names.all().contains("ROLLCALL")).isFalse();
    }
}
