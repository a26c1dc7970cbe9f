package org.rollcall.server.ldif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;

class LdifExportTest {
    private static final LeaseTerm STATIC = new LeaseTerm.Static();
    private static final LeaseTerm TEN_MINUTES = new LeaseTerm.Exactly(Duration.ofMinutes(10), false, false);
    private static final String ANN = "cn=ann,ou=Dynamic,o=Intranet";

    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    private static List<String> names(String ldif) {
        return ldif.lines()
                .filter(line -> line.startsWith("dn: "))
                .map(line -> line.substring(4))
                .toList();
    }

    private static Dn dn(String text) throws InvalidNameException {
        return DnParser.parse(text);
    }

    @Test
    void anEntryHasAllThatIsKnownOfIt() {
        house.add(
                House.ALICE,
                ANN,
                TEN_MINUTES,
                List.of(Attribute.of("nClientPrefix", "c=-,o=Example,")),
                Attribute.of("objectClass", "rtPerson"),
                Attribute.of("cn", "ann"),
                Attribute.of("surname", "Zürich"),
                Attribute.of("sFlags", "0"),
                Attribute.of("securityToken", "4711"));
        house.pass(Duration.ofMinutes(1));

        assertThat(house.export(Selection.ALL)).matches("""
                        version: 1

                        dn: cn=ann,ou=Dynamic,o=Intranet
                        objectClass: rtPerson
                        objectClass: dynamicObject
                        cn: ann
                        sn:: WsO8cmljaA==
                        sFlags: 0
                        securityToken: 4711
                        entryTTL: 540
                        entryUUID: [-0-9a-f]{36}
                        createTimestamp: 20270115080001Z
                        modifyTimestamp: 20270115080001Z
                        rollcallOwner: network 192.0.2.1
                        rollcallNClientPrefix: c=-,o=Example,
                        """);
    }

    @Test
    void whatIsThereByItselfIsLeftOut() {
        assertThat(house.export(Selection.ALL)).isEqualTo("version: 1\n");

        house.add("cn=ann,appName=phone,ou=Applications,o=Intranet", "rtApplicationUser", TEN_MINUTES);
        assertThat(names(house.export(Selection.ALL)))
                .containsExactly("cn=ann,appName=phone,ou=Applications,o=Intranet");
    }

    @Test
    void whatStandsAboveComesFirstWhateverItsPlaceInMemory() {
        house.add("cn=first," + "ou=Dynamic,o=Intranet", "rtPerson", TEN_MINUTES);
        house.add("ou=Hall,o=Intranet", "organizationalUnit", STATIC);
        house.add("ou=Room,ou=Hall,o=Intranet", "organizationalUnit", STATIC);
        house.delete("cn=first,ou=Dynamic,o=Intranet");
        house.add("cn=a\\,b,ou=Room,ou=Hall,o=Intranet", "rtPerson", TEN_MINUTES);
        house.add(
                Owner.SERVER, "cn=note,ou=Hall,o=Intranet", STATIC, List.of(), Attribute.of("objectClass", "subentry"));

        assertThat(names(house.export(Selection.ALL)))
                .containsExactly(
                        "ou=Hall,o=Intranet",
                        "ou=Room,ou=Hall,o=Intranet",
                        "cn=a\\,b,ou=Room,ou=Hall,o=Intranet",
                        "cn=note,ou=Hall,o=Intranet");
    }

    @Test
    void whatEndedIsLeftOutAndWhatIsInGraceHasAMomentLeft() {
        house.add(ANN, "rtPerson", new LeaseTerm.Exactly(Duration.ofMinutes(1), true, true));
        house.add("cn=bob,ou=Dynamic,o=Intranet", "rtPerson", TEN_MINUTES);
        house.add(
                "cn=eve,ou=Dynamic,o=Intranet", "rtPerson", new LeaseTerm.Exactly(Duration.ofMinutes(1), false, false));
        house.pass(Duration.ofSeconds(90));

        assertThat(house.export(Selection.ALL))
                .contains("dn: " + ANN + "\n", "\nentryTTL: 1\n", "dn: cn=bob,", "\nentryTTL: 510\n")
                .doesNotContain("cn=eve");
    }

    @Test
    void aPartMayBeWanted() throws InvalidNameException, InvalidFilterException {
        house.add(ANN, "rtPerson", TEN_MINUTES);
        house.add("cn=bob,ou=Dynamic,o=Intranet", "rtPerson", TEN_MINUTES);
        house.add("cn=ann,appName=phone,ou=Applications,o=Intranet", "rtApplicationUser", TEN_MINUTES);
        Filter ann = FilterParser.parse("(cn=ann)");

        assertThat(names(house.export(new Selection(dn("OU=dynamic, O=intranet"), Selection.ALL.filter()))))
                .containsExactlyInAnyOrder(ANN, "cn=bob,ou=Dynamic,o=Intranet");
        assertThat(names(house.export(new Selection(Dn.ROOT, ann))))
                .containsExactly(ANN, "cn=ann,appName=phone,ou=Applications,o=Intranet");
        assertThat(names(house.export(new Selection(dn(ANN), ann)))).containsExactly(ANN);
        assertThatThrownBy(() -> house.export(new Selection(dn("o=Elsewhere"), ann)))
                .isInstanceOf(DirectoryException.class);
    }

    @Test
    void aStreamThatBreaksEndsTheExport() {
        house.add(ANN, "rtPerson", TEN_MINUTES);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("broken");
            }
        };

        assertThatThrownBy(() -> new LdifExport(new DirectoryEntries(house.directory()))
                        .write(Selection.ALL, broken, count -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }

    @Test
    void anImportRestoresWhatAnExportSaved() {
        house.add(
                House.ALICE,
                ANN,
                TEN_MINUTES,
                List.of(Attribute.of("nClientPrefix", "c=-,o=Example,")),
                Attribute.of("objectClass", "rtPerson"),
                Attribute.of("comment", " blanks ", "more\nlines"),
                Attribute.of("ILSA123", "1"));
        house.add("cn=ann,appName=phone,ou=Applications,o=Intranet", "rtApplicationUser", TEN_MINUTES);
        house.add("ou=Hall,o=Intranet", "organizationalUnit", STATIC);
        house.add(
                new Owner.Principal("cn=admin"),
                "uid=talk,ou=Hall,o=Intranet",
                TEN_MINUTES,
                List.of(),
                Attribute.of("objectClass", "rtConference"));
        house.pass(Duration.ofSeconds(100));
        String saved = house.export(Selection.ALL);

        try (House other = new House()) {
            ImportSummary summary = other.load(saved);

            assertThat(other.refusals).isEmpty();
            assertThat(summary.added()).isEqualTo(4);
            assertThat(summary.dropped())
                    .containsEntry("entryUUID", 4L)
                    .containsEntry("createTimestamp", 4L)
                    .containsEntry("modifyTimestamp", 4L)
                    .containsEntry("creatorsName", 1L)
                    .hasSize(4);
            assertThat(stable(other.export(Selection.ALL))).isEqualTo(stable(saved));
            assertThat(other.read(ANN).orElseThrow().owner()).isEqualTo(House.ALICE);
            assertThat(other.read("uid=talk,ou=Hall,o=Intranet").orElseThrow().owner())
                    .isEqualTo(new Owner.Principal("cn=admin"));
        }
    }

    // What an import does not restore.
    private static String stable(String ldif) {
        return ldif.replaceAll("(?m)^(entryUUID|createTimestamp|modifyTimestamp): .*\n", "");
    }
}
