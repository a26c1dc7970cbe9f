package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.server.RollcallServer;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Outcome;

/** Import and export as an operator gives them, with and without a server that has them. */
class EntriesCommandsTest extends Installation {
    private static final String ANN = """
            dn: cn=ann,ou=Dynamic,o=Intranet
            objectClass: rtPerson
            entryTTL: 86400
            """;
    private static final String BOB = """
            dn: cn=bob,ou=Dynamic,o=Intranet
            objectClass: rtPerson
            comment: under the stairs
            """;

    @BeforeEach
    void writeFile() throws IOException {
        Files.writeString(folder.resolve("people.ldif"), ANN + "\n" + BOB);
    }

    private String exported(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 3];
        all[0] = "export";
        all[1] = "-o";
        all[2] = "all.ldif";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        assertThat(run(all)).as(err.toString()).isZero();
        return Files.readString(folder.resolve("all.ldif"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "export"})
    void helpTellsExitCodesAndWhereEntriesAreLookedFor(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: rollcall " + command)
                .contains("Exit codes:")
                .contains("3   refused, and nothing was changed")
                .contains("--data=VALUE", "--control.socket=VALUE", "--schema.files=VALUE", "--suffixes=VALUE")
                .contains("-c, --config=FILE");
    }

    @Test
    void whatIsImportedIsThereForExportsAndServers() throws Exception {
        assertThat(run("import", "people.ldif")).as(err.toString()).isZero();
        assertThat(out.toString().lines()).containsExactly("2 added, 0 refused");
        assertThat(exported()).contains("dn: cn=ann,", "dn: cn=bob,", "comment: under the stairs");
        assertThat(err.toString().strip()).isEqualTo("2 entries in all.ldif");
        assertThat(exported("--filter", "(cn=ann)"))
                .containsPattern("(?m)^entryTTL: 86[34]\\d\\d$")
                .doesNotContain("cn=bob");

        assertThat(run("import", "people.ldif")).isEqualTo(1);
        assertThat(err.toString()).startsWith("people.ldif:1: cn=ann,").contains("--replace");
        assertThat(run("import", "all.ldif", "--data", "other"))
                .as(err.toString())
                .isZero();
        assertThat(exported("--data", "other")).contains("dn: cn=ann,");
    }

    @Test
    void whatDoesNotReachTheDiskAtTheEndIsTold() throws Exception {
        environment.put("ROLLCALL_DURABILITY", "memory");
        EntriesAccess.Open open = new InstalledEntries(environment, folder)
                .open(new GivenSettings(Optional.empty(), List.of()), EntriesAccess.Use.IMPORT);
        Outcome outcome = open.entries()
                .intake(IntakeTerms.DEFAULT)
                .put(OctetString.of("cn=ann,ou=Dynamic,o=Intranet"), List.of(Attribute.of("objectClass", "rtPerson")))
                .toCompletableFuture()
                .get();
        assertThat(outcome).isInstanceOf(Outcome.Taken.class);
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }

        assertThatThrownBy(open::close)
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(ControlException.Kind.FAILED))
                .hasMessageContaining("did not reach the disk");
    }

    @Test
    void whereNothingIsAnExportMakesNothing() {
        assertThat(run("export")).isEqualTo(3);
        assertThat(err.toString()).startsWith("rollcall: ").contains("there is no " + folder.resolve("data"));
        assertThat(folder).isDirectoryNotContaining("glob:**data");
    }

    @Test
    void aDryRunChangesNothingWhateverIsThere() throws Exception {
        assertThat(run("import", "--dry-run", "people.ldif")).as(err.toString()).isZero();
        assertThat(out.toString().lines()).containsExactly("Would be: 2 added, 0 refused");
        assertThat(folder).isDirectoryNotContaining("glob:**data");

        Files.createDirectory(folder.resolve("data"));
        assertThat(run("import", "--dry-run", "people.ldif")).as(err.toString()).isZero();
        assertThat(folder.resolve("data")).isEmptyDirectory();

        Files.writeString(folder.resolve("data/thesis.txt"), "chapter 1");
        for (String command : new String[] {"import", "export"}) {
            int code = command.equals("import") ? run("import", "--dry-run", "people.ldif") : run("export");
            assertThat(code).isEqualTo(3);
            assertThat(err.toString()).startsWith("rollcall: ").contains("thesis.txt");
        }
        Files.delete(folder.resolve("data/thesis.txt"));

        Files.writeString(folder.resolve("ann.ldif"), ANN);
        assertThat(run("import", "ann.ldif")).isZero();
        assertThat(run("import", "--dry-run", "--continue-on-error", "people.ldif"))
                .isEqualTo(1);
        assertThat(out.toString().lines()).containsExactly("Would be: 1 added, 1 refused");
        assertThat(exported()).contains("cn=ann").doesNotContain("cn=bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "import people.ldif", "import --dry-run people.ldif"})
    void whereNothingIsKeptThereAreNoEntries(String command) {
        environment.put("ROLLCALL_STORE", "memory");
        assertThat(run(command.split(" "))).isEqualTo(3);
        assertThat(err.toString()).startsWith("rollcall: ").contains("store: memory");
        assertThat(folder).isDirectoryNotContaining("glob:**data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"export", "import people.ldif", "import --dry-run people.ldif"})
    void entriesThatAServerHasOutOfReachAreRefused(String command) throws Exception {
        try (RollcallServer _ =
                serve(Map.of("control.socket", folder.resolve("elsewhere").toString()))) {
            assertThat(run(command.split(" "))).isEqualTo(3);
            assertThat(err.toString()).startsWith("rollcall: ").contains("is in use by this very process");
        }
    }

    @Test
    void theSettingsSayWhatMayBeInAnEntry() throws Exception {
        Files.writeString(
                folder.resolve("shoes.schema"),
                "attributeTypes: ( 1.3.6.1.4.1.99999.1 NAME 'shoeSize' SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )\n"
                        + "objectClasses: ( 1.3.6.1.4.1.99999.2 NAME 'walker' AUXILIARY MAY shoeSize )\n");
        Files.writeString(
                folder.resolve("people.ldif"),
                "dn: ou=Feet,dc=example,dc=org\nobjectClass: organizationalUnit\nobjectClass: walker\nshoeSize: 44\n");
        assertThat(run("import", "people.ldif")).isEqualTo(1);
        assertThat(err.toString()).contains("people.ldif:1: ou=Feet,").contains("schema file");
        assertThat(run("import", "people.ldif", "--schema.files=shoes.schema")).isEqualTo(1);
        assertThat(err.toString()).contains("add its tree to the setting suffixes");
        Files.writeString(
                folder.resolve("my.yaml"), "suffixes: [\"dc=example,dc=org\"]\nschema:\n  files: shoes.schema\n");
        assertThat(run("import", "people.ldif", "-c", folder.resolve("my.yaml").toString()))
                .as(err.toString())
                .isZero();
        assertThat(exported("--schema.files=shoes.schema", "--suffixes", "dc=example,dc=org"))
                .contains("shoeSize: 44");
        assertThat(run("export", "--schema.files=nowhere.schema")).isEqualTo(1);
        assertThat(err.toString()).contains("cannot read the schema file").contains("nowhere.schema");
    }

    @Test
    void aRunningServerTakesAndGivesThem() throws Exception {
        StringBuilder people = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            people.append(i == 2_500 ? "dn: cn=bad,o=Nowhere\n" : "dn: cn=p" + i + ",ou=Dynamic,o=Intranet\n")
                    .append("objectClass: rtPerson\nentryTTL: 86400\n\n");
        }
        Files.writeString(folder.resolve("crowd.ldif"), people);
        String served;
        try (RollcallServer _ = serve(Map.of())) {
            assertThat(run("import", "--dry-run", "--continue-on-error", "crowd.ldif"))
                    .isEqualTo(1);
            assertThat(out.toString().lines()).containsExactly("Would be: 4,999 added, 1 refused");
            assertThat(exported()).isEqualTo("version: 1\n");

            assertThat(run("import", "--continue-on-error", "crowd.ldif")).isEqualTo(1);
            assertThat(out.toString().lines()).containsExactly("4,999 added, 1 refused");
            assertThat(err.toString())
                    .startsWith("crowd.ldif:10001: cn=bad,o=Nowhere: ")
                    .contains("suffixes");
            served = exported();
            assertThat(err.toString().strip()).isEqualTo("4,999 entries in all.ldif");
            assertThat(run("export", "--base", "o=Elsewhere")).isEqualTo(1);
            assertThat(err.toString().strip()).isEqualTo("rollcall: cannot export o=Elsewhere: no such entry");
        }
        assertThat(sorted(exported())).isEqualTo(sorted(served));
    }

    /** Records in the order of their text, without what is left of leases. */
    private static List<String> sorted(String ldif) {
        return Arrays.stream(ldif.split("\n\n"))
                .map(each -> each.replaceFirst("entryTTL: \\d+", "").strip())
                .sorted()
                .toList();
    }
}
