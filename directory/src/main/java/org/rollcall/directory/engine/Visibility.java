package org.rollcall.directory.engine;

import org.jspecify.annotations.Nullable;

/** Who is not listed (decision 12): people that said so, and the applications of such people. */
final class Visibility {
    private Visibility() {}

    /** Whether strangers don't find the entry in lists; its owner always does. */
    static boolean isConcealed(Node node, long nowNanos) {
        return isConcealed(node, node.wire, nowNanos);
    }

    static boolean isConcealed(Node node, byte[] wire, long nowNanos) {
        return switch (Wire.kind(wire)) {
            case Wire.PERSON -> Wire.isConcealed(wire);
            case Wire.APPLICATION -> hasConcealedPerson(node.rawKin(), nowNanos);
            default -> false;
        };
    }

    private static boolean hasConcealedPerson(@Nullable Object kin, long nowNanos) {
        return switch (kin) {
            case null -> false;
            case Node person -> Wire.isConcealed(person.wire) && person.isAlive(nowNanos);
            default -> {
                for (Node person : (Node[]) kin) {
                    if (Wire.isConcealed(person.wire) && person.isAlive(nowNanos)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }
}
