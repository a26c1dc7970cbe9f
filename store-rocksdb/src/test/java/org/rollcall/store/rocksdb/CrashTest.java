package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.store.rocksdb.ChildProcess.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.ldap.OctetString;

/** What is found after an end that nobody prepared: all that was acknowledged, and no half of a batch. */
class CrashTest {
    private static final int MAX_KEYS = 12;
    private static final int FILE_BYTES = 200_000;

    private Path folder;

    @BeforeTry
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("rollcall-crash");
    }

    @AfterTry
    void removeFolder() throws IOException {
        delete(folder);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static List<Write> randomBatch(Random random) {
        List<Write> batch = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            Table table = Table.values()[random.nextInt(Table.values().length)];
            OctetString key = OctetString.of("key" + random.nextInt(MAX_KEYS));
            if (random.nextInt(4) == 0) {
                batch.add(new Write.Remove(table, key));
            } else {
                byte[] value = new byte[random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(300)];
                random.nextBytes(value);
                batch.add(new Write.Put(table, key, () -> OctetString.wrap(value)));
            }
        }
        return batch;
    }

    /** What a crash of the process would leave of an open store that nobody writes to. */
    private Path copy(Path store) throws IOException {
        while (true) {
            // RocksDB may tidy up behind its back: then the copy is of no single moment.
            Map<Path, Long> before = lengths(store);
            Path copy = Files.createTempDirectory(folder, "copy");
            try {
                for (Path each : before.keySet()) {
                    Path target = copy.resolve(store.relativize(each).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(each, target);
                }
            } catch (NoSuchFileException e) {
                continue;
            }
            if (lengths(store).equals(before)) {
                return copy;
            }
        }
    }

    private static Map<Path, Long> lengths(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            Map<Path, Long> lengths = new TreeMap<>();
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                lengths.put(each, Files.size(each));
            }
            return lengths;
        } catch (UncheckedIOException | NoSuchFileException e) {
            return lengths(store);
        }
    }

    private static Tables contentOf(Path directory) {
        try (Store store = RocksStoreTest.open(directory, Durability.SYNCED)) {
            return Tables.of(store);
        }
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void storeAndModelAgreeWhereverItEnds(@ForAll long seed, @ForAll Durability durability) throws IOException {
        Random random = new Random(seed);
        Path directory = folder.resolve("data");
        Tables model = new Tables();
        for (int round = 0; round < 5; round++) {
            try (Store store = RocksStoreTest.open(directory, durability)) {
                assertThat(Tables.of(store)).isEqualTo(model);
                for (int i = random.nextInt(12); i > 0; i--) {
                    List<Write> batch = randomBatch(random);
                    store.commit(batch).toCompletableFuture().join();
                    model.apply(batch);
                    if (durability != Durability.MEMORY && random.nextInt(6) == 0) {
                        assertThat(contentOf(copy(directory))).isEqualTo(model);
                    }
                }
            }
        }
        assertThat(contentOf(directory)).isEqualTo(model);
    }

    @Example
    void aLogWithDamageInItLosesWhatIsThereAndSaysSo() throws IOException {
        Path directory = folder.resolve("data");
        int batches = 300;
        Path copy;
        try (Store store = RocksStoreTest.open(directory, Durability.SYNCED)) {
            for (int i = 0; i < batches; i++) {
                store.commit(List.of(
                                Tables.put(Table.ENTRIES, "k" + i, "v" + i),
                                Tables.put(Table.ACCOUNTS, "k" + i, "v" + i)))
                        .toCompletableFuture()
                        .join();
            }
            store.commit(List.of(Tables.put("large", "x".repeat(100_000))))
                    .toCompletableFuture()
                    .join();
            store.commit(List.of(Tables.put("last", "v"))).toCompletableFuture().join();
            copy = copy(directory);
        }
        Path log = logOf(copy);
        byte[] octets = Files.readAllBytes(log);
        octets[15_000] ^= 1;
        Files.write(log, octets);

        Tables found = contentOf(copy);

        assertThat(found.get(Table.ENTRIES))
                .hasSizeGreaterThan(50)
                .hasSizeLessThan(batches + 2)
                .containsKeys(OctetString.of("k0"), OctetString.of("last"));
        for (int i = 0; i < batches; i++) {
            OctetString key = OctetString.of("k" + i);
            assertThat(found.get(Table.ENTRIES).get(key))
                    .isEqualTo(found.get(Table.ACCOUNTS).get(key));
        }
        assertThat(found.damage()).hasSize(Table.values().length).allMatch(each -> each.contains("the log"));
        // What was read is in tables by now, and nothing is left to complain of.
        assertThat(contentOf(copy).damage()).isEmpty();
        assertThat(contentOf(copy).get(Table.ENTRIES)).isEqualTo(found.get(Table.ENTRIES));
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void aLogThatIsCutLosesWholeBatchesOfItsEndOnly(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = folder.resolve("data");
        List<Tables> states = new ArrayList<>(List.of(new Tables()));
        List<Long> ends = new ArrayList<>();
        Path log;
        try (Store store = RocksStoreTest.open(directory, Durability.SYNCED)) {
            log = logOf(directory);
            ends.add(Files.size(log));
            for (int i = 0; i < 20; i++) {
                List<Write> batch = randomBatch(random);
                store.commit(batch).toCompletableFuture().join();
                states.add(states.getLast().copy().apply(batch));
                ends.add(Files.size(log));
            }
            assertThat(logOf(directory)).isEqualTo(log);
            for (int i = 0; i < 6; i++) {
                long cut = random.nextLong(ends.getLast() + 1);
                Path copy = copy(directory);
                tear(copy.resolve(directory.relativize(log).toString()), cut, random);
                int whole = 0;
                while (whole + 1 < ends.size() && ends.get(whole + 1) <= cut) {
                    whole++;
                }
                // What follows the cut may look like damage, and may be called so.
                Tables found = contentOf(copy);
                for (Table table : Table.values()) {
                    assertThat(found.get(table))
                            .as("cut at %d of %s", cut, ends)
                            .isEqualTo(states.get(whole).get(table));
                }
            }
        }
    }

    private static Path logOf(Path directory) {
        try (Stream<Path> files = Files.list(directory.resolve("db"))) {
            return files.filter(each -> each.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // As file systems do: the file just ends, or its length was kept and its last blocks were not.
    private static void tear(Path log, long length, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            long whole = channel.size();
            channel.truncate(length);
            if (whole > length && random.nextBoolean()) {
                channel.write(java.nio.ByteBuffer.allocate((int) (whole - length)), length);
            }
        }
    }

    // A limit for the size of files makes the system refuse to write more of the log: a real error of the disk, which
    // is not a full one.
    @Example
    void nothingIsAcknowledgedAfterAnErrorOfTheDisk() throws Exception {
        Path directory = folder.resolve("data");
        RocksStoreTest.open(directory, Durability.SYNCED).close();
        List<String> said = new ArrayList<>();
        try (ChildProcess child = ChildProcess.start(List.of(), "write", directory, Durability.SYNCED)) {
            said.add(child.hear());
            child.limitFiles(FILE_BYTES);
            for (String line = child.hear(); line != null; line = child.hear()) {
                said.add(line);
            }
        }

        assertThat(said).hasSizeGreaterThan(2).first().isEqualTo("open");
        assertThat(said.getLast()).contains("the disk failed, and the store takes nothing more");
        Tables model = new Tables();
        for (int i = 0; i < said.size() - 2; i++) {
            assertThat(said.get(i + 1)).isEqualTo("" + i);
            model.apply(batch(i));
        }
        assertThat(contentOf(directory)).isEqualTo(model);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void aKilledProcessKeepsWhatItAcknowledged(@ForAll Durability durability) throws Exception {
        Path directory = folder.resolve("data");
        int acknowledged = -1;
        try (ChildProcess child = ChildProcess.start(List.of(), "write", directory, durability)) {
            assertThat(child.hear()).isEqualTo("open");
            while (acknowledged < 300) {
                acknowledged = Integer.parseInt(child.hear());
            }
            child.kill();
            for (String line = child.hear(); line != null; line = child.hear()) {
                acknowledged = Integer.parseInt(line);
            }
        }

        Tables found = contentOf(directory);

        int least = durability == Durability.MEMORY ? 0 : acknowledged + 1;
        Tables model = new Tables();
        for (int i = 0; i < least; i++) {
            model.apply(batch(i));
        }
        // At most the one that was on its way was committed and not acknowledged.
        if (!found.equals(model)) {
            model.apply(batch(least));
        }
        assertThat(found).isEqualTo(model);
    }
}
