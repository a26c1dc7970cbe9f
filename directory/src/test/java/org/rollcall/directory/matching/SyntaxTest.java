package org.rollcall.directory.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.ldap.OctetString;

class SyntaxTest {
    static Stream<Arguments> values() {
        return Stream.of(
                arguments(Syntax.DIRECTORY_STRING, List.of("a", " ", "é", "-", "\u0001"), List.of("")),
                arguments(Syntax.IA5_STRING, List.of("", "jc@rome.gov"), List.of("é")),
                arguments(Syntax.PRINTABLE_STRING, List.of("A-z 0'()+,./:?="), List.of("", "a@b", "a*b", "é")),
                arguments(Syntax.COUNTRY_STRING, List.of("US"), List.of("-", "USA", "é")),
                arguments(Syntax.INTEGER, List.of("0", "-1", "12345678901234567890"), List.of("", "+1", "007", "1.5")),
                arguments(Syntax.BOOLEAN, List.of("TRUE", "FALSE"), List.of("true", "", "1")),
                arguments(Syntax.NUMERIC_STRING, List.of("1 2", "9"), List.of("", "1a")),
                arguments(Syntax.TELEPHONE_NUMBER, List.of("+1 512 315 0280"), List.of("", "#31")),
                arguments(Syntax.BIT_STRING, List.of("'01'B", "''B"), List.of("01", "'2'B", "'01'")),
                arguments(
                        Syntax.OID,
                        List.of("cn", "2.5.4.3", "1.2.840.113556.1.4.611.1103010708051503150108150101130009121504"),
                        List.of("", "2", "2..3", "2.05", ".2.3", "c_n", "1cn")),
                arguments(
                        Syntax.DISTINGUISHED_NAME,
                        List.of("", "cn=a", "cn=jc]host.dom,ou=Dynamic,o=Intranet"),
                        List.of("a", "cn=a,,o=b")),
                arguments(Syntax.NAME_AND_OPTIONAL_UID, List.of("cn=a", "cn=a#'01'B"), List.of("#'01'B x")),
                arguments(
                        Syntax.GENERALIZED_TIME, List.of("199412161032Z", "199412160532-0500"), List.of("9412161032Z")),
                arguments(Syntax.UTC_TIME, List.of("9412161032Z", "941216103211-0500"), List.of("199412161032Z1")),
                arguments(Syntax.UUID, List.of("597ae2f6-16a6-1027-98f4-D28B5365DC14"), List.of("{597ae2f6}")),
                arguments(Syntax.POSTAL_ADDRESS, List.of("a$b"), List.of("")),
                arguments(Syntax.OCTET_STRING, List.of("", "any"), List.of()),
                arguments(Syntax.BINARY, List.of("", "any"), List.of()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void acceptsItsValuesAndNoOthers(Syntax syntax, List<String> good, List<String> bad) {
        assertThat(good)
                .allSatisfy(it ->
                        assertThat(syntax.accepts(OctetString.of(it))).as(it).isTrue());
        assertThat(bad)
                .allSatisfy(it ->
                        assertThat(syntax.accepts(OctetString.of(it))).as(it).isFalse());
    }

    @Test
    void textIsUtf8() {
        OctetString latin1 = OctetString.wrap(new byte[] {'J', 'o', 's', (byte) 0xe9});
        for (Syntax syntax : Syntax.values()) {
            assertThat(syntax.accepts(latin1)).as(syntax.name()).isEqualTo(!syntax.isText());
        }
    }

    @Test
    void isFoundByOid() {
        assertThat(Arrays.stream(Syntax.values())
                        .map(it -> Syntax.byOid(it.oid()).orElseThrow()))
                .containsExactly(Syntax.values());
        assertThat(Syntax.byOid("1.2.3")).isEmpty();
    }

    @Test
    void veryLongOidsNeedNoStack() {
        assertThat(Syntax.OID.accepts(OctetString.of("1" + ".1".repeat(500_000))))
                .isTrue();
    }
}
