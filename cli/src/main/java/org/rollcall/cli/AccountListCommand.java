package org.rollcall.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.AccountState;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.ControlResult;
import picocli.CommandLine.Command;

/** {@code rollcall account list}: all accounts. */
@Command(
        name = "list",
        description =
                "Lists all accounts, with their SIDs, what is kept of their passwords, and the groups they are in.",
        footer = "rollcall account list")
final class AccountListCommand extends PrincipalCommand {
    AccountListCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        List<AccountState> accounts = store.ask(
                        new OfAccounts.ListAccounts(), ControlResult.Accounts.class, ControlProgress.NONE)
                .accounts();
        if (accounts.isEmpty()) {
            out().println("There are no accounts; `rollcall account add NAME` makes one.");
            return Main.DONE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "SID", "STATE", "PASSWORD", "CHANGED", "GROUPS"));
        for (AccountState each : accounts) {
            rows.add(List.of(
                    each.name().toString(),
                    each.sid().toString(),
                    each.enabled() ? "enabled" : "disabled",
                    switch (each.password()) {
                        case NOTHING -> "none";
                        case HASHES -> "set";
                        case HASHES_AND_NT_HASH -> "set, NTLM";
                    },
                    Amounts.time(each.changed()),
                    each.groups().stream().map(AccountName::toString).collect(Collectors.joining(", "))));
        }
        Columns.lines(rows).forEach(out()::println);
        return Main.DONE;
    }
}
