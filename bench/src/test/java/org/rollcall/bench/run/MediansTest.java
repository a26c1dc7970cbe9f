package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Medians.median(List.of(5.0, 1.0, 100.0, 2.0, 3.0))).isEqualTo(3.0);
        assertThat(Medians.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
        assertThat(Medians.median(List.of(7.0))).isEqualTo(7.0);
        assertThatThrownBy(() -> Medians.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void warmMeansThatTheLastThreeAgree() {
        assertThat(Medians.lastThreeAgree(List.of(100.0, 100.0))).isFalse();
        assertThat(Medians.lastThreeAgree(List.of(10.0, 100.0, 96.0, 98.0))).isTrue();
        assertThat(Medians.lastThreeAgree(List.of(100.0, 100.0, 100.0, 94.0))).isFalse();
    }

    @Test
    void theTotalOfAHistogramIsItsBytes() throws IOException {
        String histogram = """
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         23941        2184352  [B (java.base@25)
                Total        112233       12345678
                """;
        assertThat(LiveHeap.total(histogram)).isEqualTo(12_345_678);
        assertThatThrownBy(() -> LiveHeap.total("no such process")).isInstanceOf(IOException.class);
    }
}
