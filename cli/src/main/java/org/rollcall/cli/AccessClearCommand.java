package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfDescriptors;
import org.rollcall.server.control.DescriptorState;
import picocli.CommandLine.Command;

/** {@code rollcall access clear}: no descriptor of its own for an entry. */
@Command(
        name = "clear",
        description = "Takes an entry's security descriptor away. What the entry above hands on comes in its place.",
        footer = "rollcall access clear ann")
final class AccessClearCommand extends DescriptorCommand {
    AccessClearCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    OfDescriptors request(String entry) {
        return new OfDescriptors.Take(entry);
    }

    @Override
    void tell(DescriptorState state) throws ControlException {
        DescriptorText.lines(state).forEach(out()::println);
    }
}
