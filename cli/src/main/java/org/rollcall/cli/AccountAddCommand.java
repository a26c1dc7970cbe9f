package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.AccountState;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest.NewPassword;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.ControlResult;
import org.rollcall.server.control.PrincipalName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollcall account add}: a new account. */
@Command(
        name = "add",
        description = {
            "Makes an account, and asks on the terminal for its password.",
            "The store is made when there is none yet, so that accounts can be there before the first start."
        },
        footer = {
            "rollcall account add ann",
            "rollcall account add ann --ntlm             so that Windows can log on as ann",
            "rollcall account add root --administrator   sees and may change everything",
            "rollcall account add ann --password-file -  from the standard input"
        })
final class AccountAddCommand extends PrincipalCommand {
    private final PasswordSource passwords;

    @Parameters(
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "What it is called, without a domain; the case of letters does not matter")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName name;

    @Mixin
    private PasswordFlags password = new PasswordFlags();

    @Option(
            names = "--administrator",
            description = "Puts it into the group of administrators (accounts.administrators), which is made when"
                    + " missing")
    private boolean administrator;

    AccountAddCommand(Map<String, String> environment, Path folder, PasswordSource passwords) {
        super(environment, folder);
        this.passwords = passwords;
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        Optional<NewPassword> given = password.read(passwords, name, () -> refuseTaken(store), spec().commandLine());
        AccountState made;
        try {
            made = account(store, new OfAccounts.AddAccount(name, given, administrator));
        } finally {
            given.ifPresent(it -> it.password().close());
        }
        out().println("Made the account " + made.name() + ", " + made.sid());
        if (!made.groups().isEmpty()) {
            out().println("It is in "
                    + made.groups().stream().map(AccountName::toString).collect(Collectors.joining(", ")) + ".");
        }
        if (made.password() == AccountState.Kept.NOTHING) {
            out().println("It has no password: `rollcall account password " + made.name() + "` sets one.");
        }
        return Main.DONE;
    }

    private void refuseTaken(StoreAccess store) throws ControlException {
        Optional<PrincipalName> other = store.ask(
                        new OfAccounts.Find(name), ControlResult.Found.class, ControlProgress.NONE)
                .who();
        if (other.isPresent()) {
            throw new ControlException(
                    Kind.REFUSED,
                    "there is " + (other.get().kind() == PrincipalName.Kind.GROUP ? "a group " : "an account ") + name
                            + " already");
        }
    }
}
