package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.store.rocksdb.Tables.put;
import static org.rollcall.store.rocksdb.Tables.remove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.TableProperties;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.directory.store.StoreException;
import org.rollcall.ldap.OctetString;
import org.rollcall.store.rocksdb.Finding.BadFile;
import org.rollcall.store.rocksdb.Finding.BadRecord;
import org.rollcall.store.rocksdb.Finding.Damage;
import org.rollcall.store.rocksdb.Finding.LostRange;

/**
 * Stores with damage of every kind: what is told of it, and what is left after a repair. It is longer than other classes,
 * since each kind of damage is done by hand to the same store, of which it has to be known what is in which file.
 */
class StoreCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:30:00Z");
    private static final int RECORDS = 600;
    private static final RecordCheck ANYTHING = (table, key, value) -> Optional.empty();

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();
    private Path data;

    /**
     * Three files: the oldest has all records, the next those from 100 to 299 once more, the newest those from 250 to 399
     * and that 10 was removed. What is newest is in the log.
     */
    @BeforeEach
    void makeStore() throws IOException {
        data = folder.resolve("data");
        commit(IntStream.range(0, RECORDS).mapToObj(i -> put(key(i), value(i, "old"))));
        commit(IntStream.range(100, 300).mapToObj(i -> put(key(i), value(i, "mid"))));
        commit(java.util.stream.Stream.concat(
                IntStream.range(250, 400).mapToObj(i -> put(key(i), value(i, "new"))),
                java.util.stream.Stream.of(remove(key(10)), put(Table.ACCOUNTS, "account", "whole"))));
    }

    private void commit(java.util.stream.Stream<Write> writes) {
        try (Store store = RocksStoreTest.open(data, Durability.SYNCED)) {
            store.commit(writes.toList()).toCompletableFuture().join();
        }
    }

    private static String key(int number) {
        return "person %05d".formatted(number);
    }

    private static String value(int number, String age) {
        return age + " value of " + number + ": " + "x".repeat(200);
    }

    private static OctetString octets(int number) {
        return OctetString.of(key(number));
    }

    /** All records as they should be. */
    private static Tables model() {
        Tables model = new Tables();
        for (int i = 0; i < RECORDS; i++) {
            if (i != 10) {
                model.apply(List.of(put(
                        key(i), value(i, i >= 250 && i < 400 ? "new" : i >= 100 && i < 300 ? "mid" : "old"))));
            }
        }
        return model.apply(List.of(put(Table.ACCOUNTS, "account", "whole")));
    }

    private List<Path> files(String ending) throws IOException {
        return DiskFiles.list(data.resolve("db")).stream()
                .filter(file -> file.toString().endsWith(ending))
                .toList();
    }

    private Path fileWith(String text) throws IOException {
        for (Path each : files(".sst")) {
            if (Files.readString(each, StandardCharsets.ISO_8859_1).contains(text)) {
                return each;
            }
        }
        throw new AssertionError("no file with " + text);
    }

    private static void change(Path file, UnaryOperator<byte[]> change) throws IOException {
        Files.write(file, change.apply(Files.readAllBytes(file)));
    }

    private static int find(byte[] octets, String text) {
        return new String(octets, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static byte[] flip(byte[] octets, int place) {
        octets[place] ^= 4;
        return octets;
    }

    /** Where the index begins, and after it the properties. */
    private static int endOfData(Path file) throws RocksDBException {
        return (int) properties(file).getDataSize();
    }

    private static int indexLength(Path file) throws RocksDBException {
        return (int) properties(file).getIndexSize();
    }

    private static TableProperties properties(Path file) throws RocksDBException {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            return reader.getTableProperties();
        }
    }

    /** So that it cannot be taken apart. */
    private static byte[] crush(byte[] octets, int number, String age) {
        int place = find(octets, value(number, age));
        Arrays.fill(octets, place - 100, place + 150, (byte) 0xff);
        return octets;
    }

    private StoreCheck.Report check(boolean repair) throws MaintenanceException {
        return check(repair, ANYTHING, DiskFiles.REAL);
    }

    private StoreCheck.Report check(boolean repair, RecordCheck records, DiskFiles files) throws MaintenanceException {
        findings.clear();
        StoreCheck.Report report =
                StoreCheck.run(data, records, repair, findings::add, Progress.NONE, files, () -> NOW);
        assertThat(report.findings()).isEqualTo(findings.size());
        assertThat(data.resolve("scratch")).doesNotExist();
        return report;
    }

    private List<BadFile> badFiles() {
        return findings.stream()
                .filter(BadFile.class::isInstance)
                .map(BadFile.class::cast)
                .toList();
    }

    /** Repairs, and returns what there is then, which must be without fault. */
    private Tables repaired() throws Exception {
        List<Finding> before = List.copyOf(findings);
        StoreCheck.Report report = check(true);
        assertThat(findings).isEqualTo(before);
        assertThat(report.aside()).contains(data.toRealPath().resolve("replaced-20261121T103000Z"));
        assertThat(report.aside().orElseThrow().resolve("db/CURRENT").getParent())
                .isDirectory();
        StoreCheck.Report again = check(false);
        assertThat(findings).isEmpty();
        assertThat(again.aside()).isEmpty();
        Tables found = BackupTest.contentOf(data);
        assertThat(found.damage()).isEmpty();
        for (Table table : Table.values()) {
            assertThat(again.records().get(table)).isEqualTo(found.get(table).size());
        }
        return found;
    }

    @Test
    void aSoundStoreIsCountedAndLeftAsItIs() throws Exception {
        StoreCheck.Report report = check(true);

        assertThat(findings).isEmpty();
        assertThat(report.aside()).isEmpty();
        assertThat(report.records())
                .containsEntry(Table.ENTRIES, (long) RECORDS - 1)
                .containsEntry(Table.ACCOUNTS, 1L)
                .containsEntry(Table.MULTICAST_LEASES, 0L);
        assertThat(DiskFiles.list(data)).extracting(DiskFiles::name).containsExactly("db", "lock", "rollcall.store");
        assertThat(BackupTest.contentOf(data)).isEqualTo(model());
    }

    @Test
    void whatIsOnlyInTheLogIsReadToo() throws Exception {
        Path copy = folder.resolve("copy");
        try (Store store = RocksStoreTest.open(data, Durability.SYNCED)) {
            store.commit(List.of(put("late", "x"))).toCompletableFuture().join();
            Steps.copyTree(data, copy);
        }
        data = copy;

        assertThat(check(false).records()).containsEntry(Table.ENTRIES, (long) RECORDS);
        assertThat(findings).isEmpty();
        assertThat(BackupTest.contentOf(copy).get(Table.ENTRIES)).hasSize(RECORDS);
    }

    @Test
    void aFlippedBitIsToldByTableAndKey() throws Exception {
        Path file = fileWith(value(320, "new"));
        change(file, octets -> flip(octets, find(octets, value(320, "new")) + 3));

        check(false);

        assertThat(badFiles()).singleElement().satisfies(bad -> {
            assertThat(bad.name()).isEqualTo(file.getFileName().toString());
            assertThat(bad.table()).isEqualTo(Table.ENTRIES);
            assertThat(bad.first()).isEqualTo(octets(10));
            assertThat(bad.last()).isEqualTo(octets(399));
            assertThat(bad.readable()).isTrue();
        });
        assertThat(findings)
                .hasSize(2)
                .contains(new BadRecord(Table.ENTRIES, octets(320), "damaged: its checksum does not fit"));
        assertThat(repaired()).isEqualTo(model().apply(List.of(remove(key(320)))));
    }

    @Test
    void recordsThatMeanNothingAreToldAndPutAside() throws Exception {
        RecordCheck check = (table, key, value) -> key.equals(octets(7)) ? Optional.of("no entry") : Optional.empty();
        StoreCheck.Report report = check(true, check, DiskFiles.REAL);

        assertThat(findings).containsExactly(new BadRecord(Table.ENTRIES, octets(7), "no entry"));
        assertThat(report.records()).containsEntry(Table.ENTRIES, RECORDS - 2L);
        assertThat(BackupTest.contentOf(data)).isEqualTo(model().apply(List.of(remove(key(7)))));
        assertThat(BackupTest.contentOf(report.aside().orElseThrow())).isEqualTo(model());
    }

    @Test
    void blocksThatCannotBeTakenApartLoseOnlyWhatOnlyTheyHad() throws Exception {
        // Two of them in one file, with whole ones between.
        change(fileWith(value(500, "old")), octets -> crush(crush(octets, 120, "old"), 500, "old"));

        check(false);

        List<LostRange> lost = findings.stream()
                .filter(LostRange.class::isInstance)
                .map(LostRange.class::cast)
                .toList();
        assertThat(lost).hasSize(2);
        // The keys of the first are in a newer file too.
        assertThat(lost.getFirst().kept()).isPositive();
        assertThat(lost.getLast().kept()).isZero();
        for (LostRange each : lost) {
            OctetString after = each.after().orElseThrow();
            OctetString before = each.before().orElseThrow();
            int crushed = each == lost.getFirst() ? 120 : 500;
            assertThat(octets(crushed)).isGreaterThan(after).isLessThan(before);
            // A block has some 4,000 octets.
            assertThat(number(before) - number(after)).isLessThan(25);
        }
        Tables expected = model();
        for (int i = number(lost.getLast().after().orElseThrow()) + 1;
                i < number(lost.getLast().before().orElseThrow());
                i++) {
            expected.apply(List.of(remove(key(i))));
        }
        for (Finding each : findings) {
            if (each instanceof BadRecord bad) {
                expected.apply(List.of(remove(bad.key().utf8())));
            }
        }
        assertThat(expected.get(Table.ENTRIES)).hasSizeGreaterThan(RECORDS - 25);
        assertThat(repaired()).isEqualTo(expected);
    }

    private static int number(OctetString key) {
        return Integer.parseInt(key.utf8().substring("person ".length()));
    }

    @Test
    void ofALargeHoleTheEdgesAreFound() throws Exception {
        data = folder.resolve("large");
        int many = 6_000;
        commit(IntStream.range(0, many).mapToObj(i -> put(key(i), value(i, "one"))));
        Path file = fileWith(value(0, "one"));
        int[] edges = new int[4];
        change(file, octets -> {
            edges[0] = find(octets, value(1_000, "one"));
            edges[1] = find(octets, value(3_500, "one"));
            edges[2] = find(octets, value(4_000, "one"));
            edges[3] = find(octets, value(4_100, "one"));
            Arrays.fill(octets, edges[0], edges[1], (byte) 0);
            Arrays.fill(octets, edges[2], edges[3], (byte) 0);
            return octets;
        });

        StoreCheck.Report report = check(false);

        List<LostRange> lost = findings.stream()
                .filter(LostRange.class::isInstance)
                .map(LostRange.class::cast)
                .toList();
        assertThat(lost).hasSize(2);
        assertThat(number(lost.getFirst().after().orElseThrow())).isBetween(980, 1_000);
        assertThat(number(lost.getFirst().before().orElseThrow())).isBetween(3_500, 3_520);
        assertThat(number(lost.getLast().after().orElseThrow())).isBetween(3_980, 4_000);
        assertThat(number(lost.getLast().before().orElseThrow())).isBetween(4_100, 4_120);
        assertThat(report.records().get(Table.ENTRIES)).isBetween(many - 2_680L, many - 2_600L);
        assertThat(repaired().get(Table.ENTRIES).size())
                .isEqualTo(report.records().get(Table.ENTRIES).intValue());
    }

    @Test
    void whatTheFirstAndTheLastBlockHadIsToldWithoutABound() throws Exception {
        change(fileWith(value(599, "old")), octets -> crush(crush(octets, 5, "old"), 599, "old"));

        check(false);

        assertThat(findings)
                .filteredOn(LostRange.class::isInstance)
                .extracting(Finding::text)
                .anyMatch(text -> text.contains("after the beginning") || text.contains("after person 0000"))
                .anyMatch(text -> text.contains("before the end"));
        assertThat(repaired().get(Table.ENTRIES))
                .hasSizeGreaterThan(RECORDS - 50)
                .hasSizeLessThan(RECORDS - 2);
    }

    /** Damage after which nothing of a file can be read. */
    enum Fatal {
        MISSING,
        CUT_OFF,
        EMPTY,
        NO_FOOTER,
        NO_PROPERTIES
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatCannotBeReadLosesWhatOnlyItHad(Fatal damage) throws Exception {
        Path file = fileWith(value(320, "new"));
        switch (damage) {
            case MISSING -> Files.delete(file);
            case CUT_OFF -> change(file, octets -> Arrays.copyOf(octets, octets.length / 2));
            case EMPTY -> change(file, octets -> new byte[0]);
            case NO_FOOTER -> change(file, octets -> flip(octets, octets.length - 3));
            case NO_PROPERTIES -> {
                int place = endOfData(file) + indexLength(file) + 200;
                change(file, octets -> flip(octets, place));
            }
        }
        assertThatThrownBy(() -> RocksStoreTest.open(data, Durability.SYNCED))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not open")
                .hasMessageContaining("`rollcall check`");

        check(false);

        BadFile bad = (BadFile) findings.getFirst();
        assertThat(findings).hasSize(1);
        assertThat(bad.readable()).isFalse();
        assertThat(bad.first()).isEqualTo(octets(10));
        assertThat(bad.last()).isEqualTo(octets(399));
        assertThat(bad.text()).contains("with records from " + key(10) + " to " + key(399) + ": cannot be read at all");
        // Older files have older records of the same keys, and one that was removed since.
        Tables expected = model().apply(List.of(put(key(10), value(10, "old"))));
        for (int i = 250; i < 400; i++) {
            expected.apply(List.of(put(key(i), value(i, i < 300 ? "mid" : "old"))));
        }
        assertThat(repaired()).isEqualTo(expected);
    }

    @Test
    void anIndexWithAFlippedBitLosesNothingWhereItsBlocksAreFound() throws Exception {
        Path file = fileWith(value(320, "new"));
        int place = endOfData(file) + indexLength(file) / 2;
        change(file, octets -> flip(octets, place));

        check(false);

        assertThat(badFiles()).hasSize(1);
        assertThat(badFiles().getFirst().reason()).contains("block_type = Index");
        Tables found = repaired();
        assertThat(found.get(Table.ENTRIES)).hasSizeGreaterThan(RECORDS - 25);
        assertThat(found.get(Table.ACCOUNTS)).hasSize(1);
    }

    @Test
    void severalFilesAreOfNoHelpToEachOther() throws Exception {
        Files.delete(fileWith(value(320, "new")));
        change(fileWith(value(500, "old")), octets -> crush(octets, 500, "old"));
        Path mid = fileWith(value(220, "mid"));
        change(mid, octets -> flip(octets, octets.length - 3));

        check(false);

        assertThat(badFiles()).extracting(BadFile::readable).containsExactlyInAnyOrder(true, false, false);
        Tables found = repaired();
        assertThat(found.get(Table.ENTRIES))
                .hasSizeGreaterThan(RECORDS - 25)
                .containsEntry(octets(220), OctetString.of(value(220, "old")));
    }

    @ParameterizedTest
    @EnumSource
    void aListOfFilesThatIsLostIsMadeAnew(LostList damage) throws Exception {
        Path manifest = DiskFiles.list(data.resolve("db")).stream()
                .filter(file -> DiskFiles.name(file).startsWith("MANIFEST-"))
                .findFirst()
                .orElseThrow();
        switch (damage) {
            case MANIFEST_MISSING -> Files.delete(manifest);
            case MANIFEST_DAMAGED -> change(manifest, octets -> flip(octets, octets.length / 2));
            case CURRENT_MISSING -> Files.delete(data.resolve("db/CURRENT"));
            case CURRENT_DAMAGED -> Files.writeString(data.resolve("db/CURRENT"), "MANIFEST-nonsense\n");
        }
        assertThatThrownBy(() -> RocksStoreTest.open(data, Durability.SYNCED)).isInstanceOf(StoreException.class);

        check(false);

        assertThat(findings)
                .singleElement()
                .isInstanceOfSatisfying(
                        Damage.class,
                        found -> assertThat(found.text())
                                .contains("the list of the database's files is damaged")
                                .contains("made anew"));
        assertThat(repaired()).isEqualTo(model());
    }

    enum LostList {
        MANIFEST_MISSING,
        MANIFEST_DAMAGED,
        CURRENT_MISSING,
        CURRENT_DAMAGED
    }

    @Test
    void aDamagedLogIsTold() throws Exception {
        Path copy = folder.resolve("copy");
        try (Store store = RocksStoreTest.open(data, Durability.SYNCED)) {
            for (int i = 0; i < 300; i++) {
                store.commit(List.of(put("late" + i, "x".repeat(200))))
                        .toCompletableFuture()
                        .join();
            }
            Steps.copyTree(data, copy);
        }
        data = copy;
        Path log = files(".log").getLast();
        change(log, octets -> flip(octets, 33_000));

        check(false);

        assertThat(findings).singleElement().isInstanceOf(Damage.class);
        assertThat(findings.getFirst().text()).contains("the log is damaged");
        assertThat(repaired().get(Table.ENTRIES)).hasSizeBetween(RECORDS + 100, RECORDS + 298);
    }

    @Test
    void aStoreThatIsOpenIsLeftAlone() throws Exception {
        try (RocksStore store = RocksStoreTest.open(data, Durability.SYNCED)) {
            assertThatThrownBy(() -> check(true))
                    .isInstanceOfSatisfying(
                            MaintenanceException.class,
                            e -> assertThat(e.kind()).isEqualTo(MaintenanceException.Kind.REFUSED))
                    .hasMessageContaining("in use by this very process");
            assertThat(store.health().reason()).isEmpty();
        }
    }

    @Test
    void whatIsNoStoreIsRefusedAndNotMadeOne() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> StoreCheck.run(none, ANYTHING, true, findings::add, Progress.NONE))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageContaining("there is no " + none);
        assertThat(none).doesNotExist();
        assertThatThrownBy(() -> StoreCheck.run(folder, ANYTHING, true, findings::add, Progress.NONE))
                .isInstanceOf(MaintenanceException.class);
        assertThat(folder.resolve("lock")).doesNotExist();
    }

    @Test
    void whoWaitsForItMayEndIt() throws Exception {
        Files.delete(fileWith(value(320, "new")));
        for (Progress.Stage when : List.of(Progress.Stage.VERIFY, Progress.Stage.READ)) {
            assertThatThrownBy(() -> StoreCheck.run(data, ANYTHING, true, findings::add, (stage, done, total) -> {
                        if (stage == when && done > 0) {
                            throw new CancellationException("enough");
                        }
                    }))
                    .isInstanceOf(CancellationException.class);
            assertThat(DiskFiles.list(data))
                    .extracting(DiskFiles::name)
                    .containsExactly("db", "lock", "rollcall.store");
        }
    }

    @Test
    void aRepairWithoutRoomIsNotBegun() throws Exception {
        Files.delete(fileWith(value(320, "new")));
        assertThatThrownBy(() -> check(true, ANYTHING, Steps.watched(step -> {}).withFree(10 << 20)))
                .isInstanceOf(MaintenanceException.class)
                .hasMessageContaining("10 MiB are free");
        assertThat(DiskFiles.list(data)).extracting(DiskFiles::name).containsExactly("db", "lock", "rollcall.store");
    }

    @Test
    void whicheverStepOfARepairFailsNothingIsTakenForWholeThatIsNot() throws Exception {
        Path file = fileWith(value(320, "new"));
        change(file, octets -> flip(octets, find(octets, value(320, "new")) + 3));
        Path original = folder.resolve("original");
        Files.move(data, original);
        int interrupted = 0;
        boolean failed = true;
        for (int tries = 0; failed; tries += 3) {
            if (Files.exists(data)) {
                Steps.deleteTree(data);
            }
            Steps.copyTree(original, data);
            Steps steps = Steps.failingFrom(tries);
            try {
                StoreCheck.run(data, ANYTHING, true, finding -> {}, Progress.NONE, steps, () -> NOW);
            } catch (MaintenanceException e) {
                assertThat(e).hasMessageContaining("no space left");
            }
            failed = steps.hasFailed();
            try (Store store = RocksStoreTest.open(data, Durability.SYNCED)) {
                assertThat(Tables.of(store).get(Table.ENTRIES)).hasSize(RECORDS - 2);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("was interrupted");
                interrupted++;
            }
        }
        assertThat(interrupted).isPositive();
    }
}
