package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineRingTest {
    private static final int SIZE = 1_024;
    private static final int LONGEST = 100;

    private static byte[] line(long number, int length) {
        byte[] line = new byte[length];
        Arrays.fill(line, (byte) ('a' + number % 26));
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, line, 0, Math.min(digits.length, length - 1));
        line[length - 1] = '\n';
        return line;
    }

    private static boolean put(LineRing ring, byte[] line) {
        int index = ring.begin();
        if (index == LineRing.FULL) {
            return false;
        }
        System.arraycopy(line, 0, ring.octets(), index, line.length);
        ring.end(index + line.length);
        return true;
    }

    private static void split(byte[] octets, int offset, int length, List<String> lines) {
        String text = new String(octets, offset, length, StandardCharsets.US_ASCII);
        assertThat(text).endsWith("\n");
        lines.addAll(text.lines().toList());
    }

    private static String text(byte[] line) {
        return new String(line, 0, line.length - 1, StandardCharsets.US_ASCII);
    }

    @Property(tries = 300)
    void linesComeOutAsTheyWentInAndAreLostOnlyWhereThereIsNoRoom(@ForAll long seed) {
        Random random = new Random(seed);
        LineRing ring = new LineRing(SIZE, LONGEST, () -> {});
        ArrayDeque<String> inside = new ArrayDeque<>();
        int octets = 0;
        int lost = 0;
        for (int step = 0; step < 400; step++) {
            if (random.nextInt(12) == 0) {
                List<String> out = new ArrayList<>();
                assertThat(ring.drain((array, offset, length) -> split(array, offset, length, out)))
                        .isEqualTo(!inside.isEmpty());
                assertThat(out).containsExactlyElementsOf(inside);
                inside.clear();
                octets = 0;
            } else {
                byte[] line = line(step, 1 + random.nextInt(LONGEST));
                if (put(ring, line)) {
                    inside.add(text(line));
                    octets += line.length;
                } else {
                    lost++;
                    assertThat(octets).isGreaterThan(SIZE - 3 * LONGEST);
                }
                assertThat(octets).isLessThanOrEqualTo(SIZE);
            }
        }
        assertThat(ring.lost()).isEqualTo(lost);
    }

    @Test
    void nothingIsLostTornOrOutOfOrderBetweenTwoThreads() {
        int count = 100_000;
        LineRing ring = new LineRing(1 << 14, 300, () -> {});
        AtomicBoolean over = new AtomicBoolean();
        Runnable making = () -> {
            Random random = new Random(5);
            for (int i = 0; i < count; i++) {
                byte[] line = line(i, 12 + random.nextInt(288));
                while (!put(ring, line) && !over.get()) {
                    Thread.yield();
                }
            }
        };
        // A thread of its own: those of the common pool may all be taken by other tests.
        CompletableFuture<Void> maker = CompletableFuture.runAsync(making, task -> new Thread(task).start());
        Random same = new Random(5);
        int[] seen = {0};
        List<String> piece = new ArrayList<>();
        try {
            LogLab.await(() -> {
                ring.drain((octets, offset, length) -> {
                    piece.clear();
                    split(octets, offset, length, piece);
                    for (String line : piece) {
                        String expected = text(line(seen[0]++, 12 + same.nextInt(288)));
                        if (!line.equals(expected)) {
                            throw new AssertionError(line + " in place of " + expected);
                        }
                    }
                });
                return seen[0] == count || maker.isCompletedExceptionally();
            });
        } finally {
            over.set(true);
        }
        maker.join();
        assertThat(ring.drain((octets, offset, length) -> {})).isFalse();
    }

    @Test
    void muchIsPassedOnInPiecesOfWholeLines() {
        LineRing ring = new LineRing(4 * LineRing.PIECE, 1_000, () -> {});
        int number = 0;
        while (put(ring, line(number, 999))) {
            number++;
        }
        List<Integer> pieces = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        ring.drain((octets, offset, length) -> {
            pieces.add(length);
            split(octets, offset, length, lines);
        });
        assertThat(lines).hasSize(number);
        assertThat(pieces).hasSizeGreaterThan(3).allMatch(length -> length <= LineRing.PIECE);
    }

    @Test
    void theWriterIsToldOnceThatTheRingIsHalfFull() {
        int[] told = {0};
        LineRing ring = new LineRing(SIZE, LONGEST, () -> told[0]++);
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 6; i++) {
                put(ring, line(i, 50));
            }
            assertThat(told[0]).isEqualTo(round - 1);
            for (int i = 0; i < 50; i++) {
                put(ring, line(i, 50));
            }
            assertThat(told[0]).isEqualTo(round);
            ring.drain((octets, offset, length) -> {});
        }
    }

    @Test
    void aLineThatIsBegunAndNotEndedIsNotThere() {
        LineRing ring = new LineRing(SIZE, LONGEST, () -> {});
        assertThat(ring.begin()).isEqualTo(ring.begin());
        assertThat(ring.drain((octets, offset, length) -> {})).isFalse();
    }

    @Test
    void sizesThatDoNotWorkAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRing(1_000, 10, () -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRing(1_024, 513, () -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> new LineRing(1 << 20, LineRing.PIECE + 1, () -> {}));
    }
}
