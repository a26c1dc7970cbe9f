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
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;

/**
 * What {@link StoredEntries} wrote, read again. Names are as they were written, whether the schema of today knows them
 * or not, so that an entry that cannot be used now is not lost for it.
 *
 * @param createdSeconds since 1970; unsigned
 * @param modifiedSeconds since 1970; unsigned
 * @param lease null for a static entry
 * @param attributes in the order they were kept
 * @param hidden values that no client reads
 */
record StoredEntry(
        Dn dn,
        Owner owner,
        UUID uuid,
        int createdSeconds,
        int modifiedSeconds,
        StoredEntry.@Nullable Term lease,
        List<Attribute> attributes,
        List<Attribute> hidden) {

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

        private Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    static StoredEntry read(OctetString value) throws Unreadable {
        return new Octets(value.unsafeArray()).entry();
    }

    /** A place in the octets; whatever a count or a length says, no more is taken than there is. */
    private static final class Octets {
        private final ByteBuffer left;

        Octets(byte[] octets) {
            this.left = ByteBuffer.wrap(octets);
        }

        StoredEntry entry() throws Unreadable {
            int version = octet();
            if (version != StoredEntries.VERSION) {
                throw new Unreadable("an entry of form " + version + "; this version reads " + StoredEntries.VERSION);
            }
            StoredEntry entry = new StoredEntry(
                    dn(), owner(), new UUID(longs(), longs()), ints(), ints(), lease(), attributes(), attributes());
            if (left.hasRemaining()) {
                throw new Unreadable(left.remaining() + " octets after the end of the entry");
            }
            return entry;
        }

        private Dn dn() throws Unreadable {
            String text = text();
            try {
                return DnParser.parse(text);
            } catch (InvalidNameException e) {
                throw new Unreadable("not a name: " + e.text());
            }
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

        private List<Attribute> attributes() throws Unreadable {
            List<Attribute> attributes = new ArrayList<>();
            for (int count = length(); count > 0; count--) {
                String name = text();
                List<OctetString> values = new ArrayList<>();
                for (int of = length(); of > 0; of--) {
                    values.add(OctetString.wrap(octets()));
                }
                attributes.add(new Attribute(name, values));
            }
            return attributes;
        }

        private String text() throws Unreadable {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets()))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new Unreadable("text that is not UTF-8");
            }
        }

        private byte[] octets() throws Unreadable {
            int length = length();
            int from = left.position();
            left.position(from + length);
            return Arrays.copyOfRange(left.array(), from, from + length);
        }

        // What is counted has an octet or more each.
        private int length() throws Unreadable {
            int length = ints();
            if (length < 0 || length > left.remaining()) {
                throw new Unreadable("a length of " + length + ", with " + left.remaining() + " octets left");
            }
            return length;
        }

        private int octet() throws Unreadable {
            need(1);
            return left.get();
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
            if (left.remaining() < octets) {
                throw new Unreadable("cut off: " + left.limit() + " octets");
            }
        }
    }
}
