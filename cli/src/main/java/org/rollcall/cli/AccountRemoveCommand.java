package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.AccountState;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rollcall account remove}. */
@Command(
        name = "remove",
        description = {
            "Removes an account, from all groups as well. Its SID is not given again: another account of the same name is"
                    + " another one."
        },
        footer = "rollcall account remove ann")
final class AccountRemoveCommand extends PrincipalCommand {
    @Parameters(paramLabel = "NAME", converter = NameConverter.class, description = "The account")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName name;

    AccountRemoveCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        AccountState removed = account(store, new OfAccounts.RemoveAccount(name));
        out().println("Removed the account " + removed.name() + ", " + removed.sid());
        return Main.DONE;
    }
}
