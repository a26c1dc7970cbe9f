package org.rollcall.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.server.limits.FailedLogons;
import org.rollcall.server.limits.Limit;

/** Answers to logons that wait since others have failed. */
class LogonDelayTest {
    private final Harness on =
            new Harness(new FailedLogons(10, Duration.ofSeconds(60), Duration.ofMillis(250), Duration.ofMillis(600)));

    private void bind(int id, String password) {
        on.bind(id, 3, "alice", password);
        on.judge();
    }

    /** A session whose second bind waits for its answer. */
    private void failAndWait(String password) {
        bind(1, "wander");
        assertThat(on.results()).containsExactly("1:invalidCredentials");
        bind(2, password);
        assertThat(on.results()).isEmpty();
        assertThat(on.wire.delayed).hasSize(1);
    }

    @Test
    void eachFailureDelaysTheNextAnswerMore() {
        bind(1, "wander");
        assertThat(on.results()).containsExactly("1:invalidCredentials");
        for (int[] each : new int[][] {{2, 250}, {3, 500}, {4, 600}, {5, 600}}) {
            bind(each[0], each[0] == 5 ? "wonder" : "wander");
            assertThat(on.results()).isEmpty();
            assertThat(on.wire.delayed.values()).containsExactly(Duration.ofMillis(each[1]));
            on.wire.runDelayed();
            assertThat(on.results()).containsExactly(each[0] + (each[0] == 5 ? ":success" : ":invalidCredentials"));
            assertThat(on.wire.delayed).isEmpty();
        }
        assertThat(on.limited)
                .containsExactly(Limit.LOGON_DELAY, Limit.LOGON_DELAY, Limit.LOGON_DELAY, Limit.LOGON_DELAY);
    }

    @Test
    void whileAnAnswerWaitsNothingElseBeginsAndItCannotBeAbandoned() {
        failAndWait("wonder");
        on.search(3, 1);
        on.abandon(4, 2);
        on.turns();
        assertThat(on.begun).isEmpty();
        on.wire.runDelayed();
        on.turns();
        assertThat(on.results()).containsExactly("2:success", "3:success");
        assertThat(on.callers.getLast().view().asker().owner()).isNotEqualTo(Harness.CLIENT.owner());
    }

    @Test
    void aConnectionThatBreaksWhileAnAnswerWaitsLeavesNothing() {
        failAndWait("wonder");
        on.session.disconnected();
        assertThat(on.wire.delayed).isEmpty();
        assertThat(on.session.busy()).isFalse();
        assertThat(on.results()).isEmpty();
    }

    @Test
    void anUnbindFreesWhatWaits() {
        failAndWait("wonder");
        on.send(3, new UnbindRequest());
        assertThat(on.wire.delayed).isEmpty();
        assertThat(on.results()).isEmpty();
    }

    @Test
    void anAccountThatIsDisabledWhileItsAnswerWaitsIsRefused() {
        failAndWait("wonder");
        on.logons
                .book
                .enable(on.logons.alice.sid(), false)
                .toCompletableFuture()
                .join();
        on.session.accountsChanged();
        on.wire.runDelayed();
        assertThat(on.results()).containsExactly("2:invalidCredentials");
    }

    @Test
    void tooManyFailuresAreRefusedAtOnce() {
        for (int id = 1; id <= 10; id++) {
            bind(id, "wander");
            on.wire.runDelayed();
        }
        on.replies();
        on.limited.clear();
        bind(11, "wonder");
        assertThat(on.results()).containsExactly("11:busy");
        assertThat(on.limited).containsExactly(Limit.FAILED_LOGONS);
    }
}
