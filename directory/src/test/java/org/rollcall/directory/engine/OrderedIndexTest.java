package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class OrderedIndexTest {
    private static final String LONG = "x".repeat(700);

    // Keys that are few enough to meet again, in the ways that are hard: alike for long, one the begin of another, of
    // any char.
    private static String key(Random random) {
        StringBuilder key = new StringBuilder();
        switch (random.nextInt(4)) {
            case 0 -> key.append("cn=p00").append(random.nextInt(300));
            case 1 -> key.append(LONG, 0, random.nextInt(LONG.length())).append(random.nextInt(3));
            case 2 -> key.append("a".repeat(random.nextInt(40)));
            default -> {
                String chars = "a\u0000\u007F\u0080\u00FF\u07FF\u0800\uD83D\uDE00\uFFFF";
                for (int i = random.nextInt(4); i > 0; i--) {
                    key.append(chars.charAt(random.nextInt(chars.length())));
                }
            }
        }
        return key.toString();
    }

    private static String prefix(Random random) {
        String key = key(random);
        return key.substring(0, random.nextInt(key.length() + 1));
    }

    private static List<String> rest(OrderedIndex.Walk<String> walk) {
        List<String> found = new ArrayList<>();
        for (String each = walk.next(); each != null; each = walk.next()) {
            found.add(each);
        }
        assertThat(walk.next()).isNull();
        return found;
    }

    private static List<String> beginning(TreeMap<String, String> map, String prefix) {
        return map.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .map(TreeMap.Entry::getValue)
                .toList();
    }

    private static OrderedIndex<String> ofSomeSize(Random random) {
        return random.nextInt(3) == 0
                ? new OrderedIndex<>()
                : new OrderedIndex<>(2 + random.nextInt(6), 2 + random.nextInt(6));
    }

    // All that is there, and more.
    private static void fill(OrderedIndex<String> index, TreeMap<String, String> expected, Random random) {
        TreeMap<byte[], String> all = new TreeMap<>(Arrays::compareUnsigned);
        index.forEach(all::put);
        assertThat(all.values()).containsExactlyElementsOf(expected.values());
        for (int more = random.nextInt(1_000); more > 0; more--) {
            String key = key(random);
            expected.put(key, key);
            all.put(OrderedIndex.bytes(key), key);
        }
        index.fill(List.copyOf(all.keySet()), List.copyOf(all.values()));
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void itIsLikeATree(@ForAll long seed) {
        Random random = new Random(seed);
        OrderedIndex<String> index = ofSomeSize(random);
        TreeMap<String, String> expected = new TreeMap<>();
        for (int phase = 0; phase < 6; phase++) {
            if (random.nextInt(3) == 0) {
                fill(index, expected, random);
            }
            int percentPut = List.of(90, 50, 10).get(random.nextInt(3));
            for (int step = 0; step < 400; step++) {
                String key = key(random);
                if (random.nextInt(8) == 0) {
                    index.compute(key, before -> before == null ? null : key + "'");
                    expected.replace(key, key + "'");
                } else if (random.nextInt(100) < percentPut) {
                    index.put(key, key);
                    expected.put(key, key);
                } else {
                    index.remove(key);
                    expected.remove(key);
                }
                assertThat(index.contains(key)).isEqualTo(expected.containsKey(key));
                assertThat(index.size()).isEqualTo(expected.size());
            }
            for (int i = 0; i < 40; i++) {
                String prefix = prefix(random);
                assertThat(rest(index.walk(prefix))).as(prefix).isEqualTo(beginning(expected, prefix));
                String key = key(random);
                assertThat(index.contains(key)).as(key).isEqualTo(expected.containsKey(key));
            }
            assertThat(rest(index.walk(""))).isEqualTo(List.copyOf(expected.values()));
        }
        for (String key : List.copyOf(expected.keySet())) {
            index.remove(key);
        }
        assertThat(index.size()).isZero();
        assertThat(rest(index.walk(""))).isEmpty();
        index.put("again", "again");
        assertThat(rest(index.walk("a"))).containsExactly("again");
    }

    /** A reader that rests while others write. */
    private static final class Traveller {
        private final OrderedIndex.Walk<String> walk;
        private final String prefix;
        private final Set<String> throughout;
        private final Set<String> ever;
        private final List<String> met = new ArrayList<>();

        Traveller(OrderedIndex<String> index, String prefix, Set<String> there) {
            this.walk = index.walk(prefix);
            this.prefix = prefix;
            this.throughout = new TreeSet<>(there);
            this.ever = new HashSet<>(there);
        }

        boolean goOn() {
            String key = walk.next();
            if (key != null) {
                met.add(key);
                return true;
            }
            throughout.removeIf(each -> !each.startsWith(prefix));
            assertThat(met).isSorted().doesNotHaveDuplicates().containsAll(throughout);
            assertThat(ever).containsAll(met);
            assertThat(met).allMatch(each -> each.startsWith(prefix));
            return false;
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void whatWasThereThroughoutIsMetOnceHoweverBlocksSplitAndJoin(@ForAll long seed) {
        Random random = new Random(seed);
        OrderedIndex<String> index = ofSomeSize(random);
        Set<String> there = new TreeSet<>();
        List<Traveller> travellers = new ArrayList<>();
        int percentPut = 80;
        for (int step = 0; step < 3000; step++) {
            if (step % 500 == 0) {
                percentPut = 100 - percentPut;
            }
            String key = key(random);
            if (random.nextInt(100) < percentPut) {
                index.put(key, key);
                there.add(key);
                travellers.forEach(each -> each.ever.add(key));
            } else {
                index.remove(key);
                there.remove(key);
                travellers.forEach(each -> each.throughout.remove(key));
            }
            if (step % 100 == 0) {
                travellers.add(new Traveller(index, prefix(random), there));
            }
            travellers.removeIf(each -> random.nextInt(3) == 0 && !each.goOn());
        }
        for (Traveller each : travellers) {
            while (each.goOn()) {
                // On to the end.
            }
        }
    }

    @Test
    void readersMissNothingWhileWritersWrite() throws Exception {
        OrderedIndex<String> index = new OrderedIndex<>(4, 4);
        List<String> staying = new ArrayList<>();
        for (int i = 1000; i < 2000; i += 7) {
            staying.add("k" + i);
            index.put("k" + i, "k" + i);
        }
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> {
                    do {
                        List<String> found = rest(index.walk("k1"));
                        assertThat(found).isSorted().doesNotHaveDuplicates().containsAll(staying);
                        assertThat(rest(index.walk("k1707"))).containsExactly("k1707");
                    } while (!over.get());
                }));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int seed = i;
                writers.add(threads.submit(() -> {
                    Random random = new Random(seed);
                    for (int step = 0; step < 40_000; step++) {
                        int number = 1000 + random.nextInt(1000);
                        // Each writer has its half of the numbers; those that stay are put again.
                        if (number % 2 != seed) {
                            continue;
                        }
                        String key = "k" + number;
                        if (step / 2000 % 2 == 0 || number % 7 == 1000 % 7) {
                            index.put(key, key);
                        } else {
                            index.remove(key);
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            over.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
        assertThat(rest(index.walk(""))).hasSize(index.size());
    }

    @Test
    void keysMayBeVeryLong() {
        OrderedIndex<String> index = new OrderedIndex<>();
        TreeMap<String, String> expected = new TreeMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            String key = Character.toString('a' + random.nextInt(26)).repeat(random.nextInt(50_000)) + i;
            index.put(key, key);
            expected.put(key, key);
        }
        assertThat(rest(index.walk("b"))).isEqualTo(beginning(expected, "b"));
        assertThat(rest(index.walk(""))).isEqualTo(List.copyOf(expected.values()));
        expected.keySet().forEach(index::remove);
        assertThat(index.size()).isZero();
    }

    /** Leaves of two keys, so that everything splits and joins. */
    @Param(name = "key", gen = IntGen.class, conf = "0:5")
    public static class SmallLeaves {
        private final OrderedIndex<Integer> index = new OrderedIndex<>(2, 2);

        public SmallLeaves() {
            for (int i = 0; i < 6; i += 2) {
                index.put("k" + i, 1);
            }
        }

        @Operation
        public void put(@Param(name = "key") int key) {
            index.put("k" + key, key);
        }

        @Operation
        public void replace(@Param(name = "key") int key) {
            index.compute("k" + key, before -> before == null ? null : -key);
        }

        @Operation
        public void remove(@Param(name = "key") int key) {
            index.remove("k" + key);
        }

        @Operation
        public boolean contains(@Param(name = "key") int key) {
            return index.contains("k" + key);
        }

        @Operation
        public Integer value(@Param(name = "key") int key) {
            return index.walk("k" + key).next();
        }
    }

    @Test
    void aKeyIsThereOrNot() {
        new StressOptions()
                .iterations(15)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(SmallLeaves.class);
    }
}
