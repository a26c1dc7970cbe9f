package org.rollcall.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest.OfDescriptors;
import org.rollcall.server.control.ControlResult;
import org.rollcall.server.control.DescriptorState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What commands for security descriptors have in common. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED
        },
        footerHeading = "%nExamples:%n")
abstract class DescriptorCommand extends StoreCommand {
    @Parameters(
            index = "0",
            paramLabel = "ENTRY",
            description = "The entry's DN; for a person or a conference its name is enough")
    @SuppressWarnings("NullAway.Init") // required
    private String entry;

    DescriptorCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    final List<String> settings() {
        return List.of("data", "control.socket", "accounts.keyFile", "schema.files", "suffixes");
    }

    /** What is asked for. */
    abstract OfDescriptors request(String entry);

    /** Tells how it is then. */
    abstract void tell(DescriptorState state) throws ControlException;

    @Override
    final int run(StoreAccess store, WorkProgress progress) throws ControlException {
        tell(store.ask(request(entry), ControlResult.Descriptor.class, ControlProgress.NONE)
                .state());
        return Main.DONE;
    }
}
