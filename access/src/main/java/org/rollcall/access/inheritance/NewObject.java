package org.rollcall.access.inheritance;

import java.util.Set;
import java.util.UUID;

/**
 * What of a new object decides which entries it inherits.
 *
 * @param isContainer whether it can have children
 * @param types the GUIDs of its structural and auxiliary classes
 */
public record NewObject(boolean isContainer, Set<UUID> types) {
    public NewObject {
        types = Set.copyOf(types);
    }
}
