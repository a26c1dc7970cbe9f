package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfDescriptors;
import org.rollcall.server.control.DescriptorState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollcall access set}: another descriptor for an entry. */
@Command(
        name = "set",
        description = {
            "Gives an entry a security descriptor. Owner, group, DACL and SACL that the SDDL does not have stay as they"
                    + " are; what the entry above hands on is added.",
            "The SDDL is one argument, in 'single quotation marks'. Names of accounts and groups stand in it in"
                    + " \"double ones\", in the place of SIDs."
        },
        footer = {
            "rollcall access set ann 'D:(A;;RP;;;\"staff\")'             only the group staff may know of ann",
            "rollcall access set ann 'D:(A;;RP;;;WD)(A;;RPWP;;;\"bob\")'  everybody reads, bob may change, too",
            "rollcall access set ou=Dynamic,o=Intranet 'D:(A;CI;CCLCRPRC;;;\"staff\")'",
            "                     only staff may register and find, and all that is added from now on inherits it"
        })
final class AccessSetCommand extends DescriptorCommand {
    @Parameters(
            index = "1",
            paramLabel = "SDDL",
            description = "The descriptor: MS-DTYP 2.5.1, and docs/security.md for what rights mean here")
    @SuppressWarnings("NullAway.Init") // required
    private String sddl;

    AccessSetCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    OfDescriptors request(String entry) {
        return new OfDescriptors.Give(entry, sddl);
    }

    @Override
    void tell(DescriptorState state) throws ControlException {
        DescriptorText.lines(state).forEach(out()::println);
    }
}
