package org.rollcall.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLogonsTest {
    private static final long SECOND = 1_000_000_000;
    private static final Client ONE = AdmissionTest.client(1, false);
    private static final Client TWO = AdmissionTest.client(2, false);

    private final FailedLogons failures =
            new FailedLogons(8, Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(1));

    private Duration fail(Client client, long now) {
        assertThat(failures.mayTry(client, now)).isTrue();
        return failures.wrong(client, now);
    }

    private Duration succeed(Client client, long now) {
        assertThat(failures.mayTry(client, now)).isTrue();
        return failures.right(client, now);
    }

    @Test
    void eachFailureDoublesTheDelayUpToTheLongest() {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            millis.add(fail(ONE, -7).toMillis());
        }
        assertThat(millis).containsExactly(0L, 100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
        assertThat(failures.mayTry(ONE, -7)).isFalse();
    }

    @Test
    void othersDoNotWait() {
        for (int i = 0; i < 8; i++) {
            fail(ONE, 0);
        }
        assertThat(succeed(TWO, 0)).isZero();
        assertThat(fail(TWO, 0)).isZero();
    }

    @Test
    void whatIsRightWaitsAndMakesNothingForgotten() {
        fail(ONE, 0);
        fail(ONE, 0);
        for (int i = 0; i < 20; i++) {
            assertThat(succeed(ONE, 0)).hasMillis(200);
        }
    }

    @Test
    void failuresAreForgottenOneAfterTheOther() {
        fail(ONE, 0);
        fail(ONE, 0);
        fail(ONE, 0);
        assertThat(succeed(ONE, 59 * SECOND)).hasMillis(400);
        assertThat(succeed(ONE, 60 * SECOND)).hasMillis(200);
        assertThat(succeed(ONE, 120 * SECOND)).hasMillis(100);
        assertThat(succeed(ONE, 180 * SECOND)).isZero();
    }

    @Test
    void whatWasBrokenOffIsNoFailure() {
        for (int i = 0; i < 20; i++) {
            assertThat(failures.mayTry(ONE, 0)).isTrue();
            failures.broken(ONE, 0);
        }
        assertThat(fail(ONE, 0)).isZero();
    }

    @Test
    void theExemptMayFailAsTheyLike() {
        Client exempt = AdmissionTest.client(1, true);
        for (int i = 0; i < 20; i++) {
            assertThat(fail(exempt, 0)).isZero();
        }
        assertThat(failures.remembered()).isZero();
    }

    @Test
    void longDelaysDoNotOverflow() {
        FailedLogons slow = new FailedLogons(200, Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofMinutes(5));
        for (int i = 0; i < 200; i++) {
            assertThat(slow.mayTry(ONE, 0)).isTrue();
            assertThat(slow.wrong(ONE, 0)).isBetween(Duration.ZERO, Duration.ofMinutes(5));
        }
        assertThat(slow.right(ONE, 0)).hasMinutes(5);
    }

    @Test
    void withoutMemoryOrWithoutDelayNothingWaits() {
        FailedLogons undelayed = new FailedLogons(5, Duration.ofSeconds(60), Duration.ZERO, Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            assertThat(FailedLogons.FORGIVEN.mayTry(ONE, 0)).isTrue();
            assertThat(FailedLogons.FORGIVEN.wrong(ONE, 0)).isZero();
            assertThat(undelayed.wrong(ONE, 0)).isZero();
        }
    }

    @Test
    void addressesWhoseFailuresAreForgottenAreForgottenToo() {
        for (int i = 0; i < 20_000; i++) {
            fail(AdmissionTest.client(i, false), i * SECOND / 10);
        }
        assertThat(failures.remembered()).isLessThan(2_500);
    }
}
