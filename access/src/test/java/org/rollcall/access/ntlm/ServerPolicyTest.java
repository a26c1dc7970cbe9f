package org.rollcall.access.ntlm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerPolicyTest {
    @Test
    void whatIsRequiredMustBeOffered() {
        assertThatThrownBy(() -> Scene.offering(Protection.SIGNED, Protection.SEALED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("more protection is required than offered");
    }

    @Test
    void aRequiredChannelMustBeKnown() {
        assertThatThrownBy(() -> new ServerPolicy(
                        Protection.NONE, Protection.NONE, false, false, Optional.empty(), true, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no channel");
    }

    @Test
    void clocksAreNotLessThanEqual() {
        assertThatThrownBy(() -> new ServerPolicy(
                        Protection.NONE,
                        Protection.NONE,
                        false,
                        false,
                        Optional.empty(),
                        false,
                        Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("negative skew");
    }

    @Test
    void aServerHasNames() {
        assertThatThrownBy(() -> ServerTarget.standalone(" ", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NetBIOS");
    }
}
