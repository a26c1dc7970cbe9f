package org.rollcall.access.check;

import java.util.UUID;
import org.rollcall.access.descriptor.Rights;

/** What somebody is granted to an object and to its parts. */
public final class ObjectGrants {
    private final ObjectTypes types;
    private final int[] granted;

    ObjectGrants(ObjectTypes types, int[] granted) {
        this.types = types;
        this.granted = granted;
    }

    /** The {@link Rights} to the whole object. */
    public int whole() {
        return granted[0];
    }

    /**
     * The {@link Rights} to the part with this GUID.
     *
     * @throws IllegalArgumentException when the tree that was asked about has none
     */
    public int of(UUID guid) {
        int node = types.indexOf(guid);
        if (node < 0) {
            throw new IllegalArgumentException(guid + " is not in the tree");
        }
        return granted[node];
    }
}
