package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest;
import org.rollcall.server.control.ControlResult;
import org.rollcall.store.rocksdb.Backup;
import org.rollcall.store.rocksdb.Backups;
import org.rollcall.store.rocksdb.MaintenanceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code rollcall backup}: one more backup in a directory of them, or a list of those that are there. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a backup of the store, numbered, in a directory of backups: of all that was answered before, while the"
                    + " server goes on. Files that did not change are shared with the backup before by hard links.",
            "Where a server is running, it does the work, and the directory is one of its machine and user."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED,
            "4:a backup that was to be listed is damaged"
        })
final class BackupCommand extends StoreCommand {
    @Parameters(
            paramLabel = "DIR",
            description = "The directory of backups; made when missing, else empty or of this store")
    @SuppressWarnings("NullAway.Init") // required
    private Path directory;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Backups to keep, this one included; older ones are deleted after it (default: 7)")
    private int keep = 7;

    @Option(names = "--list", description = "Lists the backups that are there, and makes none")
    private boolean list;

    BackupCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store, WorkProgress progress) throws ControlException, MaintenanceException {
        Path place = absolute(directory);
        if (list) {
            return list(place);
        }
        if (keep < 1) {
            throw new ParameterException(spec().commandLine(), "--keep=" + keep + ": one backup or more is kept");
        }
        Backup made = store.ask(new ControlRequest.Backup(place, keep), ControlResult.Backup.class, progress)
                .backup();
        progress.erase();
        out().println("Backup " + made.number() + " is in " + place.resolve(String.valueOf(made.number())) + ": "
                + describe(made));
        return Main.DONE;
    }

    private int list(Path place) throws MaintenanceException {
        Backups.Listing found = Backups.list(place);
        for (Backup each : found.whole()) {
            out().println(String.format(
                    Locale.ROOT, "%6d  %s  %s", each.number(), Amounts.time(each.made()), describe(each)));
        }
        found.damaged().values().forEach(damage -> err().println("rollcall: " + damage));
        return found.damaged().isEmpty() ? Main.DONE : DAMAGED;
    }

    private static String describe(Backup backup) {
        return "about " + Amounts.count(backup.records(), "record", "records") + ", " + Amounts.bytes(backup.bytes())
                + ", " + Amounts.bytes(backup.newBytes()) + " of them new";
    }
}
