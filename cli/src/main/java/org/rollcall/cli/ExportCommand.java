package org.rollcall.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.filter.FilterParser;
import org.rollcall.ldap.filter.InvalidFilterException;
import org.rollcall.ldap.name.Dn;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.ldif.LdifExport;
import org.rollcall.server.ldif.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rollcall export}: what lives, as LDIF. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes every entry that lives as LDIF (RFC 2849), with what is left of its lease; `rollcall import` restores"
                    + " them. What every directory has by itself is left out.",
            "The file holds tokens and hidden people: keep it from others.",
            "Where a server is running, it does the work, by its own settings."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED
        })
final class ExportCommand implements Callable<Integer> {
    private static final int BUFFER = 1 << 16;

    private final EntriesAccess access;
    private final Path folder;
    private final OutputStream out;
    private final Supplier<EntryProgress> terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // injected by picocli
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to; it is there when it is whole, readable by you alone. The standard output else")
    private @Nullable Path output;

    @Option(names = "--base", paramLabel = "DN", description = "Only this entry and what stands beneath it")
    private String base = "";

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            description = "Only entries that match, in the form of RFC 4515: '(objectClass=rtConference)'")
    private String filter = "";

    /**
     * The command.
     *
     * @param folder against which relative paths are meant
     * @param out the standard output
     * @param terminal gives the progress
     */
    ExportCommand(EntriesAccess access, Path folder, OutputStream out, Supplier<EntryProgress> terminal) {
        this.access = access;
        this.folder = folder;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartException, ControlException {
        Selection selection = selection();
        PrintWriter err = spec.commandLine().getErr();
        try (EntriesAccess.Open open =
                access.open(SettingsFlags.read(spec.commandLine().getParseResult()), EntriesAccess.Use.EXPORT)) {
            LdifExport export = new LdifExport(open.entries());
            long count;
            if (output == null) {
                count = write(export, selection, out);
            } else {
                try (WholeFile file = WholeFile.begin(folder.resolve(output))) {
                    count = write(export, selection, file.stream());
                    file.finish();
                }
            }
            err.println(String.format(Locale.ROOT, count == 1 ? "%,d entry" : "%,d entries", count)
                    + (output == null ? "" : " in " + output));
            return Main.DONE;
        } catch (IOException e) {
            throw new StartException("cannot write " + (output == null ? "the standard output" : output) + ": " + e, e);
        } catch (DirectoryException e) {
            throw EntriesAccess.explain("cannot export" + (base.isEmpty() ? "" : " " + base), e);
        }
    }

    private long write(LdifExport export, Selection selection, OutputStream target) throws IOException {
        EntryProgress progress = terminal.get();
        try {
            return export.write(selection, new BufferedOutputStream(target, BUFFER), progress);
        } finally {
            progress.erase();
        }
    }

    private Selection selection() {
        try {
            Dn dn = DnParser.parse(base);
            Filter condition = filter.isEmpty() ? Selection.ALL.filter() : FilterParser.parse(filter);
            return new Selection(dn, condition);
        } catch (InvalidNameException e) {
            throw new ParameterException(spec.commandLine(), "--base=" + base + ": not a DN: " + e.text(), e);
        } catch (InvalidFilterException e) {
            throw new ParameterException(spec.commandLine(), "--filter=" + filter + ": " + e.getMessage(), e);
        }
    }
}
