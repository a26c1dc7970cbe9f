package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.server.config.SettingsCatalog;

class CommandLineTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    private int run(String... arguments) {
        return Commands.run(new PrintWriter(out), new PrintWriter(err), environment, folder, arguments);
    }

    @Test
    void configPrintsEverySettingWithItsOrigin() throws IOException {
        Path file = Files.writeString(folder.resolve("rollcall.yaml"), "limits:\n  pageSize: 5\n");
        environment.put("ROLLCALL_LEASE_MAX_PERSON", "1h");

        assertThat(run("config", "--port", "389", "--port", "1002", "--log.format=json"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^  pageSize: 5 +# " + file + ":2$")
                .containsPattern("(?m)^  maxPerson: 1h +# environment ROLLCALL_LEASE_MAX_PERSON$")
                .containsPattern("(?m)^  ports: \\[389, 1002\\] +# flag --port$")
                .containsPattern("(?m)^  format: json +# flag --log.format$")
                .containsPattern("(?m)^eventLoops: 0 +# default$");
        assertThat(out.toString().lines().filter(line -> line.contains(" # ")))
                .hasSameSizeAs(SettingsCatalog.instance().all());
    }

    @Test
    void whatConfigPrintsIsASettingsFileOfTheSameEffect() throws IOException {
        run(
                "config",
                "--suffixes=o=It's, c=x;o=#2",
                "--anonymous.writableSubtrees=ou=A: b,o=Intranet",
                "--log.accessFile=a b");
        String first = out.toString().replaceAll("# .*", "");
        Path file = Files.writeString(folder.resolve("copy.yaml"), out.toString());
        out.getBuffer().setLength(0);

        assertThat(run("config", "-c", file.toString())).isZero();
        assertThat(out.toString().replaceAll("# .*", "")).isEqualTo(first);
        assertThat(first).contains("['o=It''s, c=x', 'o=");
    }

    @Test
    void theFirstFileThereIsIsTaken() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/.config/rollcall"));
        Files.writeString(home.resolve("rollcall.yaml"), "eventLoops: 3\n");
        environment.put("HOME", folder.resolve("home").toString());

        assertThat(run("config")).isZero();
        assertThat(out.toString()).contains("eventLoops: 3");

        Path named = Files.writeString(folder.resolve("named.yaml"), "eventLoops: 4\n");
        environment.put("ROLLCALL_CONFIG", named.toString());
        assertThat(run("config")).isZero();
        assertThat(out.toString()).contains("eventLoops: 4");
    }

    @Test
    void aBadSettingIsOneLineAndExitCode2() throws IOException {
        Path file = Files.writeString(folder.resolve("rollcall.yaml"), "limits:\n  pagesize: 5\n");

        assertThat(run("config")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "rollcall: " + file + ":2: limits.pagesize is not a setting; the nearest is limits.pageSize");
    }

    @Test
    void aServerDoesNotStartWithABadSetting() throws IOException {
        Path file = Files.writeString(folder.resolve("rollcall.yaml"), "listen:\n  ports: 70000\n");
        int plain = Main.run(new PrintWriter(out), new PrintWriter(err), environment, folder, "serve");
        String told = err.toString();
        err.getBuffer().setLength(0);

        assertThat(plain).isEqualTo(2);
        assertThat(told).startsWith("rollcall: " + file + ":2: listen.ports: expected a whole number from 0 to 65535");
        assertThat(run("serve")).isEqualTo(2);
        assertThat(err).hasToString(told);
    }

    @Test
    void anUnknownFlagIsToldWithTheNearest() {
        assertThat(run("config", "--limits.conections=5", "--poort", "1")).isEqualTo(2);
        assertThat(err.toString().lines())
                .contains(
                        "rollcall: --limits.conections=5: not a flag; the nearest is --limits.connections",
                        "rollcall: --poort: not a flag; the nearest is --port");
        assertThat(run("sevre")).isEqualTo(2);
        assertThat(err.toString()).contains("sevre: not a command");
    }

    @Test
    void withoutACommandTheUseIsExplained() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("rollcall serve");
    }

    @Test
    void helpDescribesEverySettingOnce() {
        assertThat(run("config", "--help")).isZero();
        assertThat(SettingsCatalog.instance().all())
                .extracting(setting -> setting.flag() + (setting.isSwitch() ? "[=VALUE]" : "=VALUE"))
                .allSatisfy(flag -> assertThat(out.toString()).containsOnlyOnce(" " + flag));
        assertThat(out.toString()).contains("-p, --port=PORT").doesNotContain("\u001b[");
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).matches("(?s)rollcall \\d+\\.\\d+\\.\\d+\\S*\\RJava 2\\d.*");
        assertThat(run("--version")).isZero();
    }

    @Test
    void theReferencePageIsTheOneCommitted() throws IOException {
        assertThat(run("config", "--reference")).isZero();
        assertThat(Path.of("../docs/configuration.md"))
                .as("regenerate by: ./rollcall config --reference > docs/configuration.md")
                .hasContent(out.toString());
    }
}
