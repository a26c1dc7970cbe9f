package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.GroupState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollcall group remove}. */
@Command(
        name = "remove",
        description =
                "Removes a group, from other groups as well; its members are not removed. Its SID is not given again.",
        footer = "rollcall group remove staff")
final class GroupRemoveCommand extends PrincipalCommand {
    @Parameters(paramLabel = "NAME", converter = NameConverter.class, description = "The group")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName name;

    GroupRemoveCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        GroupState removed = group(store, new OfAccounts.RemoveGroup(name));
        out().println("Removed the group " + removed.name() + ", " + removed.sid());
        return Main.DONE;
    }
}
