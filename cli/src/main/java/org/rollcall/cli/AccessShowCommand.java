package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfDescriptors;
import org.rollcall.server.control.DescriptorState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollcall access show}: the descriptor of an entry. */
@Command(
        name = "show",
        description = "Shows who may do what with an entry, and by which entry of its descriptor.",
        footer = {
            "rollcall access show ann",
            "rollcall access show ou=Dynamic,o=Intranet",
            "rollcall access show ann --sddl   nothing but the SDDL, for `access set`"
        })
final class AccessShowCommand extends DescriptorCommand {
    @Option(names = "--sddl", description = "Only the descriptor, in SDDL; nothing where there is none")
    private boolean sddlOnly;

    AccessShowCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    OfDescriptors request(String entry) {
        return new OfDescriptors.Show(entry);
    }

    @Override
    void tell(DescriptorState state) throws ControlException {
        if (sddlOnly) {
            if (state.descriptor().isPresent()) {
                out().println(DescriptorText.of(state).sddl());
            }
        } else {
            DescriptorText.lines(state).forEach(out()::println);
        }
    }
}
