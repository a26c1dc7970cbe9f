package org.rollcall.server.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OwnNamesTest {
    private static void assertWrong(String name, String scope, String host, String... words) {
        assertThatThrownBy(() -> OwnNames.of(name, scope, host))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void theNameIsTheMachinesUnlessItIsSet() {
        assertThat(OwnNames.of("", "", "ils.example.com").label()).isEqualTo("ILS");
        assertThat(OwnNames.of("", "", "a-name-of-many-letters").label()).isEqualTo("A-NAME-OF-MANY-");
        assertThat(OwnNames.of("Reception", "", "ils.example.com").label()).isEqualTo("RECEPTION");
    }

    @Test
    void whatIsNoNameIsRefused() {
        assertWrong("sixteen-letters-", "", "", "netbios.name", "SIXTEEN-LETTERS-", "1 to 15");
        assertWrong("*", "", "", "asterisk");
        assertWrong("two words", "", "", "blanks");
        assertWrong("", "", "größe", "netbios.name", "this machine's name");
        assertWrong("", "", ".", "netbios.name");
        assertWrong("A", "a..b", "", "netbios.scope");
        assertWrong("A", "x".repeat(64), "", "netbios.scope");
        assertWrong("A", ("x".repeat(62) + ".").repeat(3) + "x".repeat(32), "", "220 in all");
    }

    @Test
    void theTableHasTwoNames() {
        OwnNames names = OwnNames.of("ILS", "office.example", "");
        assertThat(names.table())
                .extracting(NetbiosName::toString)
                .containsExactly("ILS<00>.office.example", "ILS<20>.office.example");
        assertThat(names.table()).allMatch(names::has);
    }

    @Test
    void namesAreTheSameInAnyCaseAndDifferInScopeAndSuffix() {
        OwnNames names = OwnNames.of("ILS", "office", "");
        assertThat(names.has(NetbiosName.of("ils", 0x20, "OFFICE"))).isTrue();
        assertThat(names.has(NetbiosName.of("ILS", 0x20, ""))).isFalse();
        assertThat(names.has(NetbiosName.of("ILS", 0x1d, "office"))).isFalse();
        assertThat(names.isNamed(NetbiosName.of("ILS", 0x1d, "office"))).isTrue();
        assertThat(names.has(NetbiosName.of("ILS2", 0x20, "office"))).isFalse();
        assertThat(names.isAnyServer(NetbiosName.of("*SMBSERVER", 0x20, "office")))
                .isTrue();
        assertThat(names.isAnyServer(NetbiosName.of("*SMBSERVER", 0, "office"))).isFalse();
    }
}
