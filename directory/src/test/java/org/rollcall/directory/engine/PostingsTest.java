package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostingsTest {
    private static final TreeMap<Integer, Node> NONE = new TreeMap<>();

    private static Node node(int slot) {
        return LinearizabilityTest.node(slot, Lease.STATIC);
    }

    private static List<Node> nodes(Object posting) {
        return posting == null ? List.of() : Invariants.nodes(posting);
    }

    private static void addAll(
            Postings postings, Map<Long, TreeMap<Integer, Node>> expected, Random random, long someKey) {
        List<Postings.Pairs> all = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Postings.Pairs pairs = new Postings.Pairs();
            for (int more = random.nextInt(random.nextInt(20) == 0 ? 3_000 : 5); more > 0; more--) {
                long key = random.nextBoolean() ? someKey : random.nextLong() | (1L << 8);
                Node node = node(random.nextInt(60));
                TreeMap<Integer, Node> holders = expected.computeIfAbsent(key & ~0xffL, k -> new TreeMap<>());
                if (holders.putIfAbsent(node.slot, node) == null) {
                    pairs.add(key, node);
                }
            }
            all.add(pairs);
        }
        all.forEach(Postings.Pairs::sort);
        postings.addAll(all);
    }

    private static void assertFound(Postings postings, long key, TreeMap<Integer, Node> wanted) {
        assertThat(nodes(postings.get(key, Postings.ANY_PARENT))).containsExactlyElementsOf(wanted.values());
        assertThat(postings.glance(key) == null).isEqualTo(wanted.isEmpty());
        assertThat(wanted.values()).containsAll(nodes(postings.glance(key)));
    }

    /** Few hashes, some of them neighbours on the way or alike but for their segment, against plain maps. */
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void entriesAreFoundUnderTheirHashes(@ForAll long seed) {
        Random random = new Random(seed);
        Postings postings = new Postings(seed);
        int hashes = 1 + random.nextInt(40);
        long[] hash = new long[hashes];
        for (int i = 0; i < hashes; i++) {
            hash[i] = switch (random.nextInt(4)) {
                case 0 -> random.nextLong();
                case 1 -> (long) random.nextInt(20) << 8;
                case 2 -> ((long) random.nextInt(4) << 58) | ((long) random.nextInt(3) << 8);
                default -> i == 0 ? 0 : hash[i - 1] + (1L << 40);
            };
        }
        Map<Long, TreeMap<Integer, Node>> expected = new HashMap<>();
        int most = random.nextBoolean() ? 12 : 60;
        for (int step = 0; step < 2_000; step++) {
            // None is all zeros, which stands for an empty place and is made another.
            long key = hash[random.nextInt(hashes)] | (1L << 8);
            if (random.nextInt(50) == 0) {
                addAll(postings, expected, random, key);
            }
            TreeMap<Integer, Node> holders = expected.computeIfAbsent(key & ~0xffL, k -> new TreeMap<>());
            int slot = random.nextInt(most);
            Node there = holders.get(slot);
            if (there == null) {
                Node node = node(slot);
                postings.add(key, node);
                holders.put(slot, node);
            } else if (random.nextInt(4) == 0) {
                Node successor = node(slot);
                postings.replace(key, there, successor);
                holders.put(slot, successor);
            } else {
                postings.remove(key, there);
                holders.remove(slot);
            }
            if (step % 16 == 0) {
                for (long each : hash) {
                    assertFound(postings, each | (1L << 8), expected.getOrDefault((each | (1L << 8)) & ~0xffL, NONE));
                }
            }
        }
        expected.forEach((each, wanted) -> assertFound(postings, each, wanted));
        assertThat(postings.size())
                .isEqualTo(expected.values().stream().mapToInt(Map::size).sum());
        expected.forEach((each, wanted) -> wanted.values().forEach(node -> postings.remove(each, node)));
        assertThat(postings.size()).isZero();
        expected.keySet()
                .forEach(each ->
                        assertThat(postings.get(each, Postings.ANY_PARENT)).isNull());
    }

    @Test
    void whatIsTouchedIsTheFirstPlaceOfTheWay() {
        Postings postings = new Postings(1);
        long hash = 0x1234_5678_9abc_de00L;
        assertThat(postings.touch(hash)).isZero();
        postings.add(hash, node(3));
        assertThat(postings.touch(hash) & ~0xffL).isEqualTo(hash);
        assertThat(postings.touch(hash + (1L << 8))).isZero();
    }

    @Test
    void ofManyEntriesEachIsFound() {
        Postings postings = new Postings(5);
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            Node node = node(i);
            all.add(node);
            postings.add(hash(postings, "name" + i), node);
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(postings.get(hash(postings, "name" + i), Postings.ANY_PARENT))
                    .isSameAs(all.get(i));
        }
        for (int i = 0; i < all.size(); i++) {
            postings.remove(hash(postings, "name" + i), all.get(i));
            assertThat(postings.get(hash(postings, "name" + i), Postings.ANY_PARENT))
                    .isNull();
        }
    }

    private static long hash(Postings postings, String key) {
        byte[] octets = key.getBytes(StandardCharsets.UTF_8);
        return postings.hash(0, octets, 0, octets.length);
    }

    @Test
    void aHashDependsOnEveryOctetAndOnTheSeed() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length < 24; length++) {
            byte[] key = new byte[length];
            for (long seed = 1; seed < 4; seed++) {
                hashes.add(new Postings(seed).hash(0, key, 0, length));
                for (int at = 0; at < length; at++) {
                    key[at] = 1;
                    hashes.add(new Postings(seed).hash(0, key, 0, length));
                    key[at] = 0;
                }
            }
        }
        assertThat(hashes).hasSize(3 * (24 + 23 * 24 / 2));
    }

    @Test
    void whoKnowsTheParentMeetsNoOthers() {
        Node one = node(1);
        Node other = node(2);
        Postings postings = new Postings(5);
        Node ofOne = LinearizabilityTest.node(3, Lease.STATIC, one);
        Node ofOther = LinearizabilityTest.node(4, Lease.STATIC, other);
        postings.add(77L << 8, ofOne);
        postings.add(77L << 8, ofOther);

        assertThat(postings.get(77L << 8, Postings.markOf(one))).isSameAs(ofOne);
        assertThat(postings.get(77L << 8, Postings.markOf(other))).isSameAs(ofOther);
        assertThat(nodes(postings.get(77L << 8, Postings.ANY_PARENT))).containsExactly(ofOne, ofOther);
    }

    /** While others come and go under the same hashes, tables grow and crowds gather, those that stay are always met. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void whoStaysIsMetThroughout() throws Exception {
        Postings postings = new Postings(5);
        long[] hashes = {1 << 8, 2 << 8, 3 << 8};
        List<Node> staying = new ArrayList<>();
        for (int i = 0; i < hashes.length; i++) {
            Node node = node(1000 + i);
            staying.add(node);
            postings.add(hashes[i], node);
        }
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(threads.submit(() -> {
                    while (!over.get()) {
                        for (int i = 0; i < hashes.length; i++) {
                            assertThat(nodes(postings.get(hashes[i], Postings.ANY_PARENT)))
                                    .contains(staying.get(i));
                        }
                    }
                }));
            }
            Future<?> writer = threads.submit(() -> {
                Random random = new Random(1);
                for (int round = 0; round < 300; round++) {
                    List<Node> guests = new ArrayList<>();
                    List<Long> keys = new ArrayList<>();
                    for (int i = random.nextInt(40); i >= 0; i--) {
                        guests.add(node(i));
                        keys.add((long) (1 + random.nextInt(5)) << 8);
                        postings.add(keys.getLast(), guests.getLast());
                    }
                    for (int i = 0; i < guests.size(); i++) {
                        postings.remove(keys.get(i), guests.get(i));
                    }
                }
            });
            writer.get();
            over.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }
}
