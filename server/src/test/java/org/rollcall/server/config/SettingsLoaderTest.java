package org.rollcall.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rollcall.yaml"), text);
    }

    private EffectiveSettings load(String text) throws IOException {
        return SettingsLoader.load(Optional.of(file(text)), Map.of(), List.of());
    }

    private List<String> problems(String text) throws IOException {
        Path file = file(text);
        return problems(Optional.of(file), Map.of()).stream()
                .map(problem -> problem.replace(file.toString(), "rollcall.yaml"))
                .toList();
    }

    private static List<String> problems(
            Optional<Path> file, Map<String, String> environment, SettingsLoader.Flag... flags) {
        return catchThrowableOfType(
                        SettingsException.class, () -> SettingsLoader.load(file, environment, List.of(flags)))
                .problems();
    }

    @Test
    void nothingSaidGivesTheDefaults() {
        Settings settings = Settings.of(Map.of());

        assertThat(settings.listen().ports()).containsExactly(1002);
        assertThat(settings.listen().fallbackPort()).isEqualTo(10020);
        assertThat(settings.listen().addresses()).isEmpty();
        assertThat(settings.lease().defaultTime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.lease().maxPerson()).isEqualTo(Duration.ofSeconds(180_000));
        assertThat(settings.lease().maxConference()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.limits().entriesPerAddress()).isEqualTo(500);
        assertThat(settings.limits().messageSize()).isEqualTo(new ByteSize(1 << 20));
        assertThat(settings.limits().applyToLoopback()).isFalse();
        assertThat(settings.people().address()).isEqualTo(Settings.AddressPolicy.AUTO);
    }

    @Test
    void everyDefaultSatisfiesItsOwnBounds() {
        assertThat(SettingsCatalog.instance().all())
                .hasSizeGreaterThan(30)
                .allSatisfy(definition -> definition.parse(definition.split(definition.defaultText())));
    }

    @Test
    void everyDescriptionIsOneSentenceWithoutItsFullStop() {
        assertThat(SettingsCatalog.instance().all())
                .extracting(SettingDefinition::description)
                .allSatisfy(text -> assertThat(text)
                        .isNotBlank()
                        .doesNotEndWith(".")
                        .matches(sentence -> Character.isUpperCase(sentence.charAt(0))));
    }

    @Test
    void everyKindOfValueIsReadFromTheFile() throws IOException {
        Settings settings = load("""
                        # A comment.
                        suffixes:
                          - o=Elsewhere, c=xx
                          - dc=example,dc=org
                        listen:
                          ports: [1002, 389]
                        lease:
                          defaultTime: 5m
                        people:
                          address: as-sent
                        schema:
                          files: more.schema
                        limits:
                          messageSize: 2MiB
                          searchCandidates: 5_000_000_000
                          applyToLoopback: true
                        """).settings();

        assertThat(settings.suffixes()).containsExactly("o=Elsewhere, c=xx", "dc=example,dc=org");
        assertThat(settings.listen().ports()).containsExactly(1002, 389);
        assertThat(settings.lease().defaultTime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.people().address()).isEqualTo(Settings.AddressPolicy.AS_SENT);
        assertThat(settings.schema().files()).containsExactly(Path.of("more.schema"));
        assertThat(settings.limits().messageSize()).isEqualTo(new ByteSize(2 << 20));
        assertThat(settings.limits().searchCandidates()).isEqualTo(5_000_000_000L);
        assertThat(settings.limits().applyToLoopback()).isTrue();
    }

    @Test
    void aKeyWithDotsIsItsPath() throws IOException {
        assertThat(load("limits.connections: 7\n").settings().limits().connections())
                .isEqualTo(7);
    }

    @Test
    void anEmptyFileOrGroupChangesNothing() throws IOException {
        assertThat(load("").settings()).isEqualTo(Settings.of(Map.of()));
        assertThat(load("# nothing yet\n").settings()).isEqualTo(Settings.of(Map.of()));
        assertThat(load("limits:\n").settings()).isEqualTo(Settings.of(Map.of()));
    }

    @Test
    void theEnvironmentOverrulesTheFileAndFlagsOverruleBoth() throws IOException {
        Path file = file("limits:\n  connections: 1\n  pageSize: 2\n  filterDepth: 3\n");
        EffectiveSettings effective = SettingsLoader.load(
                Optional.of(file),
                Map.of("ROLLCALL_LIMITS_PAGE_SIZE", "20", "ROLLCALL_LIMITS_FILTER_DEPTH", "30", "HOME", "/"),
                List.of(new SettingsLoader.Flag("--limits.filterDepth", "limits.filterDepth", "300")));

        assertThat(effective.settings().limits().connections()).isEqualTo(1);
        assertThat(effective.settings().limits().pageSize()).isEqualTo(20);
        assertThat(effective.settings().limits().filterDepth()).isEqualTo(300);
        assertThat(effective.values().get("limits.connections").origin()).isEqualTo(new Origin.FileLine(file, 2));
        assertThat(effective.values().get("limits.pageSize").origin())
                .hasToString("environment ROLLCALL_LIMITS_PAGE_SIZE");
        assertThat(effective.values().get("limits.filterDepth").origin()).hasToString("flag --limits.filterDepth");
        assertThat(effective.values().get("limits.entrySize").origin()).hasToString("default");
        assertThat(effective.isExplicit("limits.connections")).isTrue();
        assertThat(effective.isExplicit("limits.entrySize")).isFalse();
    }

    @Test
    void aListTakesItsFlagSeveralTimes() {
        EffectiveSettings effective = SettingsLoader.load(
                Optional.empty(),
                Map.of("ROLLCALL_SUFFIXES", "o=A, c=x; o=B"),
                List.of(
                        new SettingsLoader.Flag("--port", "listen.ports", "1002"),
                        new SettingsLoader.Flag("--port", "listen.ports", "389,390")));

        assertThat(effective.settings().listen().ports()).containsExactly(1002, 389, 390);
        assertThat(effective.settings().suffixes()).containsExactly("o=A, c=x", "o=B");
    }

    @Test
    void anUnknownKeyIsToldWithItsLineAndTheNearestKey() throws IOException {
        assertThat(problems("listen:\n  ports: 1002\nlimits:\n  conections: 5\n"))
                .containsExactly(
                        "rollcall.yaml:4: limits.conections is not a setting; the nearest is limits.connections");
        assertThat(problems("pageSize: 5\n"))
                .containsExactly("rollcall.yaml:1: pageSize is not a setting; the nearest is limits.pageSize");
        assertThat(problems("quux: 5\n"))
                .containsExactly("rollcall.yaml:1: quux is not a setting; `rollcall config` shows them all");
        assertThat(problems("limits: 5\n"))
                .containsExactly("rollcall.yaml:1: limits is a group of settings:"
                        + " expected its settings below it, one to a line");
    }

    @Test
    void aBadValueIsToldWithItsLineAndWhatWasExpected() throws IOException {
        assertThat(problems("""
                lease:
                  defaultTime: 10
                people:
                  address: guess
                limits:
                  messageSize: big
                  connections: -1
                  applyToLoopback: maybe
                  pageSize: [1, 2]
                listen:
                  ports: [1002, 70000]
                """))
                .containsExactly(
                        "rollcall.yaml:2: lease.defaultTime: expected a duration such as 500ms, 60s, 10m, 1h or 30d"
                                + " from 1s to 31557600s, found 10",
                        "rollcall.yaml:4: people.address: expected one of as-sent, observed, auto, found guess",
                        "rollcall.yaml:6: limits.messageSize: expected a size such as 512, 64KiB or 1MiB"
                                + " from 1KiB to 1GiB, found big",
                        "rollcall.yaml:7: limits.connections: expected a whole number from 1 to 10000000, found -1",
                        "rollcall.yaml:8: limits.applyToLoopback: expected true or false, found maybe",
                        "rollcall.yaml:9: limits.pageSize: expected a whole number from 1 to 1000000, found 1, 2",
                        "rollcall.yaml:11: listen.ports: expected a whole number from 0 to 65535,"
                                + " or several of them, found 1002, 70000");
    }

    @Test
    void whatIsNotYamlIsToldWithItsLine() throws IOException {
        assertThat(problems("limits:\n  connections: [1\nlisten: x\n"))
                .singleElement()
                .asString()
                .matches("rollcall.yaml:[23]: not YAML: .*");
        assertThat(problems("just words\n")).containsExactly("rollcall.yaml:1: expected settings, each as key: value");
        assertThat(problems("listen:\n  ports:\n  - {a: 1}\n"))
                .containsExactly("rollcall.yaml:3: listen.ports: expected a list of plain values");
    }

    @Test
    void aKeySetTwiceIsRefused() throws IOException {
        assertThat(problems("limits:\n  pageSize: 5\nlimits.pageSize: 6\n"))
                .containsExactly("rollcall.yaml:3: limits.pageSize is set twice, first in line 2");
    }

    @Test
    void aMissingFileIsToldByName() {
        Path missing = folder.resolve("none.yaml");

        assertThat(problems(Optional.of(missing), Map.of()))
                .singleElement()
                .asString()
                .startsWith(missing + ": cannot be read");
    }

    @Test
    void unknownVariablesAndFlagsAreToldWithTheNearest() {
        assertThat(problems(
                        Optional.empty(),
                        Map.of("ROLLCALL_LIMITS_CONECTIONS", "5"),
                        new SettingsLoader.Flag("--limits.pagesize", "limits.pagesize", "5")))
                .containsExactly(
                        "environment: ROLLCALL_LIMITS_CONECTIONS is not a setting;"
                                + " the nearest is ROLLCALL_LIMITS_CONNECTIONS",
                        "flag --limits.pagesize: limits.pagesize is not a setting; the nearest is limits.pageSize");
    }

    @Test
    void variablesOfTheLauncherAndOfContainerPlatformsAreNoSettings() {
        Map<String, String> environment = Map.of(
                "ROLLCALL_JAVA_OPTS", "-Xmx1g",
                "ROLLCALL_SERVICE_HOST", "10.0.0.1",
                "ROLLCALL_PORT", "tcp://10.0.0.1:1002",
                "ROLLCALL_PORT_1002_TCP_ADDR", "10.0.0.1");

        assertThat(SettingsLoader.load(Optional.empty(), environment, List.of()).settings())
                .isEqualTo(Settings.of(Map.of()));
    }

    @Test
    void settingsForTestsAreGivenByKey() {
        Settings settings = Settings.of(Map.of("listen.ports", "0", "limits.idleTime", "250ms"));

        assertThat(settings.listen().ports()).containsExactly(0);
        assertThat(settings.limits().idleTime()).isEqualTo(Duration.ofMillis(250));
    }
}
