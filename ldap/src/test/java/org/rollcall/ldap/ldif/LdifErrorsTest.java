package org.rollcall.ldap.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.ldap.OctetString;

/** What is no LDIF is told by its line, and what stands behind it is read all the same. */
class LdifErrorsTest {
    private static final LdifLimits SMALL = new LdifLimits(40, 100, 20);

    /** Begins in line 4. */
    record Mistake(String record, long line, String expected, String found) {}

    static Stream<Mistake> mistakes() {
        String beginning = "dn: and a name, with which a record begins";
        String field = "an attribute, a colon and a value";
        String name = "the name of an attribute before the colon";
        String type = "changetype: add, delete, modify, modrdn or moddn";
        String noType = "changetype:, since it is a change that has controls";
        String change = "add:, delete:, replace: or increment: and an attribute";
        String end = "the end of the record";
        String modify = "dn: cn=x\nchangetype: modify\n";
        String rename = "dn: cn=x\nchangetype: modrdn\n";
        return Stream.of(
                new Mistake("cn: a\ncn: b", 4, beginning, "'cn: a'"),
                new Mistake("-\ncn: b", 4, beginning, "'-'"),
                new Mistake("dn: cn=x\ncn a", 5, field, "'cn a'"),
                new Mistake("dn: cn=x\ncn: a\n-\ncn: b", 6, field, "'-'"),
                new Mistake("dn: cn=x\ncn: a\n--\ncn: b", 6, field, "'--'"),
                new Mistake("dn: cn=x\ncn : a", 5, name, "'cn : a'"),
                new Mistake("dn: cn=x\n: a", 5, name, "': a'"),
                new Mistake("dn: cn=x\ncn;ü: a", 5, name, "'cn;ü: a'"),
                new Mistake("dn: cn=x\ncn\u001b[2J: a", 5, name, "'cn\\1b[2J: a'"),
                new Mistake("dn: cn=x\n" + "y".repeat(70), 5, field, "'" + "y".repeat(60) + "…'"),
                new Mistake("dn:: cn=x\ncn: b", 4, "base64 behind dn::", "'cn=x'"),
                new Mistake("dn: cn=x\ncn:: a*b\ncn: c", 5, "base64 behind cn::", "'a*b'"),
                new Mistake("dn: cn=x\ncn:: YWJj\n ZA=\ncn: c", 5, "base64 behind cn::", "'YWJjZA='"),
                new Mistake("dn: cn=x\ncn:: YW Jj", 5, "base64 behind cn::", "'YW Jj'"),
                new Mistake(
                        "dn:< file:///name\ncn: b", 4, "a value that stands in the file itself", "'dn:< file:///name'"),
                new Mistake(
                        "dn: cn=x\n# why\n#  not\ncn:< file:///etc/passwd",
                        7,
                        "a value for cn",
                        "the URL 'file:///etc/passwd': values from other files are not read unless that is allowed"),
                new Mistake("dn: cn=x\nchangetype: rename", 5, type, "'changetype: rename'"),
                new Mistake("dn: cn=x\nchangetype:", 5, type, "'changetype:'"),
                new Mistake("dn: cn=x\ncontrol: 1.2.3", 6, noType, end),
                new Mistake("dn: cn=x\ncontrol: 1.2.3\ncn: a", 6, noType, "'cn: a'"),
                new Mistake(
                        "dn: cn=x\ncontrol: paged\nchangetype: delete", 5, "control: and an OID", "'control: paged'"),
                new Mistake(
                        "dn: cn=x\ncontrol:: MS4y\nchangetype: delete", 5, "control: and an OID", "'control:: MS4y'"),
                new Mistake(
                        "dn: cn=x\ncontrol: 1.2 yes: x\nchangetype: delete",
                        5,
                        "true, false or a value behind the OID of a control",
                        "'control: 1.2 yes: x'"),
                new Mistake("dn: cn=x\nchangetype: delete\ncn: a", 6, end, "'cn: a'"),
                new Mistake(modify + "cn: a", 6, change, "'cn: a'"),
                new Mistake(modify + "-", 6, change, "'-'"),
                new Mistake(
                        modify + "add: sur name", 6, "the name of an attribute behind the colon", "'add: sur name'"),
                new Mistake(
                        modify + "add: cn\ncn: a\nsn: b",
                        8,
                        "a value of cn, or a line with a dash behind the last one",
                        "'sn: b'"),
                new Mistake(modify + "add: cn\ncn: a\n-\n-", 9, change, "'-'"),
                new Mistake(rename.strip(), 6, "newrdn: and a name", end),
                new Mistake(rename + "newrdn: cn=y", 7, "deleteoldrdn: 0 or 1", end),
                new Mistake(rename + "newrdn: cn=y\nsn: y", 7, "deleteoldrdn: 0 or 1", "'sn: y'"),
                new Mistake(
                        rename + "newrdn: cn=y\ndeleteoldrdn: yes", 7, "deleteoldrdn: 0 or 1", "'deleteoldrdn: yes'"),
                new Mistake(
                        rename + "newrdn: cn=y\ndeleteoldrdn: 1\ncn: y",
                        8,
                        "newsuperior: and a name, or the end of the record",
                        "'cn: y'"),
                new Mistake(rename + "newrdn: cn=y\ndeleteoldrdn: 1\nnewsuperior: o=z\ncn: y", 9, end, "'cn: y'"),
                new Mistake("version: 2", 4, "version: 1, the only one there is", "'version: 2'"),
                new Mistake("version: 2\ndn: cn=x\ncn: x", 4, "version: 1, the only one there is", "'version: 2'"),
                new Mistake(
                        " dn: cn=x\ncn: x",
                        4,
                        "a line that does not begin with a blank",
                        "the continuation of a line that is not there"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void anErrorHasItsLineAndWhatWasExpectedAndFound(Mistake mistake) throws IOException {
        for (String lineEnd : List.of("\n", "\r\n")) {
            String file = "dn: cn=before\ncn: before\n\n" + mistake.record() + "\n\n\ndn: cn=after\ncn: after\n";
            long after = 6 + mistake.record().lines().count();

            assertThat(outcome(Ldif.reader(file.replace("\n", lineEnd))))
                    .containsExactly(
                            "1 cn=before",
                            "line " + mistake.line() + ": expected " + mistake.expected() + ", found "
                                    + mistake.found(),
                            after + " cn=after");
        }
    }

    @Test
    void theEndOfTheFileMayComeTooEarly() {
        assertThatThrownBy(() -> Ldif.reader("dn: cn=x\nchangetype: modrdn").next())
                .hasMessage("line 3: expected newrdn: and a name, found the end of the file");
    }

    @Test
    void whatIsTooLongIsRefusedAndLeft() throws IOException {
        String file = "dn: cn=a\ncn: " + "x".repeat(37) + "\n\n" // a line of 41 octets
                + "dn: cn=b\ncn: " + "x".repeat(14) + "\n  " + "x".repeat(10) + "\n\n" // a value of 25
                + "dn: cn=c\ncn:: " + "QUFB".repeat(7) + "\n\n" // a value of 21, in base64
                + "dn: cn=d\n" + "cn: xxxxxxxx\n".repeat(8) + "\n" // a record of 104
                + "dn: cn=e\ncn: " + "x".repeat(5000) + "\n x\n\n"
                + "# " + "x".repeat(100_000) + "\n" // a comment may be as long as it is
                + "dn: cn=f\n" + "cn: xxxxxxxx\n".repeat(7);

        assertThat(outcome(new LdifReader(Ldif.stream(file), SMALL)))
                .containsExactly(
                        "line 2: expected a line of at most 40 octets, found a longer one, 'cn: " + "x".repeat(37)
                                + "'",
                        "line 5: expected a value of at most 20 octets, found one of 25 for cn",
                        "line 9: expected a value of at most 20 octets, found one of 21 for cn",
                        "line 19: expected a record of at most 100 octets, found a longer one",
                        "line 22: expected a line of at most 40 octets, found a longer one, 'cn: " + "x".repeat(56)
                                + "…'",
                        "26 cn=f");
    }

    @Test
    void whatComesFromElsewhereIsLimitedAsWell() {
        LdifReader reader = new LdifReader(
                Ldif.stream("dn: cn=x\ncn:< file:///dev/zero\n"),
                SMALL,
                (url, most) -> OctetString.wrap(new byte[most + 1]));

        assertThatThrownBy(reader::next)
                .hasMessage("line 2: expected a value of at most 20 octets, found one of 21 for cn");
    }

    @Test
    void aLineWithoutEndIsRefusedAsSoonAsItIsTooLong() {
        LdifReader reader = new LdifReader(endless("dn: cn=x\ncn: ", "x"), LdifLimits.DEFAULT);

        assertThatThrownBy(reader::next)
                .isInstanceOf(LdifException.class)
                .hasMessageStartingWith(
                        "line 2: expected a line of at most 2097152 octets, found a longer one, 'cn: x");
    }

    @Test
    void aLineFoldedWithoutEndIsRefusedAsSoonAsItIsTooLong() {
        LdifReader reader = new LdifReader(endless("dn: cn=x\ncn: ", "x\n "), LdifLimits.DEFAULT);

        assertThatThrownBy(reader::next).hasMessageStartingWith("line 2: expected a line of at most 2097152 octets");
    }

    @Test
    void aRecordWithoutEndIsRefusedAsSoonAsItIsTooLong() {
        LdifReader reader = new LdifReader(endless("dn: cn=x\n", "cn: x\n"), new LdifLimits(1000, 10_000, 1000));

        assertThatThrownBy(reader::next)
                .hasMessage("line 2000: expected a record of at most 10000 octets, found a longer one");
    }

    @Test
    void manyNamesInARecordCostNoMoreThanTheyAreLong() {
        StringBuilder file = new StringBuilder("dn: cn=x\n");
        for (int i = 0; i < 200_000; i++) {
            file.append('a').append(i % 100_000).append(": x\n");
        }

        assertThat(((LdifBody.Content) Ldif.one(file.toString())).attributes())
                .hasSize(100_000)
                .allSatisfy(attribute -> assertThat(attribute.values()).hasSize(2));
    }

    private static InputStream endless(String beginning, String more) {
        byte[] pattern = more.getBytes(StandardCharsets.US_ASCII);
        return new SequenceInputStream(Ldif.stream(beginning), new InputStream() {
            private int at;

            @Override
            public int read() {
                return pattern[at++ % pattern.length];
            }
        });
    }

    /** Names of records, and errors, in their order. */
    private static List<String> outcome(LdifReader reader) throws IOException {
        List<String> outcome = new ArrayList<>();
        while (true) {
            try {
                Optional<LdifRecord> next = reader.next();
                if (next.isEmpty()) {
                    return outcome;
                }
                outcome.add(next.get().line() + " " + next.get().dn().utf8());
            } catch (LdifException e) {
                assertThat(e).hasMessage("line " + e.line() + ": expected " + e.expected() + ", found " + e.found());
                outcome.add(e.getMessage());
            }
        }
    }
}
