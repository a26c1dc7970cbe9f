package org.rollcall.directory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rollcall.directory.Owner;

/** What must hold of the engine's tables whenever nobody is writing. */
final class Invariants {
    private Invariants() {}

    static void check(LocalDirectory directory) {
        Core core = directory.core();
        Population population = core.population();
        List<Node> nodes = new ArrayList<>();
        population.forEach(nodes::add);
        Set<String> names = new HashSet<>();
        Map<Owner, Integer> owned = new HashMap<>();
        Map<Node, Integer> children = new HashMap<>();
        int[] kinds = new int[4];
        Map<String, Set<Node>> expected = new HashMap<>();
        Map<String, List<Node>> byRdn = new HashMap<>();
        nodes.forEach(node ->
                byRdn.computeIfAbsent(rdn(core, node), rdn -> new ArrayList<>()).add(node));
        // The root DSE is in no table.
        owned.merge(Owner.SERVER, 1, Integer::sum);
        for (Node node : nodes) {
            assertThat(population.slots().get(node.slot)).isSameAs(node);
            String normal = core.names().nameOf(node.wire).normal();
            assertThat(names.add(normal)).as("%s stands once", normal).isTrue();
            assertThat(population.find(normal)).as("find %s", normal).isSameAs(node);
            core.names()
                    .keysOf(
                            node.wire,
                            key -> expected.computeIfAbsent(key, k -> new HashSet<>())
                                    .add(node));
            owned.merge(node.account().owner(), 1, Integer::sum);
            kinds[Wire.kind(node.wire)]++;
            if (node.parent != null) {
                children.merge(node.parent, 1, Integer::sum);
            }
            assertThat(population.wheel().isScheduled(node.slot))
                    .as("%s has a timer", normal)
                    .isEqualTo(!node.isStatic());
            checkKin(node, byRdn.get(rdn(core, node)));
        }
        checkIndex(core, expected);
        for (Node node : nodes) {
            Branch branch = node.branch;
            assertThat(branch == null ? 0 : branch.size()).isEqualTo(children.getOrDefault(node, 0));
            if (branch != null) {
                assertThat(branch.normalName())
                        .isEqualTo(core.names().nameOf(node.wire).normal());
                assertThat(branch.nature() == Branch.Nature.IMPLICIT && branch.size() == 0)
                        .isFalse();
            }
        }
        owned.forEach((owner, count) ->
                assertThat(core.accounts().entries(owner)).as("%s", owner).isEqualTo(count));
        assertThat(core.accounts().owners()).isEqualTo(owned.size());
        assertThat(directory.census().people()).isEqualTo(kinds[Wire.PERSON]);
        assertThat(directory.census().applications()).isEqualTo(kinds[Wire.APPLICATION]);
        assertThat(directory.census().conferences()).isEqualTo(kinds[Wire.CONFERENCE]);
        assertThat(directory.census().others()).isEqualTo(kinds[Wire.OTHER]);
        assertThat(core.writers().reservations().size()).isZero();
        assertThat(population.slots().freeCount() + nodes.size())
                .isEqualTo(population.slots().limit());
        assertThat(population.wheel().size())
                .isEqualTo((int) nodes.stream().filter(node -> !node.isStatic()).count());
    }

    private static void checkIndex(Core core, Map<String, Set<Node>> expected) {
        Index index = core.population().index();
        expected.forEach((key, holders) -> {
            assertThat(set(index.get(key))).as(key).isEqualTo(holders);
            assertThat(index.isOrdered(key)).as(key).isEqualTo(core.names().isOrdered(key));
        });
        assertThat(index.size())
                .isEqualTo(expected.values().stream().mapToInt(Set::size).sum());
        List<Set<Node>> inOrder = new ArrayList<>();
        OrderedIndex.Walk<Object> walk = index.startingWith("");
        for (Object posting = walk.next(); posting != null; posting = walk.next()) {
            inOrder.add(set(posting));
        }
        assertThat(inOrder)
                .isEqualTo(new TreeMap<>(expected)
                        .entrySet().stream()
                                .filter(entry -> core.names().isOrdered(entry.getKey()))
                                .map(Map.Entry::getValue)
                                .toList());
    }

    private static Set<Node> set(Object posting) {
        List<Node> nodes = nodes(posting);
        for (int i = 1; i < nodes.size(); i++) {
            assertThat(nodes.get(i - 1).slot).isLessThan(nodes.get(i).slot);
        }
        return new HashSet<>(nodes);
    }

    static List<Node> nodes(Object posting) {
        return switch (posting) {
            case Node node -> List.of(node);
            case Node[] several -> List.of(several);
            case Index.Crowd crowd -> {
                List<Node> all = List.copyOf(crowd.after(-1));
                assertThat(crowd.size()).isEqualTo(all.size());
                yield all;
            }
            default -> throw new AssertionError(posting);
        };
    }

    private static String rdn(Core core, Node node) {
        return Names.rdn(core.names().nameOf(node.wire).normal());
    }

    private static void checkKin(Node node, List<Node> namesakes) {
        Set<Node> kin = new HashSet<>(List.of(node.kin()));
        assertThat(kin).hasSize(node.kin().length);
        int kind = Wire.kind(node.wire);
        int other = kind == Wire.PERSON ? Wire.APPLICATION : kind == Wire.APPLICATION ? Wire.PERSON : -1;
        Set<Node> should = new HashSet<>();
        for (Node each : namesakes) {
            if (Wire.kind(each.wire) == other && each.account() == node.account()) {
                should.add(each);
            }
        }
        assertThat(kin).isEqualTo(should);
    }
}
