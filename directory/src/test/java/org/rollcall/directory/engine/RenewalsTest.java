package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RenewalsTest {
    private final Renewals renewals = new Renewals();

    private List<Integer> takeAll(int from, int to) {
        List<Integer> taken = new ArrayList<>();
        for (int slot = renewals.take(from, to); slot != to; slot = renewals.take(slot + 1, to)) {
            taken.add(slot);
        }
        return taken;
    }

    @Test
    void nothingIsNotedAtFirst() {
        assertThat(renewals.end()).isZero();
        assertThat(renewals.take(0, 0)).isZero();
        assertThat(renewals.take(0, 1_000_000)).isEqualTo(1_000_000);
    }

    @Test
    void theEndIsBehindWhateverWasNoted() {
        renewals.note(100_000);

        assertThat(renewals.end()).isGreaterThan(100_000);
        assertThat(takeAll(0, renewals.end())).containsExactly(100_000);
        assertThat(takeAll(0, renewals.end())).isEmpty();
    }

    @Property(tries = 300)
    void aRangeIsTakenOnceAndInOrderAndNothingElse(
            @ForAll @Size(max = 40) List<@IntRange(max = 20_000) Integer> noted,
            @ForAll @IntRange(max = 20_000) int one,
            @ForAll @IntRange(max = 20_000) int other) {
        takeAll(0, renewals.end());
        noted.forEach(renewals::note);
        noted.forEach(renewals::note);
        int from = Math.min(one, other);
        int to = Math.max(one, other);
        TreeSet<Integer> all = new TreeSet<>(noted);

        assertThat(takeAll(from, to)).containsExactlyElementsOf(all.subSet(from, to));
        all.subSet(from, to).clear();
        assertThat(takeAll(0, 20_001)).containsExactlyElementsOf(all);
    }
}
