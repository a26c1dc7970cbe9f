package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.config.SettingsLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class PlainFlagsTest {
    @Command
    private static final class Empty {}

    private static GivenSettings byPicocli(String... arguments) {
        CommandLine command = new CommandLine(new Empty());
        SettingsFlags.addTo(command.getCommandSpec());
        return SettingsFlags.read(command.parseArgs(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--port 1002",
                "--port=1002 -p 389 --eventLoops=3",
                "-c file.yaml --limits.idleTime 5m",
                "--suffixes=o=A,c=x --address ::1",
                "--log.accessFile=",
                "--log.access",
                "--log.access --metrics.enabled=false --port 5",
                "--log.access false",
            })
    void plainFlagsMeanWhatTheyMeanToPicocli(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
        GivenSettings plain = PlainFlags.read(List.of(arguments)).orElseThrow();

        assertThat(plain.file()).isEqualTo(byPicocli(arguments).file());
        assertThat(plain.flags())
                .containsExactlyInAnyOrderElementsOf(byPicocli(arguments).flags());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "--port",
                "--poort=5",
                "--port --eventLoops=3",
                "stray",
                "--config=a --config=b",
                "-p5",
                "--limits.conections=5",
                "--",
            })
    void whatIsNotPlainIsLeftToPicocli(String line) {
        assertThat(PlainFlags.read(List.of(line.split(" ")))).isEmpty();
    }

    @Test
    void severalValuesKeepTheirOrder() {
        assertThat(PlainFlags.read(List.of("-p", "1002", "--port=389")))
                .hasValue(new GivenSettings(
                        Optional.empty(),
                        List.of(
                                new SettingsLoader.Flag("--port", "listen.ports", "1002"),
                                new SettingsLoader.Flag("--port", "listen.ports", "389"))));
    }
}
