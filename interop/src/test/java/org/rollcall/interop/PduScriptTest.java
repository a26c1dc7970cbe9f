package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.interop.PduScript.Step;

class PduScriptTest {
    @Test
    void hexTextAndCommentsAreOctets() {
        PduScript script = PduScript.parse("x", """
                # a comment
                connect
                send          ; RFC 4511 §4.2
                  30 05       ; "not octets"
                  "a;\u00e9"     ; Latin-1
                expect-close
                """);

        assertThat(script.steps()).hasSize(3);
        assertThat(((Step.Send) script.steps().get(1)).octets()).isEqualTo(new byte[] {0x30, 5, 'a', ';', (byte) 0xe9});
        assertThat(script.steps().get(2).line()).isEqualTo(6);
    }

    @Test
    void aTimeCountsDownByThreeAtMostAndKeepsItsDigits() {
        Step.Expect expect = (Step.Expect)
                PduScript.parse("x", "expect\n  04 04 <1800>\n").steps().getFirst();

        for (String shown : List.of("1800", "1799", "1797")) {
            assertThat(expect.pdu().seenAs(octets(shown))).isEqualTo(octets(shown));
        }
        for (String shown : List.of("1801", "1796", "+999", "180x", "180")) {
            assertThat(expect.pdu().seenAs(octets(shown))).isNotEqualTo(octets(shown));
        }
    }

    private static byte[] octets(String time) {
        return ("\4\4" + time).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aMistakeIsNamedByItsLine() {
        assertThatThrownBy(() -> PduScript.parse("x.pdu", "send\n  30 0g\n")).hasMessageContaining("x.pdu:2");
        assertThatThrownBy(() -> PduScript.parse("x.pdu", "send\n  300c\n")).hasMessageContaining("x.pdu:2");
        assertThatThrownBy(() -> PduScript.parse("x.pdu", "\nsend\n")).hasMessageContaining("x.pdu:2: no octets");
        assertThatThrownBy(() -> PduScript.parse("x.pdu", "reply\n")).hasMessageContaining("x.pdu:1: not a step");
        assertThatThrownBy(() -> PduScript.parse("x.pdu", "send\n  04 01 <9>\n"))
                .hasMessageContaining("counts down");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void everyLengthInTheScriptsSaysWhatIsThere(String name) throws IOException {
        PduScript script = PduScript.resource(name);

        assertThat(script.steps()).isNotEmpty();
        for (Step step : script.steps()) {
            switch (step) {
                case Step.Send send -> checked(name, step, send.octets());
                case Step.Expect expect -> checked(name, step, expect.pdu().octets());
                default -> {}
            }
        }
    }

    private static void checked(String name, Step step, byte[] octets) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(octets);
        try {
            Tlv.read(in).check();
        } catch (IOException | ArithmeticException e) {
            throw new AssertionError(name + ":" + step.line() + ": " + e.getMessage(), e);
        }
        assertThat(in.available())
                .as("octets after the message at %s:%s", name, step.line())
                .isZero();
    }

    static Stream<String> resources() throws IOException {
        Path folder = Path.of("src/test/resources/pdu");
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".pdu"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
