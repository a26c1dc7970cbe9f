package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest;
import org.rollcall.server.control.ControlResult;
import org.rollcall.store.rocksdb.RocksStore;
import picocli.CommandLine.Command;

/** {@code rollcall compact}: the files of the store without what was replaced. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rewrites the store's files without what was replaced and removed. The store does so by itself in time: this"
                    + " is for when its size matters now. The server goes on meanwhile.",
            "All files are verified first; where one is damaged nothing is changed."
        },
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED,
            "4:a file is damaged; nothing was changed"
        })
final class CompactCommand extends StoreCommand {
    CompactCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store, WorkProgress progress) throws ControlException {
        RocksStore.Compaction done = store.ask(new ControlRequest.Compact(), ControlResult.Compact.class, progress)
                .compaction();
        progress.erase();
        out().println("Compacted: the tables' files have " + Amounts.bytes(done.bytesAfter()) + "; they had "
                + Amounts.bytes(done.bytesBefore()));
        return Main.DONE;
    }
}
