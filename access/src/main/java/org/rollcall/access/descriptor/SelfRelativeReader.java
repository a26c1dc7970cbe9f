package org.rollcall.access.descriptor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.rollcall.access.Octets;

/**
 * Reads one descriptor from untrusted octets (MS-DTYP 2.4.6). Whatever a size, count or offset says is compared with
 * what is there before anything is allocated by it.
 */
final class SelfRelativeReader {
    private final byte[] octets;
    private final ByteBuffer in;
    private final DescriptorLimits limits;
    private final List<Part> parts = new ArrayList<>(4);

    SelfRelativeReader(byte[] octets, DescriptorLimits limits) {
        this.octets = octets;
        this.in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    private record Part(String name, int from, int to) {}

    SecurityDescriptor read() throws InvalidDescriptorException {
        if (octets.length > limits.maxOctets()) {
            throw fault("it has " + octets.length + " octets; " + limits.maxOctets() + " are the most taken here");
        }
        if (octets.length < Layout.DESCRIPTOR_HEADER_OCTETS) {
            throw fault("it has " + octets.length + " octets; its header alone has 20");
        }
        if (octet(0) != Layout.DESCRIPTOR_REVISION) {
            throw fault("its revision is " + octet(0) + ", not 1");
        }
        int control = Short.toUnsignedInt(in.getShort(2));
        if ((control & Control.SELF_RELATIVE) == 0) {
            throw fault("its control flags don't say that it is self-relative");
        }
        Optional<Sid> owner = sid("owner", Layout.OWNER_FIELD);
        Optional<Sid> group = sid("group", Layout.GROUP_FIELD);
        Acl sacl = acl("SACL", Layout.SACL_FIELD, (control & Control.SACL_PRESENT) != 0);
        Acl dacl = acl("DACL", Layout.DACL_FIELD, (control & Control.DACL_PRESENT) != 0);
        return new SecurityDescriptor(control & ~Control.DERIVED, octet(1), owner, group, sacl, dacl);
    }

    private Optional<Sid> sid(String part, int field) throws InvalidDescriptorException {
        if (in.getInt(field) == 0) {
            return Optional.empty();
        }
        int from = offset(part, field, Sid.HEADER_OCTETS);
        Sid sid;
        try {
            sid = Sid.read(octets, from, octets.length);
        } catch (InvalidSidException e) {
            throw fault(part + " at octet " + from + ": " + e.text());
        }
        claim(part, from, sid.size());
        return Optional.of(sid);
    }

    private Acl acl(String part, int field, boolean present) throws InvalidDescriptorException {
        if (!present) {
            if (in.getInt(field) != 0) {
                throw fault("it has an offset of a " + part + ", and control flags that say there is none");
            }
            return new Acl.Absent();
        }
        if (in.getInt(field) == 0) {
            return new Acl.Null();
        }
        int from = offset(part, field, Layout.ACL_HEADER_OCTETS);
        int revision = octet(from);
        if (revision != Acl.REVISION && revision != Acl.REVISION_DS) {
            throw fault(part + " at octet " + from + ": revision " + revision + " is neither 2 nor 4");
        }
        int size = Short.toUnsignedInt(in.getShort(from + 2));
        if (size < Layout.ACL_HEADER_OCTETS || size % 4 != 0) {
            throw fault(part + " at octet " + from + ": size " + size + " is not a multiple of 4 from 8 on");
        }
        claim(part, from, size);
        return new Acl.Entries(revision, aces(part, from, from + size));
    }

    private List<Ace> aces(String part, int from, int end) throws InvalidDescriptorException {
        int count = Short.toUnsignedInt(in.getShort(from + 4));
        if (count > limits.maxAces()) {
            throw fault(part + " at octet " + from + ": it has " + count + " entries; " + limits.maxAces()
                    + " are the most taken here");
        }
        int at = from + Layout.ACL_HEADER_OCTETS;
        if (count > (end - at) / Layout.HEADER_OCTETS) {
            throw fault(
                    part + " at octet " + from + ": " + count + " entries don't fit its " + (end - from) + " octets");
        }
        List<Ace> aces = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            try {
                Ace ace = ace(at, end);
                aces.add(ace);
                at += ace.size();
            } catch (InvalidSidException e) {
                throw fault(entry(part, i, at) + e.text());
            } catch (InvalidAceException e) {
                throw fault(entry(part, i, at) + e.text);
            }
        }
        return aces;
    }

    private static String entry(String part, int index, int at) {
        return part + ", entry " + (index + 1) + " at octet " + at + ": ";
    }

    /** What is wrong with an entry; which entry it is, is said by whoever knows. */
    private static final class InvalidAceException extends Exception {
        private final String text;

        InvalidAceException(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }

    private Ace ace(int from, int listEnd) throws InvalidAceException, InvalidSidException {
        int left = listEnd - from;
        if (left < Layout.HEADER_OCTETS) {
            throw new InvalidAceException("its header has 4 octets, the list has " + left + " more");
        }
        int code = octet(from);
        int flags = octet(from + 1);
        int size = Short.toUnsignedInt(in.getShort(from + 2));
        if (size < Layout.HEADER_OCTETS || size % 4 != 0) {
            throw new InvalidAceException("size " + size + " is not a multiple of 4 from 4 on");
        }
        if (size > left) {
            throw new InvalidAceException("size " + size + " goes beyond the list, which has " + left + " more");
        }
        int end = from + size;
        AceType type = AceType.ofCode(code);
        if (type == null) {
            return new Ace.Opaque(code, flags, Octets.copyOf(octets, from + Layout.HEADER_OCTETS, end));
        }
        return type.isObjectSpecific() ? ofObject(type, flags, from, end) : plain(type, flags, from, end);
    }

    private Ace plain(AceType type, int flags, int from, int end) throws InvalidAceException, InvalidSidException {
        require(from + Layout.PLAIN_OCTETS, from, end);
        int mask = in.getInt(from + Layout.HEADER_OCTETS);
        Sid sid = Sid.read(octets, from + Layout.PLAIN_OCTETS, end);
        int data = from + Layout.PLAIN_OCTETS + sid.size();
        return new Ace.Plain(type, flags, mask, sid, Octets.copyOf(octets, data, end));
    }

    private Ace ofObject(AceType type, int flags, int from, int end) throws InvalidAceException, InvalidSidException {
        require(from + Layout.OF_OBJECT_OCTETS, from, end);
        int mask = in.getInt(from + Layout.HEADER_OCTETS);
        int present = in.getInt(from + Layout.PLAIN_OCTETS);
        // They say where the identifier begins, so that unknown ones can't be passed over.
        if ((present & ~(Layout.OBJECT_TYPE_PRESENT | Layout.INHERITED_OBJECT_TYPE_PRESENT)) != 0) {
            throw new InvalidAceException(
                    "object flags 0x" + Integer.toHexString(present) + ", of which only 1 and 2" + " are known");
        }
        int at = from + Layout.OF_OBJECT_OCTETS;
        Optional<UUID> objectType = Optional.empty();
        if ((present & Layout.OBJECT_TYPE_PRESENT) != 0) {
            objectType = Optional.of(guid(at, from, end));
            at += Layout.GUID_OCTETS;
        }
        Optional<UUID> inheritedObjectType = Optional.empty();
        if ((present & Layout.INHERITED_OBJECT_TYPE_PRESENT) != 0) {
            inheritedObjectType = Optional.of(guid(at, from, end));
            at += Layout.GUID_OCTETS;
        }
        Sid sid = Sid.read(octets, at, end);
        Octets data = Octets.copyOf(octets, at + sid.size(), end);
        return new Ace.OfObject(type, flags, mask, objectType, inheritedObjectType, sid, data);
    }

    // MS-DTYP 2.3.4.2: three little-endian numbers, then eight octets in the order in which they are written.
    private UUID guid(int at, int from, int end) throws InvalidAceException {
        require(at + Layout.GUID_OCTETS, from, end);
        long high = Integer.toUnsignedLong(in.getInt(at)) << 32
                | Short.toUnsignedLong(in.getShort(at + 4)) << 16
                | Short.toUnsignedLong(in.getShort(at + 6));
        return new UUID(high, Long.reverseBytes(in.getLong(at + 8)));
    }

    private static void require(int to, int from, int end) throws InvalidAceException {
        if (to > end) {
            throw new InvalidAceException("size " + (end - from) + " is too small for an entry of its type");
        }
    }

    /** The offset in a field of the header, behind which at least {@code least} octets are left. */
    private int offset(String part, int field, int least) throws InvalidDescriptorException {
        long offset = Integer.toUnsignedLong(in.getInt(field));
        if (offset < Layout.DESCRIPTOR_HEADER_OCTETS || offset > octets.length - least) {
            throw fault("offset " + offset + " of the " + part + " leaves no room for it between the header and octet "
                    + octets.length);
        }
        return (int) offset;
    }

    private void claim(String name, int from, int size) throws InvalidDescriptorException {
        if (size > octets.length - from) {
            throw fault(name + " at octet " + from + ": size " + size + " goes beyond octet " + octets.length);
        }
        for (Part other : parts) {
            if (from < other.to() && other.from() < from + size) {
                throw fault(name + " at octet " + from + " overlaps the " + other.name() + " at octet " + other.from());
            }
        }
        parts.add(new Part(name, from, from + size));
    }

    private int octet(int at) {
        return octets[at] & 0xFF;
    }

    private static InvalidDescriptorException fault(String message) {
        return new InvalidDescriptorException("malformed security descriptor: " + message);
    }
}
