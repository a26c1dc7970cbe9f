package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.store.rocksdb.Backup;
import org.rollcall.store.rocksdb.Durability;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.StoreStats;

class ControlCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:30:00.123456789Z");
    private static final UUID ID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final ControlRequest BACKUP =
            new ControlRequest.Backup(Path.of("/ba \"ck\nup\u00e4/\ud83d\ude00"), 7);
    private static final ControlRequest COMPACT = new ControlRequest.Compact();
    private static final ControlRequest STATS = new ControlRequest.Stats();

    private static StoreStats stats(StoreHealth health, Optional<Instant> lastWrite) {
        return new StoreStats(
                ID,
                Path.of("/data"),
                Durability.OS,
                health,
                Map.of(
                        Table.ENTRIES,
                        new StoreStats.TableStats(1, 1L << 40),
                        Table.MULTICAST_LEASES,
                        new StoreStats.TableStats(0, 0)),
                5,
                6,
                Long.MAX_VALUE,
                new RocksStore.Counts(9, 4, 1000, 3, lastWrite));
    }

    @Test
    void requestsAreReadAsTheyWereWritten() throws Exception {
        for (ControlRequest each : List.of(BACKUP, COMPACT, STATS)) {
            byte[] line = ControlCodec.encode(each);
            assertThat(new String(line, StandardCharsets.UTF_8)).doesNotContain("\n");
            assertThat(ControlCodec.decodeRequest(line)).isEqualTo(each);
        }
    }

    @Test
    void resultsAreReadAsTheyWereWritten() throws Exception {
        Map<ControlResult, ControlRequest> all = Map.of(
                new ControlResult.Backup(new Backup(12, ID, NOW, 1L << 50, 17, 3)), BACKUP,
                new ControlResult.Compact(new RocksStore.Compaction(5, 4)), COMPACT,
                new ControlResult.Stats(stats(StoreHealth.GOOD, Optional.of(NOW))), STATS,
                new ControlResult.Stats(
                                stats(new StoreHealth(StoreHealth.State.FULL, "the disk is full"), Optional.empty())),
                        STATS);
        for (Map.Entry<ControlResult, ControlRequest> each : all.entrySet()) {
            byte[] line = ControlCodec.encode(new Line.Result(each.getKey()));
            assertThat(ControlCodec.decodeAnswer(each.getValue(), line)).isEqualTo(new Line.Result(each.getKey()));
        }
    }

    @Test
    void progressAndFailuresAreReadAsTheyWereWritten() throws Exception {
        Line progress = new Line.Progress("copy", 3, 1L << 40);
        assertThat(ControlCodec.decodeAnswer(STATS, ControlCodec.encode(progress)))
                .isEqualTo(progress);
        for (Kind kind : Kind.values()) {
            Line failure = new Line.Failure(new ControlException(kind, "it is \"so\""));
            assertThat(ControlCodec.decodeAnswer(STATS, ControlCodec.encode(failure)))
                    .isInstanceOfSatisfying(Line.Failure.class, read -> {
                        assertThat(read.failure().kind()).isEqualTo(kind);
                        assertThat(read.failure()).hasMessage("it is \"so\"");
                    });
        }
    }

    @Test
    void anAnswerThatIsNoneIsToldSo() {
        for (String line : List.of(
                "{}",
                "x",
                "{\"result\":7}",
                "{\"result\":{}}",
                "{\"progress\":{\"stage\":\"copy\",\"done\":1}}",
                "{\"error\":{\"kind\":\"unheard-of\",\"message\":\"\"}}",
                "{\"result\":{\"number\":1,\"store\":\"no id\",\"made\":\"never\",\"bytes\":1,\"newBytes\":1,\"records\":1}}")) {
            assertThatThrownBy(() -> ControlCodec.decodeAnswer(BACKUP, line.getBytes(StandardCharsets.UTF_8)))
                    .as(line)
                    .isInstanceOfSatisfying(
                            ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_UNDERSTOOD));
        }
    }
}
