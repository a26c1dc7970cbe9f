package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class LeaseWheelTest {
    private static final long TICK = 1L << LeaseWheel.TICK_SHIFT;

    private final LeaseWheel wheel = new LeaseWheel();

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void whatIsDueIsHandedOutWithinTwoTicksAndNothingIsLost(@ForAll long seed) {
        Random random = new Random(seed);
        LeaseWheel turning = new LeaseWheel();
        Map<Integer, Long> due = new HashMap<>();
        long now = 0;
        for (int step = 0; step < 400; step++) {
            int slot = random.nextInt(200);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long time = now + (random.nextLong() >>> (2 + random.nextInt(62)));
                    turning.schedule(slot, time);
                    due.put(slot, time);
                }
                case 2 -> {
                    turning.cancel(slot);
                    due.remove(slot);
                }
                default -> {
                    now += random.nextLong() >>> (4 + random.nextInt(59));
                    poll(turning, due, now);
                }
            }
            assertThat(turning.size()).isEqualTo(due.size());
            assertThat(turning.isScheduled(slot)).isEqualTo(due.containsKey(slot));
        }
    }

    // As the engine does: what comes too early is scheduled again.
    private static void poll(LeaseWheel wheel, Map<Integer, Long> due, long now) {
        for (int slot = wheel.poll(now); slot != LeaseWheel.NONE; slot = wheel.poll(now)) {
            if (due.get(slot) > now) {
                wheel.schedule(slot, due.get(slot));
            } else {
                due.remove(slot);
            }
        }
        assertThat(due.values()).allMatch(time -> time + 2 * TICK > now);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void whoSleepsAsLongAsToldMissesNothing(@ForAll long seed) {
        Random random = new Random(seed);
        LeaseWheel turning = new LeaseWheel();
        Map<Integer, Long> due = new HashMap<>();
        for (int slot = 0; slot < 50; slot++) {
            long time = random.nextLong() >>> (3 + random.nextInt(50));
            turning.schedule(slot, time);
            due.put(slot, time);
        }
        long now = 0;
        int naps = 0;
        while (!due.isEmpty()) {
            long nap = turning.nanosUntilNext(now);
            assertThat(nap).isBetween(0L, Long.MAX_VALUE - now);
            now += nap;
            poll(turning, due, now);
            assertThat(++naps).as("no nap is for nothing too often").isLessThan(50 * 8);
        }
        assertThat(turning.nanosUntilNext(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFullBucketFallsDueInOneStepAndComesOutPieceByPiece() {
        for (int slot = 0; slot < 100_000; slot++) {
            wheel.schedule(slot, Duration.ofMinutes(10).toNanos());
        }
        long later = Duration.ofMinutes(11).toNanos();
        Set<Integer> out = new HashSet<>();
        for (int slot = wheel.poll(later); slot != LeaseWheel.NONE; slot = wheel.poll(later)) {
            out.add(slot);
        }
        assertThat(out).hasSize(100_000);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void aSlotThatIsInAlreadyKeepsItsPlace() {
        wheel.schedule(5, TICK);
        wheel.scheduleIfAbsent(5, 100 * TICK);
        assertThat(wheel.poll(3 * TICK)).isEqualTo(5);
        wheel.scheduleIfAbsent(5, 4 * TICK);
        assertThat(wheel.poll(5 * TICK)).isEqualTo(5);
    }
}
