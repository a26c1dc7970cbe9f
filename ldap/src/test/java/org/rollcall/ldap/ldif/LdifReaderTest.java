package org.rollcall.ldap.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

/** What is read of files as other programs and people write them; clauses are RFC 2849's. */
class LdifReaderTest {

    @Test
    void entriesWithTheirLinesAndValues() {
        List<LdifRecord> records = Ldif.read("""
                version: 1
                dn: cn=ann@example.org,ou=Dynamic,o=Intranet
                objectClass: rtPerson
                objectClass: dynamicObject
                cn: ann@example.org
                ObjectClass: top
                comment:

                dn: cn=Konferenz Zürich,ou=Dynamic,o=Intranet
                objectClass: rtConference
                description: über alles
                description:: w7xiZXIgYWxsZXMh
                """);

        assertThat(records)
                .containsExactly(
                        new LdifRecord(
                                2,
                                OctetString.of("cn=ann@example.org,ou=Dynamic,o=Intranet"),
                                new LdifBody.Content(List.of(
                                        Attribute.of("objectClass", "rtPerson", "dynamicObject", "top"),
                                        Attribute.of("cn", "ann@example.org"),
                                        Attribute.of("comment", "")))),
                        new LdifRecord(
                                9,
                                OctetString.of("cn=Konferenz Zürich,ou=Dynamic,o=Intranet"),
                                new LdifBody.Content(List.of(
                                        Attribute.of("objectClass", "rtConference"),
                                        Attribute.of("description", "über alles", "über alles!")))));
    }

    @Test
    void foldedLinesAndComments() {
        List<LdifRecord> records = Ldif.read("""
                # A comment that goes
                  on in the next line:
                 dn: not this one
                dn: cn=bob,
                 ou=Dynamic,
                  o=Intranet
                #between
                description: two bla
                 nks stay:
                   here
                # dn: cn=x
                jpegPhoto:: AAE
                 C
                 Aw==
                # the end""");

        assertThat(records)
                .containsExactly(new LdifRecord(
                        4,
                        OctetString.of("cn=bob,ou=Dynamic, o=Intranet"),
                        new LdifBody.Content(List.of(
                                Attribute.of("description", "two blanks stay:  here"),
                                new Attribute("jpegPhoto", List.of(OctetString.wrap(new byte[] {0, 1, 2, 3})))))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dn: cn=a\ncn: a\n\ndn: cn=b\ncn: b\n",
                "dn: cn=a\ncn: a\n\ndn: cn=b\ncn: b",
                "dn: cn=a\r\ncn: a\r\n\r\ndn: cn=b\r\ncn: b\r\n",
                "dn: cn=a\r\ncn: a\r\n\r\ndn: cn=b\r\ncn: b\r",
                "\n\n\ndn: cn=a\ncn: a\n\n\n\n\ndn: cn=b\ncn: b\n\n\n",
                "\ufeffdn: cn=a\ncn: a\n\ndn: cn=b\ncn: b\n",
                "\ufeffversion: 1\n\ndn: cn=a\ncn: a\n\nversion: 1\ndn: cn=b\ncn: b\n",
                "version:1\ndn:cn=a\ncn:a\n\n# between\n\nDN:: Y249Yg==\nCN:: Yg==  \n",
            })
    void howeverTheLinesEnd(String text) {
        List<LdifRecord> records = Ldif.read(text);

        assertThat(records).extracting(record -> record.dn().utf8()).containsExactly("cn=a", "cn=b");
        assertThat(records)
                .flatExtracting(record -> ((LdifBody.Content) record.body()).attributes())
                .extracting(attribute -> attribute.description().toLowerCase(Locale.ROOT) + " " + attribute.values())
                .containsExactly("cn [a]", "cn [b]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "# nothing but this", "version: 1", "version: 1\n\n", "\ufeff"})
    void aFileMayBeEmpty(String text) {
        assertThat(Ldif.read(text)).isEmpty();
    }

    @Test
    void octetsOfEveryKindStandInPlainValuesToo() {
        byte[] file = "dn: cn=a\nx: \u00ff\u0000\u0001\t \ny:  ::< \n".getBytes(StandardCharsets.ISO_8859_1);

        LdifBody body = Ldif.read(new ByteArrayInputStream(file)).getFirst().body();

        assertThat(body)
                .isEqualTo(new LdifBody.Content(List.of(
                        new Attribute("x", List.of(OctetString.wrap(new byte[] {(byte) 0xff, 0, 1, '\t', ' '}))),
                        Attribute.of("y", "::< "))));
    }

    @Test
    void optionsOfAttributesBelongToTheirNames() {
        assertThat(Ldif.one("dn: cn=a\ncn;lang-de: Anna\ncn: Ann\n2.5.4.3;x-y: A\n"))
                .isEqualTo(new LdifBody.Content(List.of(
                        Attribute.of("cn;lang-de", "Anna"),
                        Attribute.of("cn", "Ann"),
                        Attribute.of("2.5.4.3;x-y", "A"))));
    }

    @Test
    void anAddHasControls() {
        assertThat(Ldif.one("""
                dn: cn=a
                control: 1.2.840.113556.1.4.805 true
                control: 1.3.6.1.4.1.1466.1  FALSE: text: more
                control: 2.16.840.1.113730.3.4.2:: /w==
                control: 1.2:
                control:1.3
                changetype: add
                objectClass: rtPerson
                """))
                .isEqualTo(new LdifBody.Add(
                        List.of(
                                new Control("1.2.840.113556.1.4.805", true, Optional.empty()),
                                new Control("1.3.6.1.4.1.1466.1", false, Optional.of(OctetString.of("text: more"))),
                                new Control("2.16.840.1.113730.3.4.2", false, Optional.of(OctetString.wrap(new byte[] {
                                    (byte) 0xff
                                }))),
                                new Control("1.2", false, Optional.of(OctetString.EMPTY)),
                                new Control("1.3", false, Optional.empty())),
                        List.of(Attribute.of("objectClass", "rtPerson"))));
    }

    @Test
    void aDeletionIsItsNameAlone() {
        assertThat(Ldif.one("dn: cn=a\nchangetype: delete\n")).isEqualTo(new LdifBody.Delete(List.of()));
    }

    @Test
    void aModifyHasChangesWithADashBehindEach() {
        assertThat(Ldif.one("""
                dn: cn=a
                changetype: Modify
                add: mail
                mail: a@example.org
                Mail:: YkBleGFtcGxlLm9yZw==
                -
                delete: surname
                -
                replace: comment
                comment: x
                -
                increment: sport
                sport: 1
                """))
                .isEqualTo(new LdifBody.Modify(
                        List.of(),
                        List.of(
                                new Modification(
                                        Modification.Kind.ADD, Attribute.of("mail", "a@example.org", "b@example.org")),
                                new Modification(Modification.Kind.DELETE, Attribute.of("surname")),
                                new Modification(Modification.Kind.REPLACE, Attribute.of("comment", "x")),
                                new Modification(Modification.Kind.INCREMENT, Attribute.of("sport", "1")))));
    }

    @Test
    void aNewNameAndMaybeANewPlace() {
        assertThat(Ldif.one("dn: cn=a,o=x\nchangetype: modrdn\nnewrdn: cn=b\ndeleteoldrdn: 1\n"))
                .isEqualTo(new LdifBody.ModifyDn(List.of(), OctetString.of("cn=b"), true, Optional.empty()));
        assertThat(Ldif.one("dn: cn=a,o=x\nchangetype: moddn\nnewrdn:: Y249Yg==\ndeleteoldrdn: 0\nnewsuperior: o=y\n"))
                .isEqualTo(new LdifBody.ModifyDn(
                        List.of(), OctetString.of("cn=b"), false, Optional.of(OctetString.of("o=y"))));
    }

    @Test
    void contentsAndChangesMayBeInOneFile() {
        assertThat(Ldif.read("dn: cn=a\ncn: a\nchangetype: late\n\ndn: cn=a\nchangetype: delete\n\ndn:\n"))
                .extracting(LdifRecord::body)
                .containsExactly(
                        new LdifBody.Content(List.of(Attribute.of("cn", "a"), Attribute.of("changetype", "late"))),
                        new LdifBody.Delete(List.of()),
                        new LdifBody.Content(List.of()));
    }

    @Test
    void valuesFromElsewhereAreReadWhereThatIsAllowed() throws IOException, LdifException {
        List<String> asked = new ArrayList<>();
        LdifReader reader = new LdifReader(
                Ldif.stream("dn: cn=a\njpegPhoto:< file:///photos/a.jpg \n"),
                new LdifLimits(100, 100, 10),
                (url, most) -> {
                    asked.add(url + " " + most);
                    return OctetString.of("photo");
                });

        assertThat(reader.next().orElseThrow().body())
                .isEqualTo(new LdifBody.Content(List.of(Attribute.of("jpegPhoto", "photo"))));
        assertThat(asked).containsExactly("file:///photos/a.jpg 10");
    }
}
