package org.rollcall.locator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.rollcall.directory.Directory;
import org.rollcall.directory.Entry;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.Rdn;

/**
 * A class whose entries N-clients list by a base of {@code objectClass=…} (decision 1): where they stand in the tree,
 * what names them there, and what is paired with them.
 */
final class ListedClass {
    private final String name;
    private final ObjectClass objectClass;
    private final boolean person;
    private final EntryName base;
    private final String namingAttribute;
    private final AttributeType naming;
    private final AttributeType commonName;
    private final Attribute classes;
    private final Filter.Equality item;
    private final Condition condition;
    private final Pairing pairing;
    private final byte[] dnTail;
    private final byte[][] replyNames;

    private ListedClass(
            Directory directory,
            String name,
            boolean person,
            EntryName base,
            String namingAttribute,
            Set<AttributeType> paired) {
        this.name = name;
        this.objectClass = directory
                .schema()
                .objectClass(name)
                .orElseThrow(() -> new IllegalArgumentException("schema without " + name));
        this.person = person;
        this.base = base;
        this.namingAttribute = namingAttribute;
        this.naming = type(directory, namingAttribute);
        this.commonName = type(directory, "cn");
        this.classes = Attribute.of("objectClass", name, Vocabulary.DYNAMIC);
        this.item = new Filter.Equality("objectClass", OctetString.of(name));
        this.condition = directory.condition(item);
        this.pairing = person ? new Pairing.WithApplication(paired) : Pairing.NONE;
        this.dnTail = (",objectClass=" + name).getBytes(StandardCharsets.US_ASCII);
        this.replyNames = replyNames(directory.schema());
    }

    private static AttributeType type(Directory directory, String name) {
        return directory
                .schema()
                .attributeType(name)
                .orElseThrow(() -> new IllegalArgumentException("schema without " + name));
    }

    private byte[][] replyNames(Schema schema) {
        List<AttributeType> types = schema.attributeTypes();
        byte[][] names = new byte[types.size()][];
        for (AttributeType type : types) {
            String message = NameMapping.message(type.names());
            if (!person && type == naming) {
                message = "cn";
            }
            names[type.id()] = message.getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }

    static ListedClass people(Directory directory, EntryName base, Set<AttributeType> ofApplication) {
        return new ListedClass(directory, "rtPerson", true, base, "cn", ofApplication);
    }

    /** Conferences are named by {@code uid}; N-clients call it {@code cn} (decision 8). */
    static ListedClass conferences(Directory directory, EntryName base) {
        return new ListedClass(directory, "rtConference", false, base, "uid", Set.of());
    }

    String name() {
        return name;
    }

    ObjectClass objectClass() {
        return objectClass;
    }

    boolean isPeople() {
        return person;
    }

    /** What all its entries stand directly under. */
    EntryName base() {
        return base;
    }

    /** The RDN of an entry of this name. */
    Rdn rdn(OctetString entry) {
        return new Rdn(List.of(new Ava(namingAttribute, entry)));
    }

    String namingAttribute() {
        return namingAttribute;
    }

    /** The {@code objectClass} of an entry that an N-client registers. */
    Attribute classes() {
        return classes;
    }

    /** The filter item that is true for its entries. */
    Filter.Equality item() {
        return item;
    }

    /** {@link #item} as a condition. */
    Condition condition() {
        return condition;
    }

    Pairing pairing() {
        return pairing;
    }

    /** What follows the name in an N-client's DN: {@code ,objectClass=rtPerson}. */
    byte[] dnTail() {
        return dnTail;
    }

    /** The name under which an N-client that does not name an attribute gets it (decisions 5, 8). */
    byte[] replyName(AttributeType type) {
        int id = type.id();
        return id >= 0 && id < replyNames.length ? replyNames[id] : type.nameBytes();
    }

    /** True for the attribute that names its entries, and for {@code cn}, by which N-clients know it. */
    boolean isNamedBy(AttributeType type) {
        return type == naming || type == commonName;
    }

    /** True for the {@code cn} of a conference that also has a {@code uid}: N-clients know one name only. */
    boolean isHiddenByName(AttributeType type, Entry entry) {
        return !person && type == commonName && entry.indexOf(naming) >= 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
