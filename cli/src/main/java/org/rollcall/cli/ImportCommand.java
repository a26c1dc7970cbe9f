package org.rollcall.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.ldif.ExternalValues;
import org.rollcall.ldap.ldif.LdifLimits;
import org.rollcall.server.config.Durations;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.ldif.ImportListener;
import org.rollcall.server.ldif.ImportSummary;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.IntakeTerms.Existing;
import org.rollcall.server.ldif.LdifImport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rollcall import}: entries from LDIF. Exit code 1 also where some of them were refused. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes entries from LDIF (RFC 2849): what `rollcall export` wrote, or another server's dump.",
            "A dynamic entry gets the lease that its entryTTL or sttl asks for. Attributes that only a server writes are"
                    + " left out, and counted.",
            "Where a server is running, it does the work, by its own settings."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            "1:failed on the way, or something was refused: the messages say which and why",
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED
        })
final class ImportCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final EntriesAccess access;
    private final Path folder;
    private final InputStream in;
    private final Supplier<EntryProgress> terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file; - for the standard input")
    private String file = STANDARD_INPUT;

    @ArgGroup
    private Conflict conflict = new Conflict();

    /** What becomes of entries whose names are taken; by default they are refused. */
    static final class Conflict {
        @Option(names = "--replace", description = "Replaces entries that are there already")
        private boolean replace;

        @Option(names = "--skip-existing", description = "Leaves entries as they are that are there already")
        private boolean skip;

        Existing existing() {
            return replace ? Existing.REPLACE : skip ? Existing.KEEP : Existing.REFUSE;
        }
    }

    @Option(
            names = "--lease",
            paramLabel = "DURATION",
            converter = LeaseConverter.class,
            description = "For dynamic entries that bring none: 10m, 2h; else what lease.defaultTime says")
    private @Nullable Duration lease;

    @Option(names = "--drop", paramLabel = "ATTRIBUTE", split = ",", description = "Leaves an attribute out")
    private Set<String> drop = new LinkedHashSet<>();

    @Option(names = "--continue-on-error", description = "Goes on behind what is refused")
    private boolean continueOnError;

    @Option(names = "--dry-run", description = "Checks everything and changes nothing")
    private boolean rehearsal;

    @Option(
            names = "--allow-file-urls",
            description =
                    "Reads values that the file gives by a URL (attribute:< file:///...) from this machine's files")
    private boolean allowFileUrls;

    /**
     * The command.
     *
     * @param folder against which relative paths are meant
     * @param in the standard input
     * @param terminal gives the progress
     */
    ImportCommand(EntriesAccess access, Path folder, InputStream in, Supplier<EntryProgress> terminal) {
        this.access = access;
        this.folder = folder;
        this.in = in;
        this.terminal = terminal;
    }

    /** Spans of time as the settings write them. */
    static final class LeaseConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                Duration lease = Durations.parse(text);
                if (lease.compareTo(Duration.ofSeconds(1)) >= 0) {
                    return lease;
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected a duration such as 90s, 10m or 2h, not " + text);
            }
            throw new TypeConversionException("expected at least 1s, not " + text);
        }
    }

    @Override
    public Integer call() throws StartException, ControlException {
        boolean piped = file.equals(STANDARD_INPUT);
        String name = piped ? "standard input" : file;
        try (InputStream source = piped ? in : Files.newInputStream(folder.resolve(file));
                EntriesAccess.Open open = access.open(
                        SettingsFlags.read(spec.commandLine().getParseResult()),
                        rehearsal ? EntriesAccess.Use.REHEARSAL : EntriesAccess.Use.IMPORT)) {
            EntryProgress progress = terminal.get();
            IntakeTerms terms = new IntakeTerms(conflict.existing(), Optional.ofNullable(lease), drop, rehearsal);
            ImportSummary summary = new LdifImport(
                            open.entries().intake(terms),
                            continueOnError,
                            new Told(name, spec.commandLine().getErr(), progress))
                    .run(source, LdifLimits.DEFAULT, allowFileUrls ? new FileValues() : ExternalValues.REFUSED);
            progress.erase();
            ImportReport.lines(summary, rehearsal).forEach(spec.commandLine().getOut()::println);
            return summary.refused() + summary.failed() == 0 ? Main.DONE : Main.FAILED;
        } catch (IOException e) {
            throw new StartException("cannot read " + file + ": " + e, e);
        } catch (DirectoryException e) {
            throw EntriesAccess.explain("cannot import " + name, e);
        }
    }

    /** Tells the operator as it goes. */
    private static final class Told implements ImportListener {
        private final String source;
        private final PrintWriter err;
        private final EntryProgress progress;

        Told(String source, PrintWriter err, EntryProgress progress) {
            this.source = source;
            this.err = err;
            this.progress = progress;
        }

        @Override
        public void refused(long line, String reason) {
            progress.erase();
            // A file from elsewhere does not move the cursor.
            err.println(source + ":" + line + ": " + reason.replaceAll("\\p{Cntrl}", "?"));
        }

        @Override
        public void done(long records) {
            progress.accept(records);
        }
    }
}
