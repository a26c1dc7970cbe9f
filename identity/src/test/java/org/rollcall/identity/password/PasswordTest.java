package org.rollcall.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.rollcall.identity.House;

class PasswordTest {
    @Test
    void closingWipesIt() {
        Password password = House.password("pencil");
        char[] inside = password.prepared();

        password.close();

        assertThat(inside).containsOnly('\0');
        assertThatThrownBy(password::utf8).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(password::prepared).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> password.<String>ofTyped(String::new)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itCountsPreparedAndIsThereAsTyped() {
        try (Password password = House.password("I\u00adX\u2168")) {
            assertThat(new String(password.prepared())).isEqualTo("IXIX");
            assertThat(password.utf8()).isEqualTo("IXIX".getBytes(StandardCharsets.UTF_8));
            assertThat(password.<String>ofTyped(String::new)).isEqualTo("I\u00adX\u2168");
            assertThat(password.toString()).doesNotContain("IX");
        }
    }

    @Test
    void whatCannotBeOneIsRefusedWithoutBeingSaid() {
        for (String text : new String[] {"", "\u00ad", "secret\u0007", "secret\ud800", "secret".repeat(1000)}) {
            assertThatThrownBy(() -> Password.of(text.toCharArray()))
                    .isInstanceOf(InvalidPasswordException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> Password.of("ü".repeat(513).toCharArray())).hasMessageContaining("1024");
        assertThatThrownBy(() -> Password.ofUtf8(new byte[] {'a', (byte) 0xc3})).hasMessageContaining("UTF-8");
    }

    @Property(tries = 300)
    void octetsAndCharactersAreTheSame(@ForAll String text) throws Exception {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        String sound = new String(octets, StandardCharsets.UTF_8);
        Password expected;
        try {
            expected = Password.of(sound.toCharArray());
        } catch (InvalidPasswordException e) {
            assertThatThrownBy(() -> Password.ofUtf8(octets)).isInstanceOf(InvalidPasswordException.class);
            return;
        }
        try (Password password = Password.ofUtf8(octets)) {
            assertThat(password.utf8()).isEqualTo(expected.utf8());
        }
    }
}
