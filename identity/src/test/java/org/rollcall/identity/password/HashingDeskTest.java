package org.rollcall.identity.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.identity.House.done;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class HashingDeskTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final HashingDesk desk = new HashingDesk(waiting::add, 2);

    @Test
    void onlySoManyWait() {
        CompletionStage<String> first = desk.submit(() -> "first");
        CompletionStage<String> second = desk.submit(() -> "second");

        assertThatThrownBy(() -> done(desk.submit(() -> "third"))).hasCauseInstanceOf(DeskBusyException.class);
        assertThat(desk.taken()).isEqualTo(2);

        waiting.remove().run();
        assertThat(done(first)).isEqualTo("first");
        CompletionStage<String> fourth = desk.submit(() -> "fourth");
        waiting.remove().run();
        waiting.remove().run();
        assertThat(done(second) + done(fourth)).isEqualTo("secondfourth");
        assertThat(desk.taken()).isZero();
    }

    @Test
    void workThatFailsGivesItsPlaceBack() {
        CompletionStage<String> failing = desk.submit(() -> {
            throw new IllegalStateException("on purpose");
        });
        waiting.remove().run();

        assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
        assertThat(desk.taken()).isZero();
    }

    @Test
    void anExecutorThatRefusesIsBusy() {
        HashingDesk closed = new HashingDesk(
                work -> {
                    throw new RejectedExecutionException();
                },
                1);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> done(closed.submit(() -> "never"))).hasCauseInstanceOf(DeskBusyException.class);
        }
        assertThat(closed.taken()).isZero();
    }
}
