package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.EntryName;
import org.rollcall.ldap.message.ResultCode;

/** What stands above and beneath entries in the eyes of a write that is under way, and of its asker. */
final class Surroundings {
    private final Core core;
    private final Eyes eyes;
    private final Map<String, Staged> staged;

    /** @param staged what the write makes of names, by their normal form */
    Surroundings(Core core, Eyes eyes, Map<String, Staged> staged) {
        this.core = core;
        this.eyes = eyes;
        this.staged = staged;
    }

    DirectoryException noSuchObject(EntryName name) {
        return eyes.noSuchObject(core.population(), name);
    }

    /** Whether anything stands beneath an entry that does not go with it. */
    boolean hasChildren(Node node, Branch branch) {
        if (branch.size() == 0) {
            return false;
        }
        Iterable<Node> children = branch.after(-1);
        if (children == null) {
            List<Node> scanned = new ArrayList<>();
            core.population().forEach(each -> {
                if (each.parent == node) {
                    scanned.add(each);
                }
            });
            children = scanned;
        }
        for (Node child : children) {
            if (child.isAlive(core.now())) {
                Staged own = staged.get(core.names().nameOf(child.wire).normal());
                if (own == null || !own.removes()) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The parent of an entry to be, with a place kept beneath it.
     *
     * @throws DirectoryException where there is none for the asker, or nothing may stand beneath it
     */
    Node join(EntryName name, int kind, boolean dynamic) {
        String above = Names.parent(name.normal());
        Staged own = staged.get(above);
        Node parent = own == null ? core.population().find(above) : own.node();
        boolean isThere = parent != null && (own != null || parent.isAlive(core.now()));
        if (parent != null && isThere) {
            checkParent(name, parent, dynamic);
            if (parent.branch(above).join()) {
                return parent;
            }
        }
        Node implicit = own == null ? core.tree().joinImplicit(name, kind) : null;
        if (implicit == null) {
            throw noSuchObject(name);
        }
        return implicit;
    }

    private void checkParent(EntryName name, Node parent, boolean dynamic) {
        // Levels that just come along are everybody's.
        if (!Eyes.isImplicit(parent)) {
            if (!eyes.reads(parent)) {
                throw noSuchObject(name);
            }
            core.access().checkContainer(eyes, parent);
        }
        if (!dynamic && !parent.isStatic()) {
            throw new DirectoryException(
                    ResultCode.CONSTRAINT_VIOLATION, "a static entry can't stand beneath a dynamic one");
        }
    }

    /** Where an entry to be gets its descriptor from. */
    Descriptors.Place placeOf(EntryName name) {
        String above = Names.parent(name.normal());
        Node parent = node(above);
        return place(null, parent == null && !above.isEmpty() ? node(Names.parent(above)) : parent);
    }

    /** Where an entry that is there gets its descriptor from. */
    Descriptors.Place placeOf(Staged entry, byte[] before) {
        Node node = entry.node();
        return place(before, node == null ? null : node.parent);
    }

    private @Nullable Node node(String normal) {
        Staged own = staged.get(normal);
        return own == null ? core.population().find(normal) : own.node();
    }

    // What just comes along with its first entry has no descriptor, and hands on what is above it.
    private Descriptors.Place place(byte @Nullable [] before, @Nullable Node parent) {
        Node container = parent != null && Eyes.isImplicit(parent) ? parent.parent : parent;
        return new Descriptors.Place(before, container == null ? null : contents(container), eyes.asker());
    }

    private byte[] contents(Node node) {
        for (Staged each : staged.values()) {
            byte[] wire = each.wire;
            if (wire != null && each.node() == node) {
                return wire;
            }
        }
        return node.wire;
    }
}
