package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.GroupState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollcall group add}: a new group. */
@Command(
        name = "add",
        description = "Makes a group, which has no members yet.",
        footer = {"rollcall group add staff", "rollcall group join staff ann bob"})
final class GroupAddCommand extends PrincipalCommand {
    @Parameters(
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "What it is called; no account may have the same name")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName name;

    GroupAddCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        GroupState made = group(store, new OfAccounts.AddGroup(name));
        out().println("Made the group " + made.name() + ", " + made.sid()
                + (made.administrators() ? ": its members are administrators" : ""));
        return Main.DONE;
    }
}
