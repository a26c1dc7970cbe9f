package org.rollcall.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.GroupState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** More or fewer members for a group. */
abstract class GroupMembersCommand extends PrincipalCommand {
    @Parameters(index = "0", paramLabel = "GROUP", converter = NameConverter.class, description = "The group")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName group;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "MEMBER",
            description =
                    "An account or a group, by its name, or by its SID: that may be one of another authority, such"
                            + " as a Windows domain")
    @SuppressWarnings("NullAway.Init") // required
    private List<String> members;

    private GroupMembersCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    /** {@code rollcall group join}. */
    @Command(
            name = "join",
            description = "Puts accounts or other groups into a group. Who is logged on gets what that grants when it"
                    + " logs on anew.",
            footer = {"rollcall group join staff ann bob", "rollcall group join staff S-1-5-21-1-2-3-1104"})
    static final class Join extends GroupMembersCommand {
        Join(Map<String, String> environment, Path folder) {
            super(environment, folder);
        }

        @Override
        OfAccounts request(AccountName group, List<String> members) {
            return new OfAccounts.Join(group, members);
        }
    }

    /** {@code rollcall group leave}. */
    @Command(
            name = "leave",
            description = "Takes members out of a group; they are not removed.",
            footer = "rollcall group leave staff bob")
    static final class Leave extends GroupMembersCommand {
        Leave(Map<String, String> environment, Path folder) {
            super(environment, folder);
        }

        @Override
        OfAccounts request(AccountName group, List<String> members) {
            return new OfAccounts.Leave(group, members);
        }
    }

    abstract OfAccounts request(AccountName group, List<String> members);

    @Override
    final int run(StoreAccess store) throws ControlException {
        GroupState changed = group(store, request(group, members));
        out().println(changed.name() + " has " + Amounts.count(changed.members(), "member", "members") + " now"
                + (changed.administrators() ? ", who are administrators." : "."));
        return Main.DONE;
    }
}
