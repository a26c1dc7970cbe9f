package org.rollcall.directory.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;

/**
 * What {@link StoredEntries} wrote, read again.
 *
 * @param createdSeconds since 1970; unsigned
 * @param modifiedSeconds since 1970; unsigned
 * @param lease null for a static entry
 * @param names what the contents' classes and attributes are called; see {@link #classes} and {@link #attributes}
 * @param contents in wire form, with the numbers of the process that wrote them; not looked into yet
 */
@SuppressWarnings("ArrayRecordComponent") // whoever reads it is the contents' first owner
record StoredEntry(
        Owner owner,
        UUID uuid,
        int createdSeconds,
        int modifiedSeconds,
        StoredEntry.@Nullable Term lease,
        OctetString names,
        byte[] contents) {

    /**
     * A lease on the wall clock.
     *
     * @param grantedSeconds what it was last granted
     * @param graceful whether it ends in grace
     * @param endSeconds when it was to end as it was shown, in seconds since 1970
     */
    record Term(int grantedSeconds, boolean graceful, long endSeconds) {}

    /** A value that is no stored entry, or one of a later form. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    static StoredEntry read(OctetString value) throws Unreadable {
        return read(value, OctetString.EMPTY);
    }

    /**
     * As {@link #read(OctetString)}, after another entry.
     *
     * @param names the other's, kept instead of a copy where they are the same
     */
    static StoredEntry read(OctetString value, OctetString names) throws Unreadable {
        return new Octets(value.unsafeArray()).entry(names);
    }

    /** The classes' names, in the order of the contents. */
    List<String> classes() throws Unreadable {
        return new Octets(names.unsafeArray()).list();
    }

    /** The attributes' names, in the order of the contents. */
    List<String> attributes() throws Unreadable {
        Octets octets = new Octets(names.unsafeArray());
        var ignored = octets.list();
        return octets.list();
    }

    /** A place in the octets; whatever a count or a length says, no more is taken than there is. */
    private static final class Octets {
        private final ByteBuffer left;

        Octets(byte[] octets) {
            this.left = ByteBuffer.wrap(octets);
        }

        StoredEntry entry(OctetString names) throws Unreadable {
            int version = octet();
            if (version != StoredEntries.VERSION) {
                throw new Unreadable("an entry of form " + version + "; this version reads " + StoredEntries.VERSION);
            }
            return new StoredEntry(
                    owner(),
                    new UUID(longs(), longs()),
                    ints(),
                    ints(),
                    lease(),
                    octets(ints(), names),
                    octets(left.remaining()));
        }

        private Owner owner() throws Unreadable {
            int kind = octet();
            return switch (kind) {
                case 0 -> Owner.SERVER;
                case 1 -> new Owner.Network(text());
                case 2 -> new Owner.Principal(text());
                default -> throw new Unreadable("an owner of kind " + kind);
            };
        }

        private @Nullable Term lease() throws Unreadable {
            int granted = ints();
            if (granted < 0) {
                throw new Unreadable("a lease of " + granted + " seconds");
            }
            return granted == 0 ? null : new Term(granted, octet() != 0, longs());
        }

        private List<String> list() throws Unreadable {
            List<String> list = new ArrayList<>();
            for (int count = shorts(); count > 0; count--) {
                list.add(text());
            }
            return list;
        }

        private String text() throws Unreadable {
            byte[] octets = octets(shorts());
            if (isAscii(octets)) {
                return new String(octets, StandardCharsets.ISO_8859_1);
            }
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new Unreadable("text that is not UTF-8");
            }
        }

        private static boolean isAscii(byte[] octets) {
            for (byte octet : octets) {
                if (octet < 0) {
                    return false;
                }
            }
            return true;
        }

        private byte[] octets(int length) throws Unreadable {
            need(length);
            int from = left.position();
            left.position(from + length);
            return Arrays.copyOfRange(left.array(), from, from + length);
        }

        private OctetString octets(int length, OctetString likely) throws Unreadable {
            need(length);
            int from = left.position();
            if (!Arrays.equals(left.array(), from, from + length, likely.unsafeArray(), 0, likely.length())) {
                return OctetString.wrap(octets(length));
            }
            left.position(from + length);
            return likely;
        }

        private int octet() throws Unreadable {
            need(1);
            return left.get();
        }

        private int shorts() throws Unreadable {
            need(Short.BYTES);
            return Short.toUnsignedInt(left.getShort());
        }

        private int ints() throws Unreadable {
            need(Integer.BYTES);
            return left.getInt();
        }

        private long longs() throws Unreadable {
            need(Long.BYTES);
            return left.getLong();
        }

        private void need(int octets) throws Unreadable {
            if (octets < 0 || octets > left.remaining()) {
                throw new Unreadable("a length of " + octets + ", with " + left.remaining() + " octets left");
            }
        }
    }
}
