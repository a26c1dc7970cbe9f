package org.rollcall.server.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindNamesTest {
    private final BindNames names = BindNames.of(List.of("ou=Members,o=Intranet", "dc=example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn=alice,ou=Members,o=Intranet",
                "UID=alice,OU=members,O=INTRANET",
                "cn = alice , ou = Members , o = Intranet",
                "uid=alice,dc=example",
                "alice"
            })
    void theseAreAlice(String name) {
        assertThat(names.user(name)).contains("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLCALL\\alice", "alice@example", "", "a b"})
    void whatIsNoDnIsLeftAsItIs(String name) {
        assertThat(names.user(name)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn=alice",
                "cn=alice,o=Intranet",
                "cn=alice,ou=Members,o=Intranet,dc=example",
                "sn=alice,ou=Members,o=Intranet",
                "cn=alice+sn=b,ou=Members,o=Intranet",
                "cn=alice,ou=Members+l=x,o=Intranet",
                "=,=",
                "cn=alice,,"
            })
    void theseAreNobody(String name) {
        assertThat(names.user(name)).isEmpty();
    }

    @Test
    void aBaseThatIsNoDnIsTold() {
        assertThatThrownBy(() -> BindNames.of(List.of("Members")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Members'");
    }
}
