package org.rollcall.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueFormsTest {
    @Property(tries = 500)
    void aSizeReadsBackWhatItShows(@ForAll @LongRange(min = 0, max = 1L << 45) long bytes) {
        ByteSize size = new ByteSize(bytes);

        assertThat(ByteSize.parse(size.toString())).isEqualTo(size);
    }

    @Property(tries = 500)
    void aDurationReadsBackWhatItShows(@ForAll @LongRange(min = 0, max = 1L << 45) long millis) {
        Duration span = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.format(span))).isEqualTo(span);
    }

    @Test
    void sizesAndDurationsAreShownInTheLargestUnitThatFits() {
        assertThat(new ByteSize(0)).hasToString("0B");
        assertThat(new ByteSize(3 << 20)).hasToString("3MiB");
        assertThat(new ByteSize(1025)).hasToString("1025B");
        assertThat(Durations.format(Duration.ofSeconds(180_000))).isEqualTo("50h");
        assertThat(Durations.format(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Durations.format(Duration.ofMillis(1500))).isEqualTo("1500ms");
    }

    @Test
    void aSizeBeyondIntBecomesItsLargestValue() {
        assertThat(ByteSize.parse("4GiB").toInt()).isEqualTo(Integer.MAX_VALUE);
        assertThat(ByteSize.parse("4 kib").toInt()).isEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5MiB", "1TB", "MiB", "999999999999999GiB"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "-1s", "1.5h", "s", "1w", "999999999999999d"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }

    @Test
    void aNameOfTheEnvironmentSplitsItsWords() {
        assertThat(SettingsCatalog.instance().find("limits.connectionsPerAddress"))
                .get()
                .extracting(SettingDefinition::environmentVariable)
                .isEqualTo("ROLLCALL_LIMITS_CONNECTIONS_PER_ADDRESS");
    }
}
