package org.rollcall.directory.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.directory.matching.Syntax;

class SchemaLoaderTest {
    private static final String TEXT_SYNTAX = "1.3.6.1.4.1.1466.115.121.1.15";

    private static Schema load(String text) throws SchemaFileException {
        return SchemaLoader.withOwnFiles().add("my.schema", text).build(16);
    }

    @Test
    void readsAnOperatorsFile() throws Exception {
        Schema schema = load("""
                # What our provider adds
                attributetype ( 1.3.6.1.4.1.32473.1.1
                    NAME ( 'bridgeNumber' 'bn' )
                    DESC 'A \\27bridge\\27 of \\5C'
                    OBSOLETE
                    SUP telephoneNumber
                    X-ORIGIN 'here' )
                # and a class
                objectClasses: ( 1.3.6.1.4.1.32473.2.1 NAME 'bridgedConference' SUP rtConference
                  STRUCTURAL MUST ( bn $ conferenceBlob ) MAY l )
                """);
        AttributeType bridge = schema.attributeType("BRIDGENUMBER").orElseThrow();
        assertThat(bridge.oid()).isEqualTo("1.3.6.1.4.1.32473.1.1");
        assertThat(bridge.names()).containsExactly("bridgeNumber", "bn");
        assertThat(bridge.description()).isEqualTo("A 'bridge' of \\");
        assertThat(bridge.obsolete()).isTrue();
        assertThat(bridge.syntax()).isEqualTo(Syntax.TELEPHONE_NUMBER);
        assertThat(bridge.extensions()).containsEntry("X-ORIGIN", List.of("here"));
        ObjectClass conference = schema.objectClass("bridgedConference").orElseThrow();
        assertThat(conference.must())
                .containsExactly(bridge, schema.attributeType("conferenceBlob").orElseThrow());
        assertThat(conference.isA(schema.objectClass("rtConference").orElseThrow()))
                .isTrue();
        assertThat(conference.allows(
                        schema.attributeType("ntSecurityDescriptor").orElseThrow()))
                .isTrue();
    }

    @Test
    void definitionsMayReferToLaterOnes() throws Exception {
        Schema schema = load("objectClasses: ( 1.2.3.1 NAME 'x' SUP top MAY y )\n"
                + "attributeTypes: ( 1.2.3.2 NAME 'y' SUP z )\n"
                + "attributeTypes: ( 1.2.3.3 NAME 'z' SYNTAX " + TEXT_SYNTAX + "{64} )\n");
        assertThat(schema.attributeType("y").orElseThrow().syntax()).isEqualTo(Syntax.DIRECTORY_STRING);
        assertThat(schema.attributeType("z").orElseThrow().definition()).contains(TEXT_SYNTAX + "{64}");
        assertThat(schema.objectClass("x").orElseThrow().kind()).isEqualTo(ClassKind.STRUCTURAL);
    }

    @Test
    void syntaxesMayStandInQuotesAsRfc2589PrintsThem() throws Exception {
        assertThat(load("attributeTypes: ( 1.2.3.3 NAME 'z' SYNTAX '" + TEXT_SYNTAX + "' )")
                        .attributeType("z"))
                .isPresent();
    }

    static Stream<Arguments> bad() {
        String attribute = "attributeTypes: ( 1.2.3.1 NAME 'a' SYNTAX " + TEXT_SYNTAX + " )\n";
        return Stream.of(
                Arguments.of("dn: cn=schema", 1, "expected attributeTypes: or objectClasses:, found 'dn:'"),
                Arguments.of(attribute + "\n# one\nattributeTypes: 1.2.3", 4, "expected '(' before the definition"),
                Arguments.of(attribute + "attributeTypes: ( a-oid NAME 'b' )", 2, "'a-oid' is not a numeric OID"),
                Arguments.of("attributeTypes: ( 1.2.3.1 NAME 'a'", 1, "found the end"),
                Arguments.of("attributeTypes: ( 1.2.3.1\n NAME 'a\n )", 2, "no end on its line"),
                Arguments.of("attributeTypes: ( 1.2.3.1 NAME '1a' SUP name )", 1, "'1a' is not a name"),
                Arguments.of("attributeTypes: ( 1.2.3.1 NAME 'a' )", 1, "neither SUP nor SYNTAX"),
                Arguments.of("attributeTypes: ( 1.2.3.1 NAME 'a' MUST cn SUP name )", 1, "MUST is not a term of"),
                Arguments.of("attributeTypes: ( 1.2.3.1 SUP name SUP name )", 1, "SUP stands twice"),
                Arguments.of("attributeTypes: ( 1.2.3.1 SUP ( cn sn ) )", 1, "SUP takes one value"),
                Arguments.of("attributeTypes: ( 1.2.3.1 SUP name USAGE some )", 1, "'some' is no USAGE"),
                Arguments.of("attributeTypes: ( 1.2.3.1 SYNTAX text )", 1, "'text' is not the OID of a syntax"),
                Arguments.of("attributeTypes: ( 1.2.3.1 SYNTAX 1.2.3 )", 1, "there is no syntax 1.2.3 here"),
                Arguments.of(
                        "attributeTypes: ( 1.2.3.1 SYNTAX " + TEXT_SYNTAX + " EQUALITY fuzzyMatch )",
                        1,
                        "there is no matching rule 'fuzzyMatch'"),
                Arguments.of(
                        "attributeTypes: ( 1.2.3.1 SYNTAX " + TEXT_SYNTAX + " EQUALITY integerMatch )",
                        1,
                        "integerMatch is no equality rule for the syntax Directory String"),
                Arguments.of(
                        "attributeTypes: ( 1.2.3.1 SYNTAX " + TEXT_SYNTAX + " ORDERING caseIgnoreMatch )",
                        1,
                        "caseIgnoreMatch is no ordering rule"),
                Arguments.of("\nattributeTypes: ( 1.2.3.1 SUP nothing )", 2, "there is no attribute type 'nothing'"),
                Arguments.of("attributeTypes: ( 1.2.3.1 NAME 'a' SUP a )", 1, "1.2.3.1 is its own superior"),
                Arguments.of(
                        "attributeTypes: ( 1.2.3.1 NAME 'a' SUP name USAGE dSAOperation )",
                        1,
                        "its USAGE is not that of its superior"),
                Arguments.of(attribute + attribute, 2, "'a' is already defined at my.schema:1"),
                Arguments.of(
                        "attributeTypes: ( 1.2.3.1 NAME 'CN' SUP name )", 1, "'CN' is already defined at core.schema:"),
                Arguments.of("attributeTypes: ( 2.5.4.3 NAME 'b' SUP name )", 1, "'2.5.4.3' is already defined"),
                Arguments.of(
                        "objectClasses: ( 1.2.3.1 NAME 'k' MAY nothing )", 1, "there is no attribute type 'nothing'"),
                Arguments.of(
                        "objectClasses: ( 1.2.3.1 NAME 'k' SUP nothing )", 1, "there is no object class 'nothing'"),
                Arguments.of("objectClasses: ( 1.2.3.1 NAME 'k' SUP k )", 1, "1.2.3.1 is its own superior"),
                Arguments.of("objectClasses: ( 1.2.3.1 STRUCTURAL AUXILIARY )", 1, "more than one kind"),
                Arguments.of(
                        "objectClasses: ( 1.2.3.1 NAME 'k' SUP person AUXILIARY )",
                        1,
                        "AUXILIARY cannot have the STRUCTURAL class person"),
                Arguments.of(
                        "objectClasses: ( 1.2.3.1 NAME 'k' SYNTAX 1.2 )",
                        1,
                        "SYNTAX is not a term of an object class"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badDefinitionsAreNamedWithFileAndLine(String text, int line, String problem) {
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(SchemaFileException.class)
                .hasMessageStartingWith("my.schema:" + line + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsPrintedIsReadAsTheSame() throws Exception {
        Schema schema = SchemaLoader.defaultSchema();
        for (AttributeType type : schema.attributeTypes()) {
            AttributeDefinition again = new DefinitionParser("printed", type.definition()).attribute();
            assertThat(again.toString()).isEqualTo(type.definition());
            assertThat(again.names()).isEqualTo(type.names());
        }
        for (ObjectClass objectClass : schema.objectClasses()) {
            ClassDefinition again = new DefinitionParser("printed", objectClass.definition()).objectClass();
            assertThat(again.toString()).isEqualTo(objectClass.definition());
            assertThat(again.kind()).isEqualTo(objectClass.kind());
        }
    }
}
