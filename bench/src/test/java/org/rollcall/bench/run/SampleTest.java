package org.rollcall.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.bench.canned.CannedServer;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.load.LoadFailedException;
import org.rollcall.bench.load.Loads.Step;
import org.rollcall.bench.load.Target;
import org.rollcall.bench.wire.Entry;
import org.rollcall.bench.wire.Transport;

class SampleTest {
    private static Sample sample(int entries, int resultCode, Map<String, List<String>> attributes) {
        return new Sample(List.of(new Entry("cn=x", attributes)), entries, 300, resultCode, 20);
    }

    @Test
    void cannedAnswersHaveTheSizesOfTheSample() throws IOException {
        ReplySizes sizes = new ReplySizes(1_000, 371, 25);
        try (CannedServer server = new CannedServer(Transport.best(), 1, 0, sizes, Optional.empty())) {
            List<Sample> samples = Sample.take(
                    Target.port(server.port()),
                    Dialect.PLAIN.session().stream().map(Step::template).toList(),
                    5);
            assertThat(samples.getFirst().resultBytes()).isEqualTo(ReplySizes.SMALLEST_RESULT);
            assertThat(samples.getLast().sizes()).isEqualTo(sizes);
        }
    }

    @Test
    void onlyTheRequestedAttributesPass() {
        Step exact = Dialect.exact();
        List<String> wanted = List.of("cn", "sn");
        assertThatCode(() -> sample(1, 0, Map.of("SN", List.of("b"), "cn", List.of("a")))
                        .check(exact, wanted))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> sample(1, 0, Map.of("cn", List.of("a"))).check(exact, wanted))
                .isInstanceOf(LoadFailedException.class);
        assertThatThrownBy(() -> sample(1, 0, Map.of("sn", List.of(), "cn", List.of("a")))
                        .check(exact, wanted))
                .isInstanceOf(LoadFailedException.class);
    }

    @Test
    void aWrongCountOrResultDoesNotPass() {
        Map<String, List<String>> attributes = Map.of("cn", List.of("a"));
        assertThatThrownBy(() -> sample(2, 0, attributes).check(Dialect.exact(), List.of("cn")))
                .isInstanceOf(LoadFailedException.class);
        assertThatThrownBy(() -> sample(1, 32, attributes).check(Dialect.exact(), List.of("cn")))
                .isInstanceOf(LoadFailedException.class);
    }
}
