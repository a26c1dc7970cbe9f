package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private final AtomicLong nanos = new AtomicLong(42);
    private final Standstill standstill = new Standstill(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aBusyMachineIsNotYetOneThatStandsStill() {
        for (int i = 0; i < 100; i++) {
            pass(Standstill.BETWEEN_BEATS.multipliedBy(3));
            standstill.beat();
        }
        assertThat(standstill.total()).isZero();
    }

    @Test
    void gapsBetweenBeatsAddUpAndTheOneThatLastsCounts() {
        pass(Duration.ofSeconds(7));
        standstill.beat();
        pass(Standstill.BETWEEN_BEATS);
        standstill.beat();
        pass(Duration.ofSeconds(3));
        assertThat(standstill.total()).isEqualTo(Duration.ofSeconds(10));
        assertThat(standstill.total()).isEqualTo(Duration.ofSeconds(10));
    }
}
