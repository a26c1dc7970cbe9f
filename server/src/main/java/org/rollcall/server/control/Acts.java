package org.rollcall.server.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.ControlRequest.OfDescriptors;
import org.rollcall.server.ldif.Selection;

/** How operators' requests are accounted for: under the names of the commands that send them. */
final class Acts {
    private Acts() {}

    /**
     * What was asked and came of it; empty for what only looks.
     *
     * @param result {@code done}, or why it was not
     */
    static Optional<Deed.Administration> of(ControlRequest request, String result) {
        return switch (request) {
            case ControlRequest.Stats _,
                    OfDescriptors.Show _,
                    OfAccounts.Find _,
                    OfAccounts.ListAccounts _,
                    OfAccounts.ListGroups _,
                    OfAccounts.ListMembers _ -> Optional.empty();
            case ControlRequest.Backup(Path directory, int _) -> act("backup", directory.toString(), result);
            case ControlRequest.Compact _ -> act("compact", "", result);
            case ControlRequest.Export(Selection selection) ->
                act("export", selection.base().toString(), result);
            case ControlRequest.Import _ -> act("import", "", result);
            case OfDescriptors.Give(String entry, String sddl) -> act("access set", entry + ": " + sddl, result);
            case OfDescriptors.Take(String entry) -> act("access clear", entry, result);
            case OfAccounts.AddAccount add ->
                act(
                        "account add" + (add.administrator() ? " --administrator" : ""),
                        add.name().toString(),
                        result);
            case OfAccounts.SetPassword set ->
                act("account password", set.name().toString(), result);
            case OfAccounts.RemovePassword(AccountName name) ->
                act("account password --no-password", name.toString(), result);
            case OfAccounts.EnableAccount(AccountName name, boolean enabled) ->
                act(enabled ? "account enable" : "account disable", name.toString(), result);
            case OfAccounts.RemoveAccount(AccountName name) -> act("account remove", name.toString(), result);
            case OfAccounts.AddGroup(AccountName name) -> act("group add", name.toString(), result);
            case OfAccounts.RemoveGroup(AccountName name) -> act("group remove", name.toString(), result);
            case OfAccounts.Join(AccountName group, List<String> members) ->
                act("group join", group + ": " + String.join(", ", members), result);
            case OfAccounts.Leave(AccountName group, List<String> members) ->
                act("group leave", group + ": " + String.join(", ", members), result);
        };
    }

    private static Optional<Deed.Administration> act(String act, String target, String result) {
        return Optional.of(new Deed.Administration(act, target, result));
    }
}
