package org.rollcall.directory.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rollcall.directory.matching.ValuePattern;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;

/**
 * The layout of an entry's contents in one array: what a search looks at and a reply copies from stand side by side, and
 * an entry costs one object beside its {@link Node}.
 *
 * <pre>
 * flags 1 | classes 1 | attributes 2 | DN length w | RDN value offset w | RDN value length w | hidden offset w
 * class ids 2 each, the structural class first, superiors included
 * attribute table: type id and ASCII flag 2, offset of the values w; then the offset where the last one ends w
 * DN | values: OCTET STRINGs one after another | hidden: OCTET STRING description, SET of values, …
 * </pre>
 *
 * where w is 2, or 4 in entries above 64 KiB.
 */
final class Wire {
    static final int OTHER = 0;
    static final int PERSON = 1;
    static final int APPLICATION = 2;
    static final int CONFERENCE = 3;

    static final int MAX_CLASSES = 0xff;
    static final int MAX_ATTRIBUTES = 0xffff;

    private static final int WIDE = 1;
    private static final int CONCEALED = 1 << 1;
    private static final int SUBENTRY = 1 << 2;
    private static final int KIND_SHIFT = 3;
    private static final int PLAIN_NAME_SHIFT = 5;
    private static final int GUARDED = 1 << 7;
    private static final int ASCII = 0x8000;

    private static final int FIXED = 4;

    private Wire() {}

    /**
     * What {@link #build} is made of.
     *
     * @param classes the structural class first, superiors included
     * @param types one for each attribute
     * @param values of each attribute
     * @param rdnAttribute index of the attribute whose value the RDN gives, or -1
     * @param plainName one more than the number of the {@linkplain Names#indexed indexed} attribute of which the entry
     *     has one value, that in its RDN; 0 where the name is not that plain
     * @param guarded whether one of the attributes is a security descriptor
     */
    record Parts(
            OctetString dn,
            List<ObjectClass> classes,
            List<AttributeType> types,
            List<List<OctetString>> values,
            int rdnAttribute,
            int rdnValue,
            int kind,
            boolean concealed,
            int plainName,
            boolean subentry,
            boolean guarded,
            List<Attribute> hidden) {}

    static byte[] build(Parts parts) {
        int values = 0;
        for (List<OctetString> each : parts.values()) {
            values += Elements.valuesSize(each);
        }
        int hidden = 0;
        for (Attribute attribute : parts.hidden()) {
            int set = Elements.valuesSize(attribute.values());
            hidden += Elements.sizeOf(OctetString.of(attribute.description()).length())
                    + 1
                    + Elements.lengthSize(set)
                    + set;
        }
        int narrow = headerSize(2, parts.classes().size(), parts.types().size());
        boolean wide = narrow + parts.dn().length() + values + hidden > 0xffff;
        int width = wide ? 4 : 2;
        int header = headerSize(width, parts.classes().size(), parts.types().size());
        byte[] wire = new byte[header + parts.dn().length() + values + hidden];
        int flags = (wide ? WIDE : 0)
                | (parts.concealed() ? CONCEALED : 0)
                | (parts.subentry() ? SUBENTRY : 0)
                | parts.kind() << KIND_SHIFT
                | parts.plainName() << PLAIN_NAME_SHIFT
                | (parts.guarded() ? GUARDED : 0);
        wire[0] = (byte) flags;
        wire[1] = (byte) parts.classes().size();
        putShort(wire, 2, parts.types().size());
        put(wire, FIXED, parts.dn().length());
        put(wire, FIXED + 3 * width, hidden == 0 ? 0 : header + parts.dn().length() + values);
        int at = FIXED + 4 * width;
        for (ObjectClass objectClass : parts.classes()) {
            putShort(wire, at, objectClass.id());
            at += 2;
        }
        System.arraycopy(parts.dn().unsafeArray(), 0, wire, header, parts.dn().length());
        int value = header + parts.dn().length();
        for (int i = 0; i < parts.types().size(); i++) {
            int from = value;
            put(wire, at + 2, from);
            List<OctetString> each = parts.values().get(i);
            for (int v = 0; v < each.size(); v++) {
                int end = Elements.putOctetString(wire, value, each.get(v));
                if (i == parts.rdnAttribute() && v == parts.rdnValue()) {
                    put(wire, FIXED + width, end - each.get(v).length());
                    put(wire, FIXED + 2 * width, each.get(v).length());
                }
                value = end;
            }
            putShort(wire, at, parts.types().get(i).id() | (Elements.areAscii(each) ? ASCII : 0));
            at += 2 + width;
        }
        put(wire, at, value);
        for (Attribute attribute : parts.hidden()) {
            value = Elements.putOctetString(wire, value, OctetString.of(attribute.description()));
            wire[value++] = Elements.SET;
            value = Elements.putLength(wire, value, Elements.valuesSize(attribute.values()));
            for (OctetString each : attribute.values()) {
                value = Elements.putOctetString(wire, value, each);
            }
        }
        return wire;
    }

    /** The numbers of the classes and then those of the attributes. */
    static int[] ids(byte[] wire) {
        int classes = classes(wire);
        int[] ids = new int[classes + attributes(wire)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i < classes ? classId(wire, i) : typeId(wire, i - classes);
        }
        return ids;
    }

    /** Gives the classes and then the attributes these numbers; to be done before anybody else sees the contents. */
    static void renumber(byte[] wire, int[] ids) {
        int classes = classes(wire);
        int firstClass = FIXED + 4 * width(wire);
        for (int i = 0; i < ids.length; i++) {
            if (i < classes) {
                putShort(wire, firstClass + 2 * i, ids[i]);
            } else {
                int row = row(wire, i - classes);
                putShort(wire, row, ids[i] | (getShort(wire, row) & ASCII));
            }
        }
    }

    /** Whether these octets, wherever they come from, can be read as contents of so many classes and attributes. */
    static boolean isSound(byte[] wire, int classes, int attributes) {
        if (wire.length < FIXED || classes(wire) != classes || attributes(wire) != attributes || attributes == 0) {
            return false;
        }
        int dn = dnOffset(wire);
        if (wire.length < dn) {
            return false;
        }
        int at = dn + dnLength(wire);
        for (int i = 0; i < attributes; i++) {
            int end = valuesEnd(wire, i);
            if (at < dn
                    || valuesOffset(wire, i) != at
                    || end > wire.length
                    || !Elements.areOctetStrings(wire, at, end)) {
                return false;
            }
            at = end;
        }
        int rdnValue = rdnValueOffset(wire);
        int hidden = get(wire, FIXED + 3 * width(wire));
        return rdnValue >= 0
                && rdnValueLength(wire) >= 0
                && rdnValue + rdnValueLength(wire) <= at
                && (hidden == 0 ? at == wire.length : hidden == at && at < wire.length && isHidden(wire, at));
    }

    private static boolean isHidden(byte[] wire, int from) {
        int at = from;
        while (at < wire.length) {
            int set = Elements.elementEnd(wire, Elements.OCTET_STRING, at, wire.length);
            int end = set < 0 ? -1 : Elements.elementEnd(wire, Elements.SET, set, wire.length);
            if (end < 0 || !Elements.areOctetStrings(wire, Elements.contents(wire, set), end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    static int kind(byte[] wire) {
        return (wire[0] >> KIND_SHIFT) & 3;
    }

    /** True for a person that does not want to be listed (decision 12). */
    static boolean isConcealed(byte[] wire) {
        return (wire[0] & CONCEALED) != 0;
    }

    static int plainName(byte[] wire) {
        return (wire[0] >> PLAIN_NAME_SHIFT) & 3;
    }

    static boolean isSubentry(byte[] wire) {
        return (wire[0] & SUBENTRY) != 0;
    }

    /** True where the entry has a security descriptor. */
    static boolean isGuarded(byte[] wire) {
        return (wire[0] & GUARDED) != 0;
    }

    /** Notes whether there is a descriptor, an attribute of this type; to be done before anybody else sees the contents. */
    static void noteGuard(byte[] wire, int descriptorId) {
        int others = wire[0] & ~GUARDED;
        wire[0] = (byte) (indexOf(wire, descriptorId) < 0 ? others : others | GUARDED);
    }

    /** The same contents without a descriptor, an attribute of this type. */
    static byte[] unguarded(byte[] wire, int descriptorId) {
        if (!isGuarded(wire)) {
            return wire;
        }
        byte[] left = without(wire, descriptorId);
        noteGuard(left, descriptorId);
        return left;
    }

    static int dnOffset(byte[] wire) {
        return headerSize(width(wire), classes(wire), attributes(wire));
    }

    static int dnLength(byte[] wire) {
        return get(wire, FIXED);
    }

    static int rdnValueOffset(byte[] wire) {
        return get(wire, FIXED + width(wire));
    }

    static int rdnValueLength(byte[] wire) {
        return get(wire, FIXED + 2 * width(wire));
    }

    static int classes(byte[] wire) {
        return wire[1] & 0xff;
    }

    static int classId(byte[] wire, int index) {
        return getShort(wire, FIXED + 4 * width(wire) + 2 * index);
    }

    static boolean hasClass(byte[] wire, int classId) {
        int at = FIXED + 4 * width(wire);
        for (int end = at + 2 * classes(wire); at < end; at += 2) {
            if (getShort(wire, at) == classId) {
                return true;
            }
        }
        return false;
    }

    static int attributes(byte[] wire) {
        return getShort(wire, 2);
    }

    /** The place of the attribute in the table, or -1. */
    static int indexOf(byte[] wire, int typeId) {
        int width = width(wire);
        int at = FIXED + 4 * width + 2 * classes(wire);
        int count = attributes(wire);
        for (int i = 0; i < count; i++) {
            if ((getShort(wire, at) & ~ASCII) == typeId) {
                return i;
            }
            at += 2 + width;
        }
        return -1;
    }

    /** As {@link #indexOf(byte[], int)}, where the attribute may well be in a certain place. */
    static int indexOf(byte[] wire, int typeId, int guess) {
        return guess >= 0 && guess < attributes(wire) && typeId(wire, guess) == typeId ? guess : indexOf(wire, typeId);
    }

    static int typeId(byte[] wire, int index) {
        return getShort(wire, row(wire, index)) & ~ASCII;
    }

    static boolean isAscii(byte[] wire, int index) {
        return (getShort(wire, row(wire, index)) & ASCII) != 0;
    }

    static int valuesOffset(byte[] wire, int index) {
        return get(wire, row(wire, index) + 2);
    }

    static int valuesEnd(byte[] wire, int index) {
        int next = row(wire, index + 1);
        return get(wire, index + 1 == attributes(wire) ? next : next + 2);
    }

    /** Whether a value of the attribute in this place matches. */
    static boolean matches(byte[] wire, int index, ValuePattern pattern) {
        int at = valuesOffset(wire, index);
        int end = valuesEnd(wire, index);
        while (at < end) {
            int contents = Elements.contents(wire, at);
            int length = Elements.length(wire, at);
            if (pattern.matches(wire, contents, length)) {
                return true;
            }
            at = contents + length;
        }
        return false;
    }

    /** The values of the attribute in this place. */
    static List<OctetString> values(byte[] wire, int index) {
        return Elements.octetStrings(wire, valuesOffset(wire, index), valuesEnd(wire, index));
    }

    /** The values of the attribute; none where it is not there. */
    static List<OctetString> valuesOf(byte[] wire, int typeId) {
        int index = indexOf(wire, typeId);
        return index < 0 ? List.of() : values(wire, index);
    }

    /** What {@link Parts#hidden} gave under this description. */
    static List<OctetString> hidden(byte[] wire, String description) {
        int at = get(wire, FIXED + 3 * width(wire));
        byte[] wanted = OctetString.of(description).unsafeArray();
        while (at != 0 && at < wire.length) {
            int name = Elements.contents(wire, at);
            int nameEnd = name + Elements.length(wire, at);
            int set = Elements.contents(wire, nameEnd);
            int setEnd = set + Elements.length(wire, nameEnd);
            if (Arrays.equals(wire, name, nameEnd, wanted, 0, wanted.length)) {
                return Elements.octetStrings(wire, set, setEnd);
            }
            at = setEnd;
        }
        return List.of();
    }

    /** All that {@link Parts#hidden} gave. */
    static List<Attribute> hidden(byte[] wire) {
        int at = get(wire, FIXED + 3 * width(wire));
        if (at == 0) {
            return List.of();
        }
        List<Attribute> hidden = new ArrayList<>(2);
        while (at < wire.length) {
            int name = Elements.contents(wire, at);
            int nameEnd = name + Elements.length(wire, at);
            int set = Elements.contents(wire, nameEnd);
            int setEnd = set + Elements.length(wire, nameEnd);
            String description =
                    OctetString.wrap(Arrays.copyOfRange(wire, name, nameEnd)).utf8();
            hidden.add(new Attribute(description, Elements.octetStrings(wire, set, setEnd)));
            at = setEnd;
        }
        return hidden;
    }

    /** The same contents without an attribute; the same array where it has none of that type. */
    static byte[] without(byte[] wire, int typeId) {
        int index = indexOf(wire, typeId);
        if (index < 0) {
            return wire;
        }
        int width = width(wire);
        int row = row(wire, index);
        int rowEnd = row + 2 + width;
        int from = valuesOffset(wire, index);
        int to = valuesEnd(wire, index);
        byte[] left = new byte[wire.length - (rowEnd - row) - (to - from)];
        System.arraycopy(wire, 0, left, 0, row);
        System.arraycopy(wire, rowEnd, left, row, from - rowEnd);
        System.arraycopy(wire, to, left, from - (rowEnd - row), wire.length - to);
        putShort(left, 2, attributes(wire) - 1);
        for (int i = 0; i < attributes(left); i++) {
            move(left, row(left, i) + 2, rowEnd - row, from, to);
        }
        move(left, row(left, attributes(left)), rowEnd - row, from, to);
        move(left, FIXED + width, rowEnd - row, from, to);
        move(left, FIXED + 3 * width, rowEnd - row, from, to);
        return left;
    }

    // Corrects an offset after a row of the table and the values between from and to were taken out.
    private static void move(byte[] wire, int at, int rowSize, int from, int to) {
        int offset = get(wire, at);
        if (offset != 0) {
            put(wire, at, offset - rowSize - (offset >= to ? to - from : 0));
        }
    }

    private static int width(byte[] wire) {
        return (wire[0] & WIDE) == 0 ? 2 : 4;
    }

    private static int headerSize(int width, int classes, int attributes) {
        return FIXED + 4 * width + 2 * classes + (2 + width) * attributes + width;
    }

    private static int row(byte[] wire, int index) {
        int width = width(wire);
        return FIXED + 4 * width + 2 * classes(wire) + (2 + width) * index;
    }

    private static int get(byte[] wire, int at) {
        return (wire[0] & WIDE) == 0 ? getShort(wire, at) : getShort(wire, at) << 16 | getShort(wire, at + 2);
    }

    private static void put(byte[] wire, int at, int value) {
        if ((wire[0] & WIDE) == 0) {
            putShort(wire, at, value);
        } else {
            putShort(wire, at, value >>> 16);
            putShort(wire, at + 2, value);
        }
    }

    private static int getShort(byte[] wire, int at) {
        return (wire[at] & 0xff) << 8 | (wire[at + 1] & 0xff);
    }

    private static void putShort(byte[] wire, int at, int value) {
        wire[at] = (byte) (value >>> 8);
        wire[at + 1] = (byte) value;
    }
}
