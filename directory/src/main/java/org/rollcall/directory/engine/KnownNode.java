package org.rollcall.directory.engine;

import org.jspecify.annotations.Nullable;
import org.rollcall.directory.EntryName;

/** An entry that is needed again and again, looked up only when the one known has ended. */
final class KnownNode {
    private final EntryName name;
    private volatile @Nullable Node known;

    KnownNode(EntryName name) {
        this.name = name;
    }

    /** The living entry of this name; null where there is none. */
    @Nullable
    Node find(Population population, long now) {
        Node node = known;
        // Whatever leaves the population, or makes way for another of its name, has ended.
        if (node == null || !node.isAlive(now)) {
            node = population.find(name.normal());
            if (node == null || !node.isAlive(now)) {
                return null;
            }
            known = node;
        }
        return node;
    }
}
