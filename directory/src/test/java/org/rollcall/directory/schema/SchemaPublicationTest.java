package org.rollcall.directory.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.MatchingRuleDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.matching.MatchingRule;
import org.rollcall.directory.matching.Syntax;
import org.rollcall.directory.schema.SchemaPublication.PublishedEntry;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;

class SchemaPublicationTest {
    private final Schema schema = SchemaLoader.defaultSchema();
    private final SchemaPublication publication = new SchemaPublication(schema);
    private com.unboundid.ldap.sdk.schema.Schema parsed;

    @BeforeEach
    void parseWithAnotherLibrary() throws Exception {
        Entry subentry = new Entry("cn=subschema");
        for (Attribute attribute : publication.subschema()) {
            subentry.addAttribute(
                    attribute.description(),
                    attribute.values().stream().map(OctetString::utf8).toArray(String[]::new));
        }
        // Throws where it cannot read any of the definitions.
        parsed = com.unboundid.ldap.sdk.schema.Schema.parseSchemaEntry(subentry);
    }

    @Test
    void anotherLibraryReadsTheSameAttributeTypes() {
        assertThat(parsed.getAttributeTypes()).hasSameSizeAs(schema.attributeTypes());
        for (AttributeType type : schema.attributeTypes()) {
            AttributeTypeDefinition read = parsed.getAttributeType(type.oid());
            assertThat(read.getNames()).containsExactlyElementsOf(type.names());
            assertThat(Optional.ofNullable(read.getDescription()).orElse("")).isEqualTo(type.description());
            assertThat(read.getSyntaxOID(parsed)).isEqualTo(type.syntax().oid());
            assertThat(read.isSingleValued()).isEqualTo(type.singleValued());
            assertThat(read.isNoUserModification()).isEqualTo(!type.userModifiable());
            assertThat(read.isOperational()).isEqualTo(type.operational());
            assertThat(read.getUsage().getName()).isEqualTo(type.usage().keyword());
            assertThat(Optional.ofNullable(read.getEqualityMatchingRule(parsed)))
                    .isEqualTo(type.equality().map(MatchingRule::name));
            assertThat(Optional.ofNullable(read.getOrderingMatchingRule(parsed)))
                    .isEqualTo(type.ordering().map(MatchingRule::name));
            assertThat(Optional.ofNullable(read.getSubstringMatchingRule(parsed)))
                    .isEqualTo(type.substrings().map(MatchingRule::name));
            assertThat(Optional.ofNullable(read.getSuperiorType(parsed)).map(AttributeTypeDefinition::getOID))
                    .isEqualTo(type.superior().map(AttributeType::oid));
            type.extensions()
                    .forEach((term, values) ->
                            assertThat(read.getExtensions().get(term)).containsExactlyElementsOf(values));
        }
    }

    @Test
    void anotherLibraryReadsTheSameClasses() {
        assertThat(parsed.getObjectClasses()).hasSameSizeAs(schema.objectClasses());
        for (ObjectClass objectClass : schema.objectClasses()) {
            ObjectClassDefinition read = parsed.getObjectClass(objectClass.oid());
            assertThat(read.getNames()).containsExactlyElementsOf(objectClass.names());
            assertThat(read.getObjectClassType(parsed).name())
                    .isEqualTo(objectClass.kind().name());
            assertThat(read.getRequiredAttributes(parsed, false).stream().map(AttributeTypeDefinition::getOID))
                    .containsExactlyInAnyOrderElementsOf(
                            objectClass.must().stream().map(AttributeType::oid).toList());
            assertThat(read.getOptionalAttributes(parsed, false).stream().map(AttributeTypeDefinition::getOID))
                    .containsExactlyInAnyOrderElementsOf(
                            objectClass.may().stream().map(AttributeType::oid).toList());
            assertThat(read.getSuperiorClasses(parsed, true).stream().map(ObjectClassDefinition::getOID))
                    .containsExactlyInAnyOrderElementsOf(objectClass.withSuperiors().stream()
                            .skip(1)
                            .map(ObjectClass::oid)
                            .toList());
        }
    }

    @Test
    void anotherLibraryReadsTheSameRulesAndSyntaxes() {
        assertThat(parsed.getMatchingRules().stream().map(MatchingRuleDefinition::getNameOrOID))
                .containsExactlyInAnyOrderElementsOf(
                        schema.matchingRules().stream().map(MatchingRule::name).toList());
        for (MatchingRule rule : schema.matchingRules()) {
            assertThat(parsed.getMatchingRule(rule.oid()).getSyntaxOID())
                    .isEqualTo(rule.assertionSyntax().oid());
        }
        assertThat(parsed.getAttributeSyntaxes()).hasSize(Syntax.values().length);
    }

    @Test
    void ruleUsesNameEveryTypeThatHasTheRule() {
        for (AttributeType type : schema.attributeTypes()) {
            type.equality()
                    .ifPresent(rule -> assertThat(
                                    parsed.getMatchingRuleUse(rule.oid()).getApplicableAttributeTypes())
                            .contains(type.name()));
        }
    }

    @Test
    void storedIlsaTypesAreAmongThePublished() throws Exception {
        schema.resolveForStorage("ILSA123");
        assertThat(publication.subschema().stream()
                        .filter(it -> it.description().equals("attributeTypes"))
                        .flatMap(it -> it.values().stream())
                        .map(OctetString::utf8))
                .anyMatch(it -> it.contains("NAME 'ILSA123'"));
    }

    private PublishedEntry entry(String dn) throws Exception {
        Dn wanted = DnParser.parse(dn);
        return publication.entries(DnParser.parse("cn=Schema,ou=Admin,o=Intranet")).stream()
                .filter(it -> it.dn().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> values(PublishedEntry entry, String description) {
        return entry.attributes().stream()
                .filter(it -> it.description().equals(description))
                .flatMap(it -> it.values().stream())
                .map(OctetString::utf8)
                .toList();
    }

    private static String guid(PublishedEntry entry) {
        return entry.attributes().stream()
                .filter(it -> it.description().equals("schemaIDGUID"))
                .map(it -> HexFormat.of().formatHex(it.values().getFirst().toByteArray()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ntSecurityDescriptorIsAsMsTail234Prints() throws Exception {
        PublishedEntry entry = entry("cn=ntSecurityDescriptor,cn=Schema,ou=Admin,o=Intranet");
        assertThat(values(entry, "objectClass")).contains("attributeSchema");
        assertThat(values(entry, "displayName")).containsExactly("security-descriptor");
        assertThat(values(entry, "u2AttributeID"))
                .containsExactly(
                        "1.2.840.113556.1.5.108." + "1103010708070215150108150101130009121504000012000415120210000708");
        assertThat(values(entry, "description")).containsExactly("The security descriptor for the object");
        assertThat(guid(entry)).isEqualTo("99fc126d36b8d011960100c04fc30e1a");
        assertThat(values(entry, "attributeSyntax")).containsExactly("Binary");
        assertThat(values(entry, "isSingleValued")).containsExactly("1");
        assertThat(values(entry, "isSearchable")).containsExactly("0");
    }

    @Test
    void schemaIdGuidIsAsMsTail235Prints() throws Exception {
        PublishedEntry entry = entry("cn=schemaIDGUID,cn=Schema,ou=Admin,o=Intranet");
        assertThat(values(entry, "displayName")).containsExactly("schema-id-guid");
        assertThat(values(entry, "u2AttributeID")).containsExactly("1.2.840.113556.1.4.148");
        assertThat(values(entry, "description")).containsExactly("GUID of a class or attribute definition");
        assertThat(guid(entry)).isEqualTo("b3f31aedfabcd011853a00a0c90c93e1");
        assertThat(values(entry, "attributeSyntax")).containsExactly("Octet String");
        assertThat(values(entry, "isSingleValued")).containsExactly("1");
        assertThat(values(entry, "isSearchable")).containsExactly("0");
    }

    @Test
    void classesAreEntriesToo() throws Exception {
        PublishedEntry entry = entry("cn=rtPerson,cn=Schema,ou=Admin,o=Intranet");
        assertThat(values(entry, "objectClass")).contains("classSchema");
        assertThat(values(entry, "subClassOf")).containsExactly("top");
        assertThat(values(entry, "mustContain")).containsExactly("cn");
        assertThat(values(entry, "mayContain")).contains("ipAddress", "sFlags");
        assertThat(values(entry("cn=member class,cn=Schema,ou=Admin,o=Intranet"), "displayName"))
                .containsExactly("member");
    }

    @Test
    void everyPublishedEntryFitsTheSchemaAndHasItsOwnNameAndGuid() throws Exception {
        SchemaChecker checker = new SchemaChecker(schema);
        List<PublishedEntry> entries = publication.entries(DnParser.parse("cn=Schema,ou=Admin,o=Intranet"));
        assertThat(entries)
                .hasSize(schema.attributeTypes().size() + schema.objectClasses().size());
        assertThat(entries.stream().map(it -> it.dn().toString().toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
        assertThat(entries.stream().map(SchemaPublicationTest::guid)).doesNotHaveDuplicates();
        for (PublishedEntry entry : entries) {
            Map<AttributeType, List<OctetString>> values = new HashMap<>();
            for (Attribute attribute : entry.attributes()) {
                values.put(schema.resolveForStorage(attribute.description()), attribute.values());
            }
            checker.check(new SchemaChecker.Subject() {
                @Override
                public Iterable<AttributeType> types() {
                    return values.keySet();
                }

                @Override
                public List<OctetString> values(AttributeType type) {
                    return values.getOrDefault(type, List.of());
                }
            });
        }
    }

    @Test
    void definitionsAreAsRfc4512PrintsThem() {
        assertThat(schema.attributeType("createTimestamp").orElseThrow().definition())
                .isEqualTo("( 2.5.18.1 NAME 'createTimestamp' EQUALITY generalizedTimeMatch"
                        + " ORDERING generalizedTimeOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24"
                        + " SINGLE-VALUE NO-USER-MODIFICATION USAGE directoryOperation )");
        assertThat(schema.objectClass("country").orElseThrow().definition())
                .isEqualTo("( 2.5.6.2 NAME 'country' SUP top STRUCTURAL MUST c MAY ( searchGuide $ description ) )");
    }
}
