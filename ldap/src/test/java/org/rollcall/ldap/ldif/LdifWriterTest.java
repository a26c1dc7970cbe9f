package org.rollcall.ldap.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

class LdifWriterTest {
    private static final OctetString NAME = OctetString.of("cn=ann,ou=Dynamic,o=Intranet");

    private static String content(Attribute... attributes) {
        return Ldif.text(NAME, new LdifBody.Content(List.of(attributes)));
    }

    @Test
    void anEntry() {
        assertThat(content(
                        Attribute.of("objectClass", "rtPerson", "dynamicObject"),
                        Attribute.of("cn", "ann"),
                        Attribute.of("none"),
                        Attribute.of("empty", "")))
                .isEqualTo("""
                        version: 1

                        dn: cn=ann,ou=Dynamic,o=Intranet
                        objectClass: rtPerson
                        objectClass: dynamicObject
                        cn: ann
                        empty:
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain,: plain",
                "in: between < >,: in: between < >",
                "~,: ~",
                " leading,:: IGxlYWRpbmc=",
                "trailing ,:: dHJhaWxpbmcg",
                ":colon,:: OmNvbG9u",
                "<less,:: PGxlc3M=",
                "#hash,: #hash",
                "-,: -",
                "tab\tinside,:: dGFiCWluc2lkZQ==",
                "\u007f,:: fw==",
                "zürich,:: esO8cmljaA==",
                "' ',:: IA==",
            })
    void onlyWhatIsSafeStandsAsItIs(String value, String written) {
        assertThat(content(Attribute.of("x", value))).endsWith("\nx" + written + "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 13})
    void octetsThatWouldEndALineAreBase64(int octet) {
        String written = content(new Attribute("x", List.of(OctetString.wrap(new byte[] {'a', (byte) octet, 'b'}))));

        assertThat(written).contains("\nx:: YQ");
    }

    @Test
    void linesAreFoldedAtSeventySixColumns() {
        String written = content(
                Attribute.of("a", "x".repeat(73)),
                Attribute.of("a", "x".repeat(74)),
                Attribute.of("b".repeat(76), ""),
                Attribute.of("c", "ü".repeat(200)));

        assertThat(written)
                .contains("\na: " + "x".repeat(73) + "\na: " + "x".repeat(73) + "\n x\n" + "b".repeat(76) + "\n :\nc");
        assertThat(written.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        assertThat(written.lines()).filteredOn(line -> line.length() == 76).hasSize(10);
    }

    @Test
    void changes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LdifWriter writer = new LdifWriter(out, false);
        writer.comment("made by hand,\nfor a test");
        writer.write(
                NAME,
                new LdifBody.Add(
                        List.of(new Control("1.2.3", true, Optional.of(OctetString.of("ü")))),
                        List.of(Attribute.of("cn", "ann"))));
        writer.write(
                NAME,
                new LdifBody.Modify(
                        List.of(),
                        List.of(
                                new Modification(Modification.Kind.ADD, Attribute.of("mail", "a", "b")),
                                new Modification(Modification.Kind.DELETE, Attribute.of("sn")))));
        writer.write(
                NAME,
                new LdifBody.ModifyDn(List.of(), OctetString.of("cn=b"), true, Optional.of(OctetString.of("o=x"))));
        writer.write(NAME, new LdifBody.Delete(List.of(new Control("1.2", false, Optional.empty()))));
        writer.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        version: 1

                        # made by hand,
                        # for a test

                        dn: cn=ann,ou=Dynamic,o=Intranet
                        control: 1.2.3 true:: w7w=
                        changetype: add
                        cn: ann

                        dn: cn=ann,ou=Dynamic,o=Intranet
                        changetype: modify
                        add: mail
                        mail: a
                        mail: b
                        -
                        delete: sn
                        -

                        dn: cn=ann,ou=Dynamic,o=Intranet
                        changetype: modrdn
                        newrdn: cn=b
                        deleteoldrdn: 1
                        newsuperior: o=x

                        dn: cn=ann,ou=Dynamic,o=Intranet
                        control: 1.2
                        changetype: delete
                        """);
    }

    @Test
    void aNameInBase64IsExplainedWhereThatIsWanted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LdifWriter writer = new LdifWriter(out, true);
        OctetString odd = OctetString.wrap(new byte[] {'x', '=', (byte) 0xff, '\n', 0x1b});
        LdifBody nothing = new LdifBody.Delete(List.of());
        writer.write(NAME, nothing);
        writer.write(OctetString.of("cn=Zürich"), nothing);
        writer.write(odd, nothing);
        writer.write(OctetString.of("cn=" + "ü".repeat(40)), nothing);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\n\ndn: cn=ann,",
                        "\n\n# dn: cn=Zürich\ndn:: ",
                        "\n\n# dn: x=\\ff\\0a\\1b\ndn:: ",
                        "\n\n# dn: cn=" + "ü".repeat(33) + "\n " + "ü".repeat(7) + "\ndn:: ");
        assertThat(Ldif.read(Ldif.stream(out.toString(StandardCharsets.UTF_8))))
                .extracting(LdifRecord::dn)
                .containsExactly(NAME, OctetString.of("cn=Zürich"), odd, OctetString.of("cn=" + "ü".repeat(40)));
    }

    @Test
    void aFileWithoutRecordsHasItsVersion() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LdifWriter writer = new LdifWriter(out, true);
        writer.flush();
        writer.flush();

        assertThat(out).hasToString("version: 1\n");
    }

    @Test
    void nothingIsWrittenThatWouldBeReadAsSomethingElse() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LdifWriter writer = new LdifWriter(out, false);
        LdifBody injected = new LdifBody.Content(List.of(Attribute.of("cn: x\ndn", "cn=y")));
        LdifBody change = new LdifBody.Content(List.of(Attribute.of("none"), Attribute.of("changeType", "delete")));
        LdifBody control = new LdifBody.Delete(List.of(new Control("1.2 true", false, Optional.empty())));
        LdifBody modify = new LdifBody.Modify(
                List.of(), List.of(new Modification(Modification.Kind.ADD, Attribute.of("c n", "x"))));

        for (LdifBody bad : List.of(injected, change, control, modify)) {
            assertThatThrownBy(() -> writer.write(NAME, bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(out.size()).isZero();
        writer.write(NAME, new LdifBody.Delete(List.of()));
        assertThat(out.toString()).startsWith("version: 1\n\ndn: ");
    }
}
