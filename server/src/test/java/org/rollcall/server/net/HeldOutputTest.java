package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldOutputTest {
    private final HeldOutput held = new HeldOutput(1_000);

    @Test
    void uptoTheLimitNothingHasToGo() {
        assertThat(held.told(0, 400)).isZero();
        assertThat(held.told(0, 600)).isZero();
    }

    @Test
    void beyondItEachLoopGivesItsShare() {
        assertThat(held.told(0, 900)).isZero();
        assertThat(held.told(0, 600)).isEqualTo(200);
        assertThat(held.told(900, 900)).isEqualTo(300);
        assertThat(held.told(900, 500)).isEqualTo(46);
        assertThat(held.told(600, 500)).isZero();
    }

    @Test
    void whoHoldsNothingGivesNothing() {
        assertThat(held.told(0, 5_000)).isEqualTo(4_000);
        assertThat(held.told(0, 0)).isZero();
    }
}
