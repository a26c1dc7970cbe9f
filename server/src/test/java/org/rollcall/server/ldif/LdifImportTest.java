package org.rollcall.server.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.ldif.ExternalValues;
import org.rollcall.ldap.ldif.LdifLimits;
import org.rollcall.server.ldif.IntakeTerms.Existing;

class LdifImportTest {
    private static final String ANN = "cn=ann,ou=Dynamic,o=Intranet";
    private static final String BOB = "cn=bob,ou=Dynamic,o=Intranet";
    private static final IntakeTerms REHEARSAL = terms(Existing.REFUSE, true);

    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    private static IntakeTerms terms(Existing existing, boolean rehearsal) {
        return new IntakeTerms(existing, Optional.empty(), Set.of(), rehearsal);
    }

    private static String person(String dn, String... lines) {
        String more = lines.length == 0 ? "" : String.join("\n", lines) + "\n";
        return "dn: " + dn + "\nobjectClass: rtPerson\n" + more + "\n";
    }

    @Test
    void entriesAndAdditionsAreTaken() {
        ImportSummary summary = house.load("""
                version: 1

                dn: cn=ann,ou=Dynamic,o=Intranet
                objectClass: rtPerson
                rfc822Mailbox: ann@example.org
                entryTTL: 700

                dn: cn=bob,ou=Dynamic,o=Intranet
                changetype: add
                objectClass: rtPerson
                sttl: 20
                """);

        assertThat(house.refusals).isEmpty();
        assertThat(summary.added()).isEqualTo(2);
        assertThat(summary.whole()).isTrue();
        assertThat(house.values(ANN, "mail")).containsExactly("ann@example.org");
        assertThat(house.values(ANN, "entryTTL")).containsExactly("700");
        assertThat(house.values(BOB, "entryTTL")).containsExactly("1200");
        assertThat(house.read(ANN).orElseThrow().owner()).isEqualTo(Owner.SERVER);
    }

    @Test
    void aDumpOfOpenLdapIsTakenWithoutWhatItsServerWrote() {
        ImportSummary summary = house.load("""
                dn: o=Intranet
                objectClass: top
                objectClass: organization
                o: Intranet
                structuralObjectClass: organization
                entryUUID: 2f6d0a3c-0a6e-103f-9d1e-000000000001
                creatorsName: cn=admin,o=Intranet
                createTimestamp: 20260101000000Z
                entryCSN: 20260101000000.000000Z#000000#000#000000
                contextCSN: 20260101000001.000000Z#000000#000#000000

                dn: ou=Dynamic,o=Intranet
                objectClass: organizationalUnit
                ou: Dynamic

                dn: ou=Hall,o=Intranet
                objectClass: organizationalUnit
                structuralObjectClass: organizationalUnit
                entryUUID: 2f6d0a3c-0a6e-103f-9d1e-000000000002
                hasSubordinates: TRUE
                subschemaSubentry: cn=Subschema
                entryDN: ou=Hall,o=Intranet
                modifiersName: cn=admin,o=Intranet

                dn: cn=ann,ou=Hall,o=Intranet
                objectClass: rtPerson
                objectClass: dynamicObject
                cn: ann
                structuralObjectClass: rtPerson
                entryTtl: 900
                entryExpireTimestamp: 20260101001500Z
                modifyTimestamp: 20260101000000Z
                entryUUID: 2f6d0a3c-0a6e-103f-9d1e-000000000003
                """);

        assertThat(house.refusals).isEmpty();
        assertThat(summary)
                .extracting(ImportSummary::added, ImportSummary::builtIn, ImportSummary::refused)
                .containsExactly(2L, 2L, 0L);
        assertThat(summary.dropped().toString())
                .isEqualTo("{entryDN=1, entryExpireTimestamp=1, entryUUID=2, hasSubordinates=1, modifiersName=1,"
                        + " modifyTimestamp=1, structuralObjectClass=2, subschemaSubentry=1}");
        assertThat(house.values("cn=ann,ou=Hall,o=Intranet", "entryTTL")).containsExactly("900");
        assertThat(house.values("o=Intranet", "createTimestamp")).doesNotContain("20260101000000Z");
    }

    @Test
    void aDumpOfAnIlsInNClientFormIsTaken() {
        ImportSummary summary = house.load("""
                dn: c=-, o=Example, cn=ann@example.org, objectClass=rtPerson
                cn: ann@example.org
                surname: Ann
                sappid: ms-netmeeting
                smimetype: text/iuls
                sport: 1720
                sttl: 9
                timestamp: 1

                dn: appName=MS-NetMeeting,ou=Applications,o=Intranet
                objectClass: rtApplication

                dn:
                objectClass: top
                """);

        assertThat(house.refusals).isEmpty();
        assertThat(summary)
                .extracting(ImportSummary::added, ImportSummary::builtIn)
                .containsExactly(1L, 2L);
        String application = "cn=ann@example.org,appName=ms-netmeeting,ou=Applications,o=Intranet";
        assertThat(house.values("cn=ann@example.org,ou=Dynamic,o=Intranet", "entryTTL"))
                .containsExactly("540");
        assertThat(house.values(application, "port")).containsExactly("1720");
        assertThat(house.read("appName=ms-netmeeting,ou=Applications,o=Intranet")
                        .orElseThrow()
                        .isBuiltIn())
                .isTrue();
    }

    @Test
    void aNameThatIsTakenIsRefusedUnlessTheOperatorSaysOtherwise() {
        String first = person(ANN, "comment: first", "entryTTL: 700", "rollcallOwner: network 192.0.2.1");
        String second = person(ANN, "comment: second", "entryTTL: 300", "rollcallOwner: network 192.0.2.2");
        house.load(first);
        List<String> uuid = house.values(ANN, "entryUUID");

        assertThat(house.load(second).refused()).isEqualTo(1);
        assertThat(house.refusals)
                .containsExactly(
                        "1: " + ANN + ": there is an entry of this name already: --replace puts this one in its"
                                + " place, --skip-existing leaves the other");
        assertThat(house.load(second, terms(Existing.KEEP, false), true).kept()).isEqualTo(1);
        assertThat(house.values(ANN, "comment")).containsExactly("first");
        assertThat(house.load(second, terms(Existing.REPLACE, true), true).replaced())
                .isEqualTo(1);
        assertThat(house.values(ANN, "comment")).containsExactly("first");

        ImportSummary replaced = house.load(second, terms(Existing.REPLACE, false), true);
        assertThat(replaced)
                .extracting(ImportSummary::added, ImportSummary::replaced)
                .containsExactly(0L, 1L);
        assertThat(house.values(ANN, "comment")).containsExactly("second");
        assertThat(house.values(ANN, "entryTTL")).containsExactly("300");
        assertThat(house.values(ANN, "entryUUID")).isEqualTo(uuid);
        assertThat(house.read(ANN).orElseThrow().owner()).isEqualTo(new Owner.Network("192.0.2.2"));

        house.load(person(ANN, "comment: third"), terms(Existing.REPLACE, false), true);
        assertThat(house.values(ANN, "comment")).containsExactly("third");
        assertThat(house.read(ANN).orElseThrow().owner()).isEqualTo(new Owner.Network("192.0.2.2"));
    }

    @Test
    void entriesThatBringNoLeaseGetTheOneSaid() {
        IntakeTerms hour = new IntakeTerms(Existing.REFUSE, Optional.of(Duration.ofHours(1)), Set.of(), false);

        ImportSummary summary = house.load(
                person(ANN) + person(BOB, "entryTTL: 700") + person("cn=eve,ou=Dynamic,o=Intranet", "entryTTL: 9999999")
                        + "dn: ou=Hall,o=Intranet\nobjectClass: organizationalUnit\nentryTTL: 5\n",
                hour,
                true);

        assertThat(house.refusals).isEmpty();
        assertThat(house.values(ANN, "entryTTL")).containsExactly("3600");
        assertThat(house.values(BOB, "entryTTL")).containsExactly("700");
        assertThat(house.values("cn=eve,ou=Dynamic,o=Intranet", "entryTTL")).containsExactly("180000");
        assertThat(summary.shortened()).isEqualTo(1);
        assertThat(house.values("ou=Hall,o=Intranet", "entryTTL")).isEmpty();
    }

    @Test
    void whatIsWrongIsToldWithItsLineAndWhatToDo() {
        ImportSummary summary = house.load(person(ANN, "shoeSize: 44")
                + "dn: cn=x,ou=Dynamic,o=Intranet\nobjectClass: spaceShip\n\n"
                + person("cn=x,ou=Nowhere,o=Intranet")
                + person("cn=x,dc=example,dc=org")
                + "not an entry\n\n"
                + "dn: " + ANN + "\nchangetype: modify\nreplace: comment\ncomment: x\n-\n\n"
                + person("cn=", "entryTTL: 5")
                + person("x")
                + person(BOB));

        assertThat(house.refusals)
                .containsExactly(
                        "1: " + ANN
                                + ": shoeSize: no such attribute type: define it in a schema file, or leave it out by --drop",
                        "5: cn=x,ou=Dynamic,o=Intranet: objectClass: no such class 'spaceShip': define it in a schema file",
                        "8: cn=x,ou=Nowhere,o=Intranet: the entry above it is not there: it must stand before this one",
                        "11: cn=x,dc=example,dc=org: beneath nothing that is served here (o=Intranet):"
                                + " add its tree to the setting suffixes",
                        "14: expected an attribute, a colon and a value, found 'not an entry'",
                        "16: " + ANN + ": a change: only whole entries can be imported; make changes by ldapmodify",
                        "22: cn=: cn: value 1 of 1 is not of the syntax Directory String",
                        "26: x: '=' missing at character 1");
        assertThat(summary)
                .extracting(ImportSummary::added, ImportSummary::refused, ImportSummary::whole)
                .containsExactly(1L, 8L, true);
        assertThat(house.read(BOB)).isPresent();
    }

    @Test
    void theFirstErrorEndsTheImportUnlessTheOperatorSaysOtherwise() {
        ImportSummary summary = house.load(person(ANN) + person("x") + person(BOB), IntakeTerms.DEFAULT, false);

        assertThat(summary)
                .extracting(ImportSummary::added, ImportSummary::refused, ImportSummary::whole)
                .containsExactly(1L, 1L, false);
        assertThat(house.read(BOB)).isEmpty();
    }

    @Test
    void attributesMayBeLeftOutByName() {
        IntakeTerms terms = new IntakeTerms(Existing.REFUSE, Optional.empty(), Set.of("ShoeSize", "comment"), false);

        ImportSummary summary = house.load(person(ANN, "shoesize: 44", "comment: x"), terms, true);

        assertThat(house.refusals).isEmpty();
        assertThat(summary.dropped()).containsEntry("shoesize", 1L).containsEntry("comment", 1L);
        assertThat(house.values(ANN, "comment")).isEmpty();
    }

    @Test
    void aRehearsalFindsWhatIsWrongAndChangesNothing() {
        house.load(person("cn=there,ou=Dynamic,o=Intranet"));
        String before = house.export(Selection.ALL);

        ImportSummary summary = house.load(
                "dn: ou=Hall,o=Intranet\nobjectClass: organizationalUnit\n\n"
                        + "dn: ou=Room,ou=Hall,o=Intranet\nobjectClass: organizationalUnit\n\n"
                        + person("cn=ann,ou=Room,ou=Hall,o=Intranet")
                        + person("cn=ann,ou=Room,ou=Hall,o=Intranet")
                        + person("cn=bob,ou=Cellar,ou=Hall,o=Intranet")
                        + person("cn=bob,ou=Hall,o=Intranet", "shoeSize: 44")
                        + person("cn=there,ou=Dynamic,o=Intranet"),
                REHEARSAL,
                true);

        assertThat(house.refusals).hasSize(4);
        assertThat(house.refusals.get(0)).startsWith("10: cn=ann,").contains("there is an entry of this name");
        assertThat(house.refusals.get(1)).startsWith("13: cn=bob,").contains("the entry above it is not there");
        assertThat(house.refusals.get(2)).startsWith("16: cn=bob,").contains("shoeSize");
        assertThat(house.refusals.get(3)).startsWith("20: cn=there,").contains("there is an entry of this name");
        assertThat(summary.added()).isEqualTo(3);
        assertThat(house.export(Selection.ALL)).isEqualTo(before);
    }

    @Test
    void aRehearsalMeetsTheSecondOfANameAsTheImportWill() {
        String file = person(ANN) + person(ANN, "comment: again");
        for (Existing existing : Existing.values()) {
            ImportSummary rehearsed = house.load(file, terms(existing, true), true);
            try (House real = new House()) {
                assertThat(real.load(file, terms(existing, false), true)).isEqualTo(rehearsed);
            }
        }
    }

    @Test
    void whatIsStillBeingCommittedIsWaitedFor() {
        try (SlowStore store = new SlowStore();
                House slow = new House(store)) {
            StringBuilder file = new StringBuilder("dn: ou=Hall,o=Intranet\nobjectClass: organizationalUnit\n\n"
                    + "dn: ou=Room,ou=Hall,o=Intranet\nobjectClass: organizationalUnit\n\n");
            for (int i = 0; i < 3000; i++) {
                file.append(person("cn=p" + i + ",ou=Room,ou=Hall,o=Intranet"));
            }
            file.append(person("cn=p0,ou=Room,ou=Hall,o=Intranet"));

            ImportSummary summary = slow.load(file.toString());

            assertThat(summary)
                    .extracting(ImportSummary::added, ImportSummary::refused)
                    .containsExactly(3002L, 1L);
            assertThat(slow.refusals).singleElement().asString().startsWith("9007: cn=p0,");
        }
    }

    /** The most entries of so many octets that are under way at once, since none of them comes to an end. */
    @ParameterizedTest
    @CsvSource({"100, 1025", "1000000, 5"})
    @Timeout(60)
    void manyEntriesAreUnderWayAtOnceButNotAllOfThem(int octets, int most) throws Exception {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        AtomicInteger put = new AtomicInteger();
        Entries.Intake stuck = (dn, attributes) -> {
            put.incrementAndGet();
            return end;
        };
        String file = ("dn: cn=x\nx: " + "x".repeat(octets) + "\n\n").repeat(most + 10);
        CompletableFuture<ImportSummary> summary = new CompletableFuture<>();
        Thread importing = Thread.ofPlatform()
                .start(() -> summary.complete(new LdifImport(stuck, true, new Silent())
                        .run(stream(file), LdifLimits.DEFAULT, ExternalValues.REFUSED)));
        while (put.get() < most || importing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        assertThat(put).hasValue(most);
        end.complete(new Outcome.Taken(false, false, List.of()));
        assertThat(summary.get().added()).isEqualTo(most + 10);
    }

    @Test
    void aDirectoryThatTakesNothingEndsTheImport() {
        try (House closed = new House()) {
            closed.directory().close();

            ImportSummary summary = closed.load(person(ANN) + person(BOB));

            assertThat(summary)
                    .extracting(
                            ImportSummary::added, ImportSummary::refused, ImportSummary::failed, ImportSummary::whole)
                    .containsExactly(0L, 0L, 1L, false);
            assertThat(closed.refusals)
                    .containsExactly("1: " + ANN + ": the server is going down: nothing was changed");
        }
    }

    @Test
    void whatBreaksForManyIsToldOnce() {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        AtomicInteger put = new AtomicInteger();
        Entries.Intake breaking = (dn, attributes) -> {
            if (put.incrementAndGet() == 3) {
                end.complete(new Outcome.Failed("broken"));
            }
            return end;
        };
        List<String> refusals = new ArrayList<>();
        ImportListener listener = new Silent() {
            @Override
            public void refused(long line, String reason) {
                refusals.add(line + ": " + reason);
            }
        };

        ImportSummary summary = new LdifImport(breaking, true, listener)
                .run(stream("dn: cn=x\nx: x\n\n".repeat(5)), LdifLimits.DEFAULT, ExternalValues.REFUSED);

        assertThat(refusals).containsExactly("1: cn=x: broken");
        assertThat(summary)
                .extracting(ImportSummary::refused, ImportSummary::failed, ImportSummary::whole)
                .containsExactly(0L, 3L, false);
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsToldWithTheLastEntry() {
        InputStream in = new SequenceInputStream(stream(person(ANN) + "dn: cn=b"), new FilterInputStream(stream("")) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("worn out");
            }
        });
        List<String> refusals = new ArrayList<>();
        ImportListener listener = new Silent() {
            @Override
            public void refused(long line, String reason) {
                refusals.add(line + ": " + reason);
            }
        };

        ImportSummary summary = new LdifImport(
                        new DirectoryEntries(house.directory()).intake(IntakeTerms.DEFAULT), true, listener)
                .run(in, LdifLimits.DEFAULT, ExternalValues.REFUSED);

        assertThat(summary)
                .extracting(ImportSummary::added, ImportSummary::refused, ImportSummary::failed, ImportSummary::whole)
                .containsExactly(1L, 0L, 1L, false);
        assertThat(refusals)
                .containsExactly("1: the file can't be read beyond the entry that begins here:"
                        + " java.io.IOException: worn out");
    }

    private static class Silent implements ImportListener {
        @Override
        public void refused(long line, String reason) {}

        @Override
        public void done(long records) {}
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anOwnerThatIsNoneIsTheServer() {
        house.load(person(ANN, "rollcallOwner: me"));

        assertThat(house.read(ANN).orElseThrow().owner()).isEqualTo(Owner.SERVER);
        assertThat(house.read(ANN).orElseThrow().isDynamic()).isTrue();
        house.add(BOB, "rtPerson", new LeaseTerm.Default(false));
        assertThat(house.read(BOB).orElseThrow().owner()).isEqualTo(House.ALICE);
    }
}
