package org.rollcall.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final InstantSource WALL = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678912Z"));
    private static final InetSocketAddress FROM = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    private static final Optional<Deed.Doer> ALICE = Optional.of(new Deed.Doer("alice", "S-1-5-21-1-2-3-1000"));

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("audit.json");
    }

    private static List<Map<String, Object>> lines(Path file) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.std.mapFrom(line));
        }
        return lines;
    }

    private static Map<String, Object> with(Map<String, ?> some, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> line(String event, Map<String, ?> who, Map<String, ?> what) {
        return with(with(Map.of("time", "2026-01-02T03:04:05.678Z", "event", event), who), what);
    }

    private static Deed change(String target) {
        return new Deed.Operation(FROM, ALICE, "modify", target, "success");
    }

    @Test
    void aLineForEachDeed() throws IOException {
        try (AuditLog log = AuditLog.start(file(), 1 << 20, 2, WALL)) {
            log.record(new Deed.Bind(FROM, "simple", "alice", ALICE, "success", ""));
            log.record(new Deed.Bind(
                    FROM, "SCRAM-SHA-256", "x\n\"", Optional.empty(), "invalidCredentials", "no account"));
            log.record(change("cn=a,ou=Dynamic,o=Intranet"));
            log.record(new Deed.Revocation(FROM, ALICE));
            log.record(new Deed.Administration("account add", "bob", "done"));
        }
        Map<String, Object> from = Map.of("address", "127.0.0.1", "port", 4711);
        Map<String, Object> alice = with(from, Map.of("account", "alice", "sid", "S-1-5-21-1-2-3-1000"));
        assertThat(lines(file()))
                .containsExactly(
                        line("bind", alice, Map.of("method", "simple", "name", "alice", "result", "success")),
                        line(
                                "bind",
                                from,
                                Map.of(
                                        "method", "SCRAM-SHA-256",
                                        "name", "x\n\"",
                                        "result", "invalidCredentials",
                                        "reason", "no account")),
                        line("modify", alice, Map.of("target", "cn=a,ou=Dynamic,o=Intranet", "result", "success")),
                        line("revocation", alice, Map.of()),
                        line(
                                "administration",
                                Map.of(),
                                Map.of("act", "account add", "target", "bob", "result", "done")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void itGoesOnWhereItEnded() throws IOException {
        for (int i = 1; i <= 3; i++) {
            try (AuditLog log = AuditLog.start(file(), 1 << 20, 2, WALL)) {
                log.record(change("cn=" + i));
            }
            assertThat(lines(file())).hasSize(i);
        }
    }

    @Test
    void aLargeFileIsTurnedOverAndTheOldestGoes() throws IOException {
        for (int i = 0; i < 9; i++) {
            // About 200 octets each: two find room.
            try (AuditLog log = AuditLog.start(file(), 500, 2, WALL)) {
                log.record(change("cn=" + i));
            }
        }
        assertThat(lines(file())).extracting(line -> line.get("target")).containsExactly("cn=8");
        assertThat(lines(folder.resolve("audit.json.1")))
                .extracting(line -> line.get("target"))
                .containsExactly("cn=6", "cn=7");
        assertThat(lines(folder.resolve("audit.json.2")))
                .extracting(line -> line.get("target"))
                .containsExactly("cn=4", "cn=5");
        assertThat(folder.resolve("audit.json.3")).doesNotExist();
    }

    @Test
    void withNoneKeptItBeginsAnew() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (AuditLog log = AuditLog.start(file(), 1, 0, WALL)) {
                log.record(change("cn=" + i));
            }
        }
        assertThat(lines(file())).extracting(line -> line.get("target")).containsExactly("cn=2");
        assertThat(folder.resolve("audit.json.1")).doesNotExist();
    }

    @Test
    void whatIsTooLongIsCut() throws IOException {
        try (AuditLog log = AuditLog.start(file(), 1 << 20, 2, WALL)) {
            log.record(change("x".repeat(100_000)));
        }
        assertThat((String) lines(file()).getFirst().get("target"))
                .hasSize(1_025)
                .endsWith("…");
    }

    @Test
    void whatCannotBeWrittenIsLostAndCounted() throws IOException {
        AuditLog log = AuditLog.start(Path.of("/dev/full"), 1 << 20, 2, WALL);
        log.record(change("cn=a"));
        log.record(change("cn=b"));
        log.close();
        assertThat(log.lost()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeMadeIsTold() {
        assertThatThrownBy(() -> AuditLog.start(folder.resolve("none").resolve("audit.json"), 1, 1, WALL)
                        .close())
                .isInstanceOf(IOException.class);
    }
}
