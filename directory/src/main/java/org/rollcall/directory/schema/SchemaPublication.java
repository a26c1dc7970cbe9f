package org.rollcall.directory.schema;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.Syntax;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.Rdn;

/**
 * The schema as clients read it: the attributes of the subschema subentry (RFC 4512 §4.2), and one entry for each class
 * and attribute type below {@code cn=Schema,ou=Admin} (MS-TAIL 2.3.4, 2.3.5).
 */
public final class SchemaPublication {
    private static final UUID OID_NAMESPACE = UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8");

    private final Schema schema;

    /** An entry of the schema below its container: a DN, and user attributes with {@code objectClass} first. */
    public record PublishedEntry(Dn dn, List<Attribute> attributes) {
        public PublishedEntry {
            attributes = List.copyOf(attributes);
        }
    }

    public SchemaPublication(Schema schema) {
        this.schema = schema;
    }

    /**
     * The operational attributes of the subschema subentry: {@code ldapSyntaxes}, {@code matchingRules},
     * {@code matchingRuleUse}, {@code attributeTypes}, {@code objectClasses}. Types named {@code ILSA<digits>} are among
     * them from when they were first stored.
     */
    public List<Attribute> subschema() {
        List<AttributeType> types = schema.attributeTypes();
        return List.of(
                attribute("ldapSyntaxes", Arrays.stream(Syntax.values()).map(SchemaPublication::definition)),
                attribute("matchingRules", schema.matchingRules().stream().map(SchemaPublication::definition)),
                attribute("matchingRuleUse", schema.matchingRules().stream().flatMap(rule -> use(rule, types))),
                attribute("attributeTypes", types.stream().map(AttributeType::definition)),
                attribute("objectClasses", schema.objectClasses().stream().map(ObjectClass::definition)));
    }

    /**
     * The entries of all classes and attribute types. A class that has the name of an attribute type is found under
     * {@code cn=<name> class}.
     *
     * @param container the entry they stand under: {@code cn=Schema,ou=Admin,o=Intranet} of MS-TAIL
     */
    public List<PublishedEntry> entries(Dn container) {
        List<PublishedEntry> entries = new ArrayList<>();
        for (AttributeType type : schema.attributeTypes()) {
            entries.add(entry(container, type));
        }
        for (ObjectClass objectClass : schema.objectClasses()) {
            entries.add(entry(container, objectClass));
        }
        return entries;
    }

    private static PublishedEntry entry(Dn container, AttributeType type) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("objectClass", "top", "attributeSchema"));
        attributes.add(Attribute.of("cn", type.name()));
        attributes.add(Attribute.of("displayName", extension(type, "X-DISPLAY-NAME", type.name())));
        attributes.add(Attribute.of("u2AttributeID", type.oid()));
        addDescription(attributes, type.description());
        attributes.add(new Attribute(
                "schemaIDGUID", List.of(octets(guid(extension(type, "X-SCHEMA-ID-GUID", ""), type.oid())))));
        attributes.add(Attribute.of("attributeSyntax", type.syntax().description()));
        attributes.add(Attribute.of("isSingleValued", flag(type.singleValued())));
        attributes.add(Attribute.of("isSearchable", flag(type.equality().isPresent())));
        return new PublishedEntry(container.child(Rdn.of("cn", type.name())), attributes);
    }

    private PublishedEntry entry(Dn container, ObjectClass objectClass) {
        String name = objectClass.name();
        String cn = schema.attributeType(name).isPresent() ? name + " class" : name;
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("objectClass", "top", "classSchema"));
        attributes.add(Attribute.of("cn", cn));
        attributes.add(Attribute.of("displayName", name));
        attributes.add(Attribute.of("u2ClassID", objectClass.oid()));
        addDescription(attributes, objectClass.description());
        attributes.add(new Attribute("schemaIDGUID", List.of(octets(guid(objectClass)))));
        attributes.add(Attribute.of("classKind", objectClass.kind().name()));
        addNames(attributes, "subClassOf", objectClass.superiors().stream().map(ObjectClass::name));
        addNames(attributes, "mustContain", objectClass.must().stream().map(AttributeType::name));
        addNames(attributes, "mayContain", objectClass.may().stream().map(AttributeType::name));
        return new PublishedEntry(container.child(Rdn.of("cn", cn)), attributes);
    }

    private static void addDescription(List<Attribute> attributes, String description) {
        if (!description.isEmpty()) {
            attributes.add(Attribute.of("description", description));
        }
    }

    private static void addNames(List<Attribute> attributes, String description, Stream<String> names) {
        Attribute attribute = attribute(description, names);
        if (!attribute.values().isEmpty()) {
            attributes.add(attribute);
        }
    }

    private static String extension(AttributeType type, String term, String otherwise) {
        List<String> values = type.extensions().getOrDefault(term, List.of());
        return values.isEmpty() ? otherwise : values.getFirst();
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }

    /** What the class is called in descriptors: its published {@code schemaIDGUID}. */
    public static UUID guid(ObjectClass objectClass) {
        return guid("", objectClass.oid());
    }

    // Where none is given it is made of the OID, so that it is the same on every server (RFC 4122 §4.3).
    private static UUID guid(String given, String oid) {
        return given.isEmpty() ? named(oid) : UUID.fromString(given);
    }

    // A GUID as Windows keeps it: three little-endian numbers, then eight octets (C706 appendix A).
    private static OctetString octets(UUID guid) {
        long high = guid.getMostSignificantBits();
        ByteBuffer octets = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        octets.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
        octets.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
        return OctetString.wrap(octets.array());
    }

    private static UUID named(String oid) {
        byte[] name = oid.getBytes(StandardCharsets.US_ASCII);
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(16 + name.length)
                .putLong(OID_NAMESPACE.getMostSignificantBits())
                .putLong(OID_NAMESPACE.getLeastSignificantBits())
                .put(name)
                .array());
    }

    // RFC 4512 §4.1.4: the types that an extensible match may name beside the rule.
    private static Stream<String> use(MatchingRule rule, List<AttributeType> types) {
        List<String> applies = types.stream()
                .filter(type -> rule.appliesTo(type.syntax()))
                .map(AttributeType::name)
                .toList();
        if (applies.isEmpty()) {
            return Stream.empty();
        }
        DefinitionWriter writer = new DefinitionWriter(rule.oid(), List.of(rule.name()), "", false);
        writer.references("APPLIES", applies);
        return Stream.of(writer.finish(Map.of()));
    }

    private static String definition(MatchingRule rule) {
        DefinitionWriter writer = new DefinitionWriter(rule.oid(), List.of(rule.name()), "", false);
        writer.term("SYNTAX", rule.assertionSyntax().oid());
        return writer.finish(Map.of());
    }

    private static String definition(Syntax syntax) {
        return new DefinitionWriter(syntax.oid(), List.of(), syntax.description(), false).finish(Map.of());
    }

    private static Attribute attribute(String description, Stream<String> values) {
        return new Attribute(description, values.map(OctetString::of).toList());
    }
}
