package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.RollcallServer;
import org.rollcall.store.rocksdb.Durability;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.RocksStoreSettings;
import org.rollcall.store.rocksdb.StoreStats;

/** Commands for the store as an operator gives them, with and without a server that has it. */
class StoreCommandsTest extends Installation {
    /** In the folder's {@code data}, where commands look by default. */
    private void commit(Table table, String key, String value) {
        OctetString octets = OctetString.of(value);
        try (RocksStore store = open("data")) {
            store.commit(List.of(new Store.Write.Put(table, OctetString.of(key), () -> octets)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private RocksStore open(String directory) {
        return RocksStore.open(folder.resolve(directory), RocksStoreSettings.DEFAULT, Runnable::run, health -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "restore", "check", "compact", "stats"})
    void helpTellsExitCodesAndWhereTheStoreIsLookedFor(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: rollcall " + command)
                .contains("Exit codes:")
                .contains("--data=VALUE")
                .contains("--control.socket=VALUE")
                .contains("-c, --config=FILE");
    }

    @Test
    void aStoreThatNobodyServesIsBackedUpAndRestored() throws Exception {
        commit(Table.ACCOUNTS, "a", "1");
        assertThat(run("backup", "safe")).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("Backup 1 is in " + folder.resolve("safe/1") + ": about 1 record, ");
        commit(Table.ACCOUNTS, "b", "2");
        assertThat(run("backup", "safe", "--keep", "3")).isZero();

        assertThat(run("backup", "--list", folder.resolve("safe").toString())).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString())
                .containsPattern("(?m)^ +1  20\\d\\d-\\S+Z  about 1 record, .* new$")
                .containsPattern("(?m)^ +2  20\\d\\d-\\S+Z  about 2 records, .* new$");

        assertThat(run("restore", "safe", "--backup", "1", "--data", "other")).isZero();
        assertThat(out.toString())
                .startsWith("Backup 1 of 20")
                .contains("is in " + folder.resolve("other"))
                .contains("about 1 record");
        assertThat(run("stats", "--data=other")).isZero();
        assertThat(out.toString()).containsPattern("(?m)^accounts +about 1 record, ");

        assertThat(run("restore", "safe")).isEqualTo(3);
        assertThat(err.toString()).startsWith("rollcall: ").contains("--force");
        assertThat(run("restore", "safe", "--force")).isZero();
        assertThat(out.toString())
                .contains("The store that was there is in " + folder.toRealPath() + "/data/replaced-");
    }

    @Test
    void aRunningServerDoesItItself() throws Exception {
        try (RollcallServer server = serve(Map.of());
                LDAPConnection client = new LDAPConnection(
                        "127.0.0.1", server.boundAddresses().getFirst().getPort())) {
            client.add(
                    "dn: cn=a@b.c,ou=Dynamic,o=Intranet",
                    "objectClass: rtPerson",
                    "cn: a@b.c",
                    "rfc822Mailbox: a@b.c",
                    "ipAddress: 3758139584");
            assertThat(run("stats")).as(err.toString()).isZero();
            assertThat(out.toString())
                    .containsPattern("(?m)^health +good$")
                    .containsPattern("(?m)^entries +about 1 record, ")
                    .containsPattern("(?m)^since it was opened +\\d+ commits? in \\d+ writes?, ")
                    .containsPattern("(?m)^last sync +20\\d\\d-");
            assertThat(run("backup", "safe")).as(err.toString()).isZero();
            assertThat(out.toString()).startsWith("Backup 1 is in " + folder.resolve("safe/1"));
            assertThat(run("compact")).as(err.toString()).isZero();
            assertThat(out.toString()).startsWith("Compacted: the tables' files have ");

            for (String command : List.of("check", "restore")) {
                int code = command.equals("check") ? run("check") : run("restore", "safe", "--force");
                assertThat(code).isEqualTo(3);
                assertThat(err.toString()).contains("is in use by this very process");
            }
            client.delete("cn=a@b.c,ou=Dynamic,o=Intranet");
        }
        assertThat(run("check")).isZero();
        assertThat(run("restore", "safe", "--force")).isZero();
        try (RollcallServer server = serve(Map.of());
                LDAPConnection client = new LDAPConnection(
                        "127.0.0.1", server.boundAddresses().getFirst().getPort())) {
            assertThat(client.getEntry("cn=a@b.c,ou=Dynamic,o=Intranet")).isNotNull();
        }
    }

    @Test
    void aRefusalOfTheServerIsTheCommandsRefusal() throws Exception {
        Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(folder.resolve("foreign/thesis.txt"), "chapter 1");
        try (RollcallServer _ = serve(Map.of())) {
            assertThat(run("backup", "foreign")).isEqualTo(3);
            assertThat(err.toString()).startsWith("rollcall: ").contains("thesis.txt");
        }
    }

    @Test
    void whatIsWrongIsListedAndMended() throws Exception {
        commit(Table.ENTRIES, "cn=good", "");
        commit(Table.MULTICAST_LEASES, "a", "1");
        assertThat(run("check")).isEqualTo(4);
        assertThat(out.toString())
                .contains("table entries, record cn=good: no entry that this version reads: ")
                .contains("Whole records: 0 in entries, 0 in accounts, 1 in multicast leases")
                .contains("1 thing is wrong.")
                .contains("--repair");
        assertThat(run("check", "--repair")).isEqualTo(5);
        assertThat(out.toString()).contains("Repaired").contains("/replaced-");
        assertThat(run("check")).isZero();
        assertThat(out.toString()).endsWith("Nothing is wrong.\n");
    }

    @Test
    void aDamagedBackupHasACodeOfItsOwn() throws Exception {
        commit(Table.ACCOUNTS, "a", "1");
        run("backup", "safe");
        Path current = folder.resolve("safe/1/db/CURRENT");
        Files.writeString(current, Files.readString(current) + "x");
        assertThat(run("restore", "safe", "--data", "other")).isEqualTo(4);
        assertThat(err.toString()).contains("db/CURRENT");
        Files.delete(folder.resolve("safe/1/rollcall.backup"));
        assertThat(run("backup", "safe", "--list")).isEqualTo(4);
        assertThat(err.toString()).contains("safe/1 is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "check", "compact", "stats"})
    void whereNoStoreIsNoneIsMade(String command) throws IOException {
        List<String> arguments = command.equals("backup") ? List.of("backup", "safe") : List.of(command);
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(3);
        assertThat(err.toString()).startsWith("rollcall: ").contains("there is no " + folder.resolve("data"));
        assertThat(folder).isEmptyDirectory();

        environment.put("ROLLCALL_STORE", "memory");
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(3);
        assertThat(err.toString()).contains("store: memory");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theStoreIsLookedForWhereTheSettingsSay() throws Exception {
        commit(Table.ACCOUNTS, "a", "1");
        Files.move(folder.resolve("data"), folder.resolve("moved"));
        Path file = Files.writeString(folder.resolve("my.yaml"), "data: moved\n");
        assertThat(run("stats")).isEqualTo(3);
        assertThat(run("stats", "-c", file.toString())).isZero();
        environment.put("ROLLCALL_DATA", "moved");
        assertThat(run("stats")).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^data directory +" + folder.toRealPath().resolve("moved"));
        Files.writeString(file, "dat: moved\n");
        assertThat(run("stats", "-c", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("the nearest is data");
    }

    @Test
    void whatIsNotUnderstoodIsToldSo() {
        assertThat(run("backup")).isEqualTo(2);
        assertThat(run("backup", "safe", "--keep", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--keep=0: one backup or more is kept");
        assertThat(run("backup", "safe", "--keep", "many")).isEqualTo(2);
        assertThat(run("restore", "safe", "--backup", "newest")).isEqualTo(2);
        assertThat(run("check", "--repear")).isEqualTo(2);
        assertThat(err.toString()).contains("the nearest is --repair");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void figuresOfAStoreThatIsFull() {
        StoreStats stats = new StoreStats(
                new UUID(1, 2),
                Path.of("/data"),
                Durability.OS,
                new StoreHealth(StoreHealth.State.FULL, "the disk is full"),
                Map.of(Table.ENTRIES, new StoreStats.TableStats(1_234_567, 5L << 30)),
                5L << 30,
                1536,
                0,
                new RocksStore.Counts(30, 12, 2048, 9, Optional.of(Instant.parse("2026-11-21T10:30:00Z"))));
        assertThat(StatsCommand.lines(stats))
                .containsExactly(
                        "data directory       /data",
                        "store                00000000-0000-0001-0000-000000000002",
                        "health               full: the disk is full",
                        "durability           os",
                        "entries              about 1,234,567 records, 5.0 GiB",
                        "accounts             about 0 records, 0 bytes",
                        "multicast leases     about 0 records, 0 bytes",
                        "tables' files        5.0 GiB",
                        "log                  1.5 KiB",
                        "room on the disk     0 bytes",
                        "since it was opened  30 commits in 12 writes, 2.5 together, 9 at most; 2.0 KiB",
                        "last write           2026-11-21T10:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "copy,Copying: 1.0 KiB of 2.0 KiB",
        "verify,Verifying files: 1.0 KiB of 2.0 KiB",
        "compact,Compacting: 1024 of 2048 tables",
        "read,'Reading records: 1,024 of about 2,048'",
        "unheard-of,unheard-of: 1024 of 2048"
    })
    void progressOnATerminal(String stage, String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        long[] nanos = {0};
        WorkProgress progress = new WorkProgress(
                Optional.of(new TerminalLine(new PrintStream(octets, true, StandardCharsets.UTF_8), () -> nanos[0])));
        progress.report(stage, 0, 2048);
        nanos[0] = 600_000_000;
        progress.report(stage, 1024, 2048);
        progress.report(stage, 1025, 2048);
        progress.erase();
        assertThat(octets.toString(StandardCharsets.UTF_8)).isEqualTo("\r\033[K" + text + "\r\033[K");
        new WorkProgress(Optional.empty()).report(stage, 1, 2);
    }

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1023,1023 bytes", "1024,1.0 KiB", "1572864,1.5 MiB", "9223372036854775807,8.0 EiB"})
    void octetsAsPeopleReadThem(long octets, String text) {
        assertThat(Amounts.bytes(octets)).isEqualTo(text);
    }
}
