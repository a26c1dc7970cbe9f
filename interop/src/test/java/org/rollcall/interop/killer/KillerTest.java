package org.rollcall.interop.killer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the server acknowledged survives its being killed. The long form, a hundred rounds and more than 200,000
 * operations, takes the properties {@code rollcall.killer.rounds} and {@code rollcall.killer.operations} (those of one
 * round, on an average); see {@code docs/interop.md}.
 */
@Tag("interop")
class KillerTest {
    private static final int ROUNDS = Integer.getInteger("rollcall.killer.rounds", 5);
    private static final int OPERATIONS = Integer.getInteger("rollcall.killer.operations", 2_000);
    private static final Fleet.Size FEW = new Fleet.Size(4, 2, 2, 2, 5);

    private static Killer.Plan plan(int rounds, int operations, Fleet.Size size, String... flags) {
        long seed = Long.getLong("rollcall.seed", System.nanoTime());
        System.out.println("seed of the killer: " + seed + " (-Drollcall.seed=" + seed + " repeats its choices)");
        return new Killer.Plan(seed, rounds, operations, size, List.of(flags));
    }

    @Test
    void whatWasAcknowledgedSurvivesBeingKilled() {
        try (Killer killer = new Killer(plan(ROUNDS, OPERATIONS, Fleet.Size.USUAL))) {
            Killer.Report report = killer.run();

            System.out.println("killer: " + report.acknowledged() + " operations acknowledged, " + report.renewals()
                    + " of them renewals; " + report.unanswered() + " were without an answer when the server died");
            assertThat(report.isClean()).as(report.verdicts().toString()).isTrue();
            assertThat(report.acknowledged()).isGreaterThanOrEqualTo((long) ROUNDS * OPERATIONS / 2);
        }
    }

    /** The killer itself: it finds out a server that promises nothing. */
    @Test
    void aServerThatKeepsEntriesInMemoryOnlyIsFoundOut() {
        try (Killer killer = new Killer(plan(1, 200, FEW, "--durability=memory"))) {
            Killer.Report report = killer.run();

            assertThat(report.count(Verdict.Kind.LOST)).isPositive();
        }
    }
}
