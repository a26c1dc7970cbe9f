package org.rollcall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.directory.DirectoryException;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.ldif.DirectoryEntries;
import org.rollcall.server.ldif.Entries;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Outcome;
import org.rollcall.server.ldif.Selection;
import picocli.CommandLine;

/** The commands as an operator gives them, over a directory that stands still. */
class ImportExportTest {
    private static final String ANN = "dn: cn=ann,ou=Dynamic,o=Intranet\nobjectClass: rtPerson\nentryTTL: 700\n";
    private static final String BOB = "dn: cn=bob,ou=Dynamic,o=Intranet\nobjectClass: rtPerson\n";

    @TempDir
    Path folder;

    private static final EntryProgress NOBODY = new EntryProgress(Optional.empty(), "");

    private final LocalDirectory directory = new LocalDirectory(
            EngineSettings.DEFAULT,
            SchemaLoader.defaultSchema(),
            List.of(),
            () -> 0,
            () -> Instant.ofEpochSecond(1_800_000_000L),
            new Random(3),
            new MemoryStore());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private Entries entries = new DirectoryEntries(directory);
    private long nanos;
    private boolean closed;

    @AfterEach
    void close() {
        directory.close();
    }

    private EntriesAccess.Open open(GivenSettings given, EntriesAccess.Use use) {
        closed = false;
        return new EntriesAccess.Open() {
            @Override
            public Entries entries() {
                return entries;
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private int run(Object command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.speaking(new CommandLine(command), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }

    private int load(String input, String... arguments) {
        return run(
                new ImportCommand(
                        this::open,
                        folder,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        () -> NOBODY),
                arguments);
    }

    private int save(String... arguments) {
        standardOutput.reset();
        return run(new ExportCommand(this::open, folder, standardOutput, () -> NOBODY), arguments);
    }

    private String saved() {
        return standardOutput.toString(StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsImportedAndExportedAgain() throws IOException {
        Files.writeString(folder.resolve("people.ldif"), ANN + "entryCSN: 1\n\n" + BOB);

        assertThat(load("", "people.ldif")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "2 added, 0 refused", "Attributes not taken over, and of how many entries: entryCSN 1");
        assertThat(err.toString()).isEmpty();
        assertThat(closed).isTrue();

        assertThat(save()).isZero();
        assertThat(saved()).startsWith("version: 1\n\ndn: cn=ann,").contains("\nentryTTL: 700\n", "dn: cn=bob,");
        assertThat(err.toString().strip()).isEqualTo("2 entries");
        assertThat(closed).isTrue();
    }

    @Test
    void anExportedFileIsWholeAndItsOwnersAlone() throws IOException {
        load(ANN, "-");
        Files.writeString(folder.resolve("all.ldif"), "older");

        assertThat(save("-o", "all.ldif")).isZero();
        assertThat(saved()).isEmpty();
        assertThat(folder.resolve("all.ldif")).content().startsWith("version: 1\n\ndn: cn=ann,");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("all.ldif"))))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("all.ldif");
        assertThat(err.toString().strip()).isEqualTo("1 entry in all.ldif");
    }

    @Test
    void anExportThatFailsLeavesTheOlderFile() throws IOException {
        Files.writeString(folder.resolve("all.ldif"), "older");

        assertThat(save("-o", "all.ldif", "--base", "o=Elsewhere")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("rollcall: cannot export o=Elsewhere: no such entry");
        assertThat(folder.resolve("all.ldif")).hasContent("older");
        assertThat(save("-o", "nowhere/all.ldif")).isEqualTo(1);
        assertThat(err.toString()).startsWith("rollcall: cannot write nowhere/all.ldif: ");
        assertThat(files()).containsExactly("all.ldif");
    }

    @Test
    void anOutputThatBreaksIsAnError() {
        load(ANN, "-");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThat(run(new ExportCommand(this::open, folder, broken, () -> NOBODY)))
                .isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("rollcall: cannot write the standard output: java.io.IOException: Broken pipe");
    }

    @Test
    void aPartIsExported() {
        load(ANN + "\n" + BOB, "-");

        assertThat(save("--filter", "(cn=b*)", "--base", "ou=Dynamic,o=Intranet"))
                .isZero();
        assertThat(saved()).contains("cn=bob").doesNotContain("cn=ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--base=x", "--filter=(cn=", "--sideways"})
    void whatCannotBeMeantIsNotUnderstood(String argument) {
        assertThat(save(argument)).isEqualTo(2);
        assertThat(err.toString()).startsWith("rollcall: " + argument);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--lease=soon -", "--lease=0s -", "--replace --skip-existing -", "--replace", "a b"})
    void anImportThatCannotBeMeantIsNotUnderstood(String arguments) {
        assertThat(load("", arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("rollcall: ");
    }

    @Test
    void refusalsHaveFileAndLine() throws IOException {
        Files.writeString(folder.resolve("people.ldif"), ANN + "\nwhat?\u001b[2J\n\n" + BOB + "shoeSize: 44\n\n" + BOB);

        assertThat(load("", "people.ldif", "--continue-on-error")).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "people.ldif:5: expected an attribute, a colon and a value, found 'what?\\1b[2J'",
                        "people.ldif:7: cn=bob,ou=Dynamic,o=Intranet: shoeSize: no such attribute type:"
                                + " define it in a schema file, or leave it out by --drop");
        assertThat(out.toString().lines()).containsExactly("2 added, 2 refused");

        assertThat(load(ANN + "\n" + ANN, "-")).isEqualTo(1);
        assertThat(err.toString()).startsWith("standard input:1: cn=ann,").contains("--replace");
        assertThat(out.toString().lines())
                .containsExactly(
                        "0 added, 1 refused",
                        "Stopped before the end of the file; --continue-on-error goes on behind what is refused.");
    }

    @Test
    void theFlagsOfAnImportDoWhatTheySay() {
        assertThat(load(
                        BOB + "shoeSize: 44\ncomment: x\n",
                        "-",
                        "--dry-run",
                        "--drop",
                        "shoeSize,comment",
                        "--lease=2h"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Would be: 1 added, 0 refused",
                        "Attributes not taken over, and of how many entries: comment 1, shoeSize 1");
        save();
        assertThat(saved()).isEqualTo("version: 1\n");

        load(BOB, "-", "--lease", "2h");
        save();
        assertThat(saved()).contains("entryTTL: 7200");

        assertThat(load(BOB + "\n" + ANN, "-", "--skip-existing")).isZero();
        assertThat(out.toString().lines()).containsExactly("1 added, 1 skipped that were there already, 0 refused");
        assertThat(load(BOB + "comment: new\nentryTTL: 9999999\n\ndn: o=Intranet\no: Intranet\n", "-", "--replace"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "0 added, 1 replaced, 1 left out that every directory has by itself, 0 refused",
                        "Leases shortened to the longest that the settings allow: 1");
        save();
        assertThat(saved()).contains("comment: new");
    }

    @Test
    void valuesFromFilesAreReadWhereTheOperatorAllowsIt() throws IOException {
        Files.writeString(folder.resolve("comment.txt"), "from a file");
        String input = ANN + "comment:< " + folder.resolve("comment.txt").toUri() + "\n";

        assertThat(load(input, "-")).isEqualTo(1);
        assertThat(err.toString()).contains("standard input:4: ").contains("are not read unless that is allowed");
        assertThat(load(input, "-", "--allow-file-urls")).isZero();
        save();
        assertThat(saved()).contains("comment: from a file");

        for (String url : List.of("http://example.org/x", "file:///no/such/file", "file://elsewhere/x", "::")) {
            assertThat(load(BOB + "comment:< " + url + "\n", "-", "--allow-file-urls"))
                    .as(url)
                    .isEqualTo(1);
            assertThat(err.toString()).startsWith("standard input:3: expected a value for comment, found the URL ");
        }
    }

    /** Entries that are read by nobody, and taken in by one who may refuse to. */
    private record Taking(Function<IntakeTerms, Entries.Intake> intakes) implements Entries {
        @Override
        public void read(Selection selection, Sink sink) {
            throw busy();
        }

        @Override
        public Intake intake(IntakeTerms terms) {
            return intakes.apply(terms);
        }

        static DirectoryException busy() {
            return new DirectoryException(ResultCode.BUSY, "16 requests are under way");
        }
    }

    @Test
    void whoeverIsSentAwayIsRefused() {
        entries = new Taking(terms -> {
            throw Taking.busy();
        });

        assertThat(load(ANN, "-")).isEqualTo(3);
        assertThat(err.toString().strip())
                .isEqualTo("rollcall: cannot import standard input: 16 requests are under way");
        assertThat(save()).isEqualTo(3);
        assertThat(err.toString().strip()).isEqualTo("rollcall: cannot export: 16 requests are under way");
    }

    @Test
    void anImportThatBreaksSaysHowToGoOn() {
        entries = new Taking(
                terms -> (dn, attributes) -> CompletableFuture.completedFuture(new Outcome.Failed("the disk is full")));

        assertThat(load(ANN, "-", "--continue-on-error")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("standard input:1: cn=ann,ou=Dynamic,o=Intranet: the disk is full");
        assertThat(out.toString().lines())
                .containsExactly(
                        "0 added, 0 refused, 1 failed",
                        "Stopped before the end of the file; what failed may be there or not:"
                                + " run it again with --skip-existing, or with --replace.");
        load(ANN, "-", "--dry-run");
        assertThat(out.toString().lines())
                .containsExactly(
                        "Would be: 0 added, 0 refused, 1 failed", "Stopped before the end of the file; run it again.");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThat(load("", "nowhere.ldif")).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("rollcall: cannot read nowhere.ldif: java.nio.file.NoSuchFileException");
    }

    @Test
    void progressIsShownToWhoLooksOnAndGoesAgain() {
        nanos = 0;
        TerminalLine line =
                new TerminalLine(new PrintStream(terminal, true, StandardCharsets.UTF_8), () -> nanos += 300_000_000);
        EntryProgress progress = new EntryProgress(Optional.of(line), "Importing");
        String input = (ANN + "\n" + BOB + "\n").repeat(2);

        run(
                new ImportCommand(
                        this::open,
                        folder,
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        () -> progress),
                "-",
                "--skip-existing");

        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[KImporting: 2 (3 per second)\r\033[KImporting: 3 (3 per second)"
                        + "\r\033[KImporting: 4 (3 per second)\r\033[K");
    }
}
