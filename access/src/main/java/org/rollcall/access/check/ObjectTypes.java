package org.rollcall.access.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The object type tree of an access check (MS-ADTS 5.1.3.3.3): a class, below it sets of properties and single ones,
 * below the sets the properties in them. Immutable; one serves all objects of a class.
 */
public final class ObjectTypes {
    /** A class, a set of properties or a property, and what is below it. */
    public record Node(UUID guid, List<Node> below) {
        public Node {
            below = List.copyOf(below);
        }

        public Node(UUID guid, Node... below) {
            this(guid, List.of(below));
        }
    }

    // Each node before those below it: what is below node n are the nodes from n + 1 to its end.
    private final List<Integer> parents = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final Map<UUID, Integer> indexes = new HashMap<>();

    private ObjectTypes(Node root) {
        add(root, -1);
    }

    /**
     * The tree below a class.
     *
     * @throws IllegalArgumentException when a GUID stands in it twice
     */
    public static ObjectTypes of(Node root) {
        return new ObjectTypes(root);
    }

    private void add(Node node, int parent) {
        int index = parents.size();
        if (indexes.put(node.guid(), index) != null) {
            throw new IllegalArgumentException(node.guid() + " stands in the tree twice");
        }
        parents.add(parent);
        ends.add(0);
        node.below().forEach(below -> add(below, index));
        ends.set(index, parents.size());
    }

    int size() {
        return parents.size();
    }

    /** The node of a GUID, or -1. */
    int indexOf(UUID guid) {
        return indexes.getOrDefault(guid, -1);
    }

    /** The node above, or -1 for the root. */
    int parent(int node) {
        return parents.get(node);
    }

    /** One more than the last node below, or than the node itself where there is none. */
    int end(int node) {
        return ends.get(node);
    }
}
