package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryProgressTest {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private long nanos;

    private String shown() {
        return octets.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsQuickIsSilentAndWhatIsSlowLeavesNoLine() {
        EntryProgress progress = new EntryProgress(
                Optional.of(new TerminalLine(new PrintStream(octets, true, StandardCharsets.UTF_8), () -> nanos)),
                "Back");

        nanos = 499_999_999;
        progress.accept(10);
        assertThat(shown()).isEmpty();

        nanos = 500_000_000;
        progress.accept(1_234_567);
        nanos += 99_999_999;
        progress.accept(2_000_000);
        assertThat(shown()).isEqualTo("\r\033[KBack: 1,234,567 (2,469,134 per second)");

        progress.erase();
        progress.erase();
        assertThat(shown()).isEqualTo("\r\033[KBack: 1,234,567 (2,469,134 per second)\r\033[K");
    }
}
