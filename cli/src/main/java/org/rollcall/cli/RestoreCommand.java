package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.StoreHandler;
import org.rollcall.store.rocksdb.Backups;
import org.rollcall.store.rocksdb.MaintenanceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall restore}: a backup becomes a data directory. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes the data directory anew from a backup, and checks each file of it. The server must not be running.",
            "However it ends, the directory is the old store, or the restored one, or is refused by the next start."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED,
            "4:the backup is damaged; nothing was changed"
        })
final class RestoreCommand extends StoreCommand {
    @Parameters(paramLabel = "DIR", description = "The directory of backups")
    @SuppressWarnings("NullAway.Init") // required
    private Path directory;

    @Option(names = "--backup", paramLabel = "N", description = "Which one (default: the newest)")
    private @Nullable Long number;

    @Option(
            names = "--force",
            description = "Also where there is a store already: that is put aside, in a folder of the data directory")
    private boolean force;

    RestoreCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store, WorkProgress progress) throws ControlException, MaintenanceException {
        Path data = store.data();
        Backups.Restored restored = Backups.restore(
                absolute(directory),
                number == null ? OptionalLong.empty() : OptionalLong.of(number),
                data,
                force,
                StoreHandler.adapt(progress));
        progress.erase();
        out().println("Backup " + restored.backup().number() + " of "
                + Amounts.time(restored.backup().made()) + " is in " + absolute(data) + ": about "
                + Amounts.count(restored.backup().records(), "record", "records"));
        restored.aside().ifPresent(aside -> out().println("The store that was there is in " + aside + " now."));
        return Main.DONE;
    }
}
