package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.server.config.Settings;

class EndingTest {
    private final CompletableFuture<Void> disk = new CompletableFuture<>();
    private final FakeProcess process = new FakeProcess();

    /** A process in which time stands still, but for what is said to take too long. */
    private static final class FakeProcess implements Ending.Surroundings {
        private final Set<Duration> exceeded = new HashSet<>();
        private final List<String> log = new ArrayList<>();
        private final List<Integer> halted = new ArrayList<>();
        private CompletableFuture<Void> logDisk = CompletableFuture.completedFuture(null);

        @Override
        public boolean await(CompletableFuture<Void> done, Duration most) {
            if (exceeded.contains(most)) {
                return false;
            }
            done.handle((result, failure) -> true)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            return true;
        }

        @Override
        public void say(String line) {
            logDisk.join();
            log.add(line);
        }

        @Override
        public void stopLog() {
            logDisk.join();
            log.add("end");
        }

        @Override
        public void halt(int code) {
            halted.add(code);
        }
    }

    private void end(Map<String, String> settings) {
        // It is closed when its disk says so.
        new Ending(Settings.of(settings), process).end(new FakeServer(List.of(), disk::join));
    }

    @AfterEach
    void mend() {
        disk.complete(null);
    }

    @Test
    void whatIsClosedInTimeEndsWellAndWithoutAWord() {
        disk.complete(null);

        end(Map.of());

        assertThat(process.halted).containsExactly(Main.DONE);
        assertThat(process.log).containsExactly("end");
    }

    @Test
    void aDiskThatHangsKeepsTheProcessForTwoSecondsAndNoLonger() {
        process.exceeded.add(Duration.ofSeconds(2));

        end(Map.of());

        assertThat(process.halted).containsExactly(Main.FAILED);
        assertThat(process.log)
                .containsExactly("Not closed within 2 s of the signal to end, so the process ends as it is;"
                        + " no change that was acknowledged is lost");
    }

    @Test
    void nothingIsPromisedOfWhatIsKeptNowhere() {
        process.exceeded.add(Duration.ofSeconds(2));

        end(Map.of("store", "memory"));

        assertThat(process.halted).containsExactly(Main.FAILED);
        assertThat(process.log).singleElement().asString().endsWith("ends as it is");
    }

    @Test
    void aLogOnTheDiskThatHangsKeepsNobodyEither() {
        process.exceeded.addAll(List.of(Ending.CLOSING, Ending.LOGGING));
        process.logDisk = disk;

        end(Map.of());

        assertThat(process.halted).containsExactly(Main.FAILED);
    }

    @Test
    void whereOnlyClosingKeepsWhatWasAcknowledgedItIsWaitedFor() {
        process.exceeded.add(Ending.CLOSING);
        disk.complete(null);

        end(Map.of("durability", "memory"));

        assertThat(process.halted).containsExactly(Main.DONE);
        assertThat(process.log)
                .satisfiesExactly(
                        line -> assertThat(line).contains("more than 2 s", "waited for"),
                        line -> assertThat(line).isEqualTo("end"));
    }

    @Test
    void aCloseThatFailsIsToldAndIsAFailure() {
        disk.completeExceptionally(new IllegalStateException("the last commits did not reach the disk"));

        end(Map.of());

        assertThat(process.halted).containsExactly(Main.FAILED);
        assertThat(process.log)
                .satisfiesExactly(
                        line -> assertThat(line).contains("the last commits did not reach the disk"),
                        line -> assertThat(line).isEqualTo("end"));
    }
}
