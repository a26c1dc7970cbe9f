package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.store.rocksdb.ChildProcess.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
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

    /** What a crash of the process would leave of an open store. */
    private Path copy(Path store) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        try (Stream<Path> all = Files.walk(store)) {
            for (Path each : all.toList()) {
                Path target = copy.resolve(store.relativize(each).toString());
                if (!target.equals(copy)) {
                    Files.copy(each, target);
                }
            }
        }
        return copy;
    }

    private static Tables contentOf(Path directory) {
        try (Store store = RocksStoreTest.open(directory, Durability.SYNCED)) {
            return Tables.of(store);
        }
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
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

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
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
                assertThat(contentOf(copy)).as("cut at %d of %s", cut, ends).isEqualTo(states.get(whole));
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
