package org.rollcall.access.descriptor;

import java.util.Optional;
import java.util.UUID;
import org.rollcall.access.Octets;

/**
 * An access control entry (MS-DTYP 2.4.4). Octets that its fields do not account for (the condition of a callback entry,
 * the claim of a resource attribute, what is beyond the fields of any other) are kept as they are.
 */
public sealed interface Ace {
    /** The octet that names the type. */
    int typeCode();

    /** A combination of {@link AceFlags}. */
    int flags();

    /** How many octets its binary form has: a multiple of four. */
    int size();

    Ace withFlags(int flags);

    /** Whether one of these {@link AceFlags} is set. */
    default boolean has(int someFlags) {
        return (flags() & someFlags) != 0;
    }

    /** Allows these rights to whoever has this identifier. */
    static Plain allow(Sid sid, int mask) {
        return new Plain(AceType.ALLOWED, 0, mask, sid, Octets.EMPTY);
    }

    /** Denies these rights to whoever has this identifier. */
    static Plain deny(Sid sid, int mask) {
        return new Plain(AceType.DENIED, 0, mask, sid, Octets.EMPTY);
    }

    /** An entry of a known type: rights, and whom they concern. */
    sealed interface Known extends Ace {
        AceType type();

        /** A combination of {@link Rights}. */
        int mask();

        Sid sid();

        /** What follows the identifier; usually nothing. */
        Octets data();

        /** The same entry for somebody else, with other rights. */
        Known with(Sid sid, int mask);

        @Override
        Known withFlags(int flags);

        @Override
        default int typeCode() {
            return type().code();
        }
    }

    /** An entry that concerns the whole object. */
    record Plain(AceType type, int flags, int mask, Sid sid, Octets data) implements Known {
        /** @throws IllegalArgumentException when the type has another layout, or the entry would be malformed */
        public Plain {
            if (type.isObjectSpecific()) {
                throw new IllegalArgumentException(type + " entries can name an object");
            }
            Layout.check(flags, Layout.PLAIN_OCTETS + sid.size() + data.length());
        }

        @Override
        public int size() {
            return Layout.PLAIN_OCTETS + sid.size() + data.length();
        }

        @Override
        public Plain withFlags(int flags) {
            return new Plain(type, flags, mask, sid, data);
        }

        @Override
        public Plain with(Sid sid, int mask) {
            return new Plain(type, flags, mask, sid, data);
        }
    }

    /**
     * An entry that can be limited to a kind of child, a property, a set of properties, an extended right or a
     * validated write, and be inherited by one kind of child only.
     *
     * @param objectType what it is limited to; without one, it concerns the whole object
     * @param inheritedObjectType the kind of children that inherit it; without one, all of them do
     */
    record OfObject(
            AceType type,
            int flags,
            int mask,
            Optional<UUID> objectType,
            Optional<UUID> inheritedObjectType,
            Sid sid,
            Octets data)
            implements Known {
        /** @throws IllegalArgumentException when the type has another layout, or the entry would be malformed */
        public OfObject {
            if (!type.isObjectSpecific()) {
                throw new IllegalArgumentException(type + " entries can't name an object");
            }
            Layout.check(flags, Layout.sizeOfObject(objectType, inheritedObjectType, sid, data));
        }

        @Override
        public int size() {
            return Layout.sizeOfObject(objectType, inheritedObjectType, sid, data);
        }

        @Override
        public OfObject withFlags(int flags) {
            return new OfObject(type, flags, mask, objectType, inheritedObjectType, sid, data);
        }

        @Override
        public OfObject with(Sid sid, int mask) {
            return new OfObject(type, flags, mask, objectType, inheritedObjectType, sid, data);
        }
    }

    /**
     * An entry of a type that is reserved or not known. It is kept and given back, and grants and denies nothing.
     *
     * @param body all that follows the header
     */
    record Opaque(int typeCode, int flags, Octets body) implements Ace {
        /** @throws IllegalArgumentException when the type is a known one, or the entry would be malformed */
        public Opaque {
            if (typeCode < 0 || typeCode > 0xFF || AceType.ofCode(typeCode) != null) {
                throw new IllegalArgumentException("type " + typeCode + " is known, or no octet");
            }
            Layout.check(flags, Layout.HEADER_OCTETS + body.length());
        }

        @Override
        public int size() {
            return Layout.HEADER_OCTETS + body.length();
        }

        @Override
        public Opaque withFlags(int flags) {
            return new Opaque(typeCode, flags, body);
        }
    }
}
