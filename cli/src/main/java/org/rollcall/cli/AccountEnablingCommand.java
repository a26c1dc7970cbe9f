package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.AccountState;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whether an account may log on. */
abstract class AccountEnablingCommand extends PrincipalCommand {
    private final boolean enabled;

    @Parameters(paramLabel = "NAME", converter = NameConverter.class, description = "The account")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName name;

    private AccountEnablingCommand(Map<String, String> environment, Path folder, boolean enabled) {
        super(environment, folder);
        this.enabled = enabled;
    }

    /** {@code rollcall account disable}. */
    @Command(
            name = "disable",
            description = "Lets an account log on no more, by whatever means; its password and its groups stay.",
            footer = "rollcall account disable ann")
    static final class Disable extends AccountEnablingCommand {
        Disable(Map<String, String> environment, Path folder) {
            super(environment, folder, false);
        }
    }

    /** {@code rollcall account enable}. */
    @Command(name = "enable", description = "Lets an account log on again.", footer = "rollcall account enable ann")
    static final class Enable extends AccountEnablingCommand {
        Enable(Map<String, String> environment, Path folder) {
            super(environment, folder, true);
        }
    }

    @Override
    final int run(StoreAccess store) throws ControlException {
        AccountState changed = account(store, new OfAccounts.EnableAccount(name, enabled));
        out().println("The account " + changed.name() + " is " + (changed.enabled() ? "enabled." : "disabled."));
        return Main.DONE;
    }
}
