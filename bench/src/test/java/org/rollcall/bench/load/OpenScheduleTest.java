package org.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenScheduleTest {
    private static List<Long> takeDue(OpenSchedule schedule, long nowNanos) {
        List<Long> taken = new ArrayList<>();
        while (schedule.isDue(nowNanos)) {
            taken.add(schedule.nextNanos());
            schedule.take();
        }
        return taken;
    }

    @Test
    void requestsAreDueAtEvenTimes() {
        OpenSchedule schedule = new OpenSchedule(1_000, 1_000_000, 5);
        assertThat(takeDue(schedule, 999)).isEmpty();
        assertThat(takeDue(schedule, 1_000)).containsExactly(1_000L);
        assertThat(takeDue(schedule, 1_999)).isEmpty();
        assertThat(takeDue(schedule, 3_000)).containsExactly(2_000L, 3_000L);
    }

    @Test
    void afterAStallEachRequestKeepsItsTime() {
        OpenSchedule schedule = new OpenSchedule(0, 1_000, 1_000);
        assertThat(takeDue(schedule, 0)).containsExactly(0L);
        assertThat(takeDue(schedule, 5_000_000))
                .containsExactly(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L, 5_000_000L);
    }

    @Test
    void endsAfterItsCount() {
        OpenSchedule schedule = new OpenSchedule(0, 1_000, 3);
        assertThat(takeDue(schedule, Long.MAX_VALUE / 2)).hasSize(3);
        assertThat(schedule.isOver()).isTrue();
    }

    @Test
    void aClockThatWrapsAroundDoesNoHarm() {
        OpenSchedule schedule = new OpenSchedule(Long.MAX_VALUE - 500, 1_000_000, 3);
        assertThat(takeDue(schedule, Long.MAX_VALUE - 500)).hasSize(1);
        assertThat(takeDue(schedule, Long.MAX_VALUE)).isEmpty();
        assertThat(takeDue(schedule, Long.MIN_VALUE + 600)).hasSize(1);
    }
}
