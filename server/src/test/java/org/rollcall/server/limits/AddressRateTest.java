package org.rollcall.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressRateTest {
    private static final long SECOND = 1_000_000_000L;

    private final Client one = AdmissionTest.client(1, false);
    private final Client two = AdmissionTest.client(2, false);

    @Test
    void aBurstIsAllowedAndThenTheRate() {
        AddressRate rate = AddressRate.perSecond(2, 3);
        long now = -5 * SECOND;
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isFalse();
        assertThat(rate.allows(two, now)).isTrue();
        now += SECOND / 2;
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isFalse();
        now += 10 * SECOND;
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isFalse();
    }

    @Test
    void noLimitIsNoLimit() {
        AddressRate rate = AddressRate.perSecond(0, 1);
        for (int i = 0; i < 1_000; i++) {
            assertThat(rate.allows(one, 0)).isTrue();
        }
        assertThat(rate.remembered()).isZero();
    }

    @Test
    void theExemptMayAsTheyPlease() {
        AddressRate rate = AddressRate.perSecond(1, 1);
        Client exempt = AdmissionTest.client(1, true);
        assertThat(rate.allows(exempt, 0)).isTrue();
        assertThat(rate.allows(exempt, 0)).isTrue();
    }

    @Test
    void addressesWhoseBucketIsFullAreForgotten() {
        AddressRate rate = AddressRate.perSecond(10, 10);
        for (int i = 0; i < 10_000; i++) {
            assertThat(rate.allows(AdmissionTest.client(i, false), i * SECOND / 100))
                    .isTrue();
        }
        assertThat(rate.remembered()).isLessThan(2_000);
    }

    @Test
    void whatIsGivenBackMayBeTakenAgain() {
        AddressRate rate = AddressRate.every(Duration.ofSeconds(60), 2);
        long now = 7 * SECOND;
        for (int i = 0; i < 100; i++) {
            assertThat(rate.allows(one, now)).isTrue();
            rate.giveBack(one, now);
        }
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isFalse();
        rate.giveBack(one, now);
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isFalse();
        // Not more than there is room for.
        for (int i = 0; i < 5; i++) {
            rate.giveBack(one, now);
        }
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isTrue();
        assertThat(rate.allows(one, now)).isFalse();
        rate.giveBack(two, now);
        assertThat(rate.remembered()).isEqualTo(1);
    }

    @Property(tries = 200)
    void noWindowSeesMoreThanBurstAndRate(@ForAll @Size(max = 200) java.util.List<@IntRange(max = 50) Integer> steps) {
        AddressRate rate = AddressRate.perSecond(100, 5);
        long now = 0;
        int allowed = 0;
        for (int millis : steps) {
            now += millis * 1_000_000L;
            if (rate.allows(one, now)) {
                allowed++;
            }
            assertThat(allowed).isLessThanOrEqualTo((int) (5 + now * 100 / SECOND));
        }
    }
}
