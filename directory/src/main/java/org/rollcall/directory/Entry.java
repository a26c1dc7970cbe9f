package org.rollcall.directory;

import java.util.List;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.ldap.OctetString;

/**
 * The contents of an entry, immutable, in wire form: its DN as text and, for each attribute, its values as a run of
 * encoded OCTET STRINGs, so that a reply copies slices and builds no strings.
 */
public interface Entry {

    EntryName name();

    /** What the offsets below point into; for readers that promise not to write. */
    byte[] wire();

    /** The DN in normal form's spelling as registered: RFC 4514 text in UTF-8. */
    int dnOffset();

    int dnLength();

    /** The value of the (first) RDN attribute, unescaped, in UTF-8. */
    int rdnValueOffset();

    int rdnValueLength();

    /** How many user attributes it has, {@code objectClass} included. */
    int size();

    /** The place of the attribute, or -1. */
    int indexOf(AttributeType type);

    /**
     * As {@link #indexOf(AttributeType)}, for who has a guess: entries that clients of one kind made are alike.
     *
     * @param guess looked at first; any number
     */
    int indexOf(AttributeType type, int guess);

    AttributeType type(int index);

    /** Start of the encoded values: OCTET STRINGs one after another, without the SET around them. */
    int valuesOffset(int index);

    int valuesLength(int index);

    /** True where all values of the attribute are ASCII, so that they stand alike in every encoding. */
    boolean ascii(int index);

    /** The values, decoded; none where the attribute is not there. */
    List<OctetString> values(AttributeType type);

    /** What {@link NewEntry#hidden} gave under this description; none where nothing was. */
    List<OctetString> hidden(String description);

    /** True where it is of this class or one below it. */
    boolean isA(ObjectClass objectClass);
}
