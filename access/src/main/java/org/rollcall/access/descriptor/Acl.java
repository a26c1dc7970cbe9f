package org.rollcall.access.descriptor;

import java.util.List;

/**
 * An access control list (MS-DTYP 2.4.5), or the lack of one, which a descriptor can say in two ways. As a DACL: with
 * none or a null one everybody may everything; with an empty one nobody may anything but what its owner always may.
 */
public sealed interface Acl {
    /** What a list may have at most, its header included: what its size field can say in a multiple of four. */
    int MAX_OCTETS = Layout.MAX_ALIGNED_SIZE;

    /** The revision of a list without object entries. */
    int REVISION = 2;

    /** The revision of a list with object entries. */
    int REVISION_DS = 4;

    /** The descriptor says nothing about the list: when it is the wish of a creator, what is inherited takes its place. */
    record Absent() implements Acl {}

    /** The descriptor says that there is no list. */
    record Null() implements Acl {}

    /** A list. The order of its entries matters. */
    record Entries(int revision, List<Ace> aces) implements Acl {
        /**
         * @throws IllegalArgumentException when the revision is neither of the two that exist, or the entries together
         *     are larger than {@link #MAX_OCTETS}
         */
        public Entries {
            aces = List.copyOf(aces);
            if (revision != REVISION && revision != REVISION_DS) {
                throw new IllegalArgumentException("revision " + revision + " is neither 2 nor 4");
            }
            if (sizeOf(aces) > MAX_OCTETS) {
                throw new IllegalArgumentException(
                        "a list of " + sizeOf(aces) + " octets; " + MAX_OCTETS + " are the most");
            }
        }
    }

    /** The list of these entries, in the lowest revision that can have them. */
    static Entries of(List<Ace> aces) {
        boolean ofObjects = aces.stream().anyMatch(ace -> ace instanceof Ace.OfObject);
        return new Entries(ofObjects ? REVISION_DS : REVISION, aces);
    }

    /** As {@link #of(List)}. */
    static Entries of(Ace... aces) {
        return of(List.of(aces));
    }

    /** How many octets a list of these entries has; more than {@link #MAX_OCTETS} do not make a list. */
    static long sizeOf(List<Ace> aces) {
        long size = Layout.ACL_HEADER_OCTETS;
        for (Ace ace : aces) {
            size += ace.size();
        }
        return size;
    }

    /** The entries, none where there is no list. */
    default List<Ace> aces() {
        return List.of();
    }
}
