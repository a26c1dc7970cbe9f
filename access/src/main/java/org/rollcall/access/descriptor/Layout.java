package org.rollcall.access.descriptor;

import java.util.Optional;
import java.util.UUID;
import org.rollcall.access.Octets;

/** Where the parts of the binary form stand, and how large they are (MS-DTYP 2.4.4 to 2.4.6); all sizes in octets. */
final class Layout {
    static final int DESCRIPTOR_REVISION = 1;
    static final int DESCRIPTOR_HEADER_OCTETS = 20;
    static final int OWNER_FIELD = 4;
    static final int GROUP_FIELD = 8;
    static final int SACL_FIELD = 12;
    static final int DACL_FIELD = 16;

    static final int ACL_HEADER_OCTETS = 8;

    /** Type, flags and size of an entry. */
    static final int HEADER_OCTETS = 4;

    /** Header and mask. */
    static final int PLAIN_OCTETS = 8;

    /** Header, mask, and the field that says which of the two GUIDs follow. */
    static final int OF_OBJECT_OCTETS = 12;

    static final int OBJECT_TYPE_PRESENT = 1;
    static final int INHERITED_OBJECT_TYPE_PRESENT = 2;
    static final int GUID_OCTETS = 16;

    /** What a size of 16 bits that is a multiple of four can say. */
    static final int MAX_ALIGNED_SIZE = 0xFFFC;

    private Layout() {}

    static int sizeOfObject(Optional<UUID> objectType, Optional<UUID> inheritedObjectType, Sid sid, Octets data) {
        return OF_OBJECT_OCTETS
                + (objectType.isPresent() ? GUID_OCTETS : 0)
                + (inheritedObjectType.isPresent() ? GUID_OCTETS : 0)
                + sid.size()
                + data.length();
    }

    static void check(int flags, int size) {
        if (flags < 0 || flags > 0xFF) {
            throw new IllegalArgumentException("flags " + flags + " are no octet");
        }
        if (size % 4 != 0 || size > MAX_ALIGNED_SIZE) {
            throw new IllegalArgumentException(
                    "an entry of " + size + " octets; it must be a multiple of 4 up to " + MAX_ALIGNED_SIZE);
        }
    }
}
