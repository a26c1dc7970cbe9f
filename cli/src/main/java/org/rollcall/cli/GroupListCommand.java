package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.ControlResult;
import org.rollcall.server.control.GroupState;
import org.rollcall.server.control.PrincipalName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollcall group list}: all groups, or who is in one. */
@Command(
        name = "list",
        description = "Lists all groups, and which one's members are administrators; or the members of one group.",
        footer = {"rollcall group list", "rollcall group list staff"})
final class GroupListCommand extends PrincipalCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "The group whose members are wanted")
    private @Nullable AccountName name;

    GroupListCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        if (name == null) {
            listGroups(store);
        } else {
            listMembers(store, name);
        }
        return Main.DONE;
    }

    private void listGroups(StoreAccess store) throws ControlException {
        List<GroupState> groups = store.ask(
                        new OfAccounts.ListGroups(), ControlResult.Groups.class, ControlProgress.NONE)
                .groups();
        if (groups.isEmpty()) {
            out().println("There are no groups; `rollcall group add NAME` makes one.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "SID", "MEMBERS", ""));
        for (GroupState each : groups) {
            rows.add(List.of(
                    each.name().toString(),
                    each.sid().toString(),
                    String.valueOf(each.members()),
                    each.administrators() ? "administrators" : ""));
        }
        Columns.lines(rows).forEach(out()::println);
    }

    private void listMembers(StoreAccess store, AccountName group) throws ControlException {
        ControlResult.Members listed =
                store.ask(new OfAccounts.ListMembers(group), ControlResult.Members.class, ControlProgress.NONE);
        if (listed.members().isEmpty()) {
            out().println(listed.group().name() + " has no members; `rollcall group join "
                    + listed.group().name() + " MEMBER` puts one into it.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MEMBER", "SID", "KIND"));
        for (PrincipalName each : listed.members()) {
            rows.add(List.of(
                    each.name().map(AccountName::toString).orElse("-"),
                    each.sid().toString(),
                    StatsCommand.name(each.kind())));
        }
        Columns.lines(rows).forEach(out()::println);
    }
}
