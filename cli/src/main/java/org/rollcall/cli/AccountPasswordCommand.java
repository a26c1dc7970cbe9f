package org.rollcall.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
import picocli.CommandLine.Parameters;

/** {@code rollcall account password}: another password for an account, or none. */
@Command(
        name = "password",
        description = {
            "Sets the password of an account, which is asked for on the terminal, or takes it away.",
            "The NT hash is of the old password, so that it goes where --ntlm is not given again."
        },
        footer = {
            "rollcall account password ann",
            "rollcall account password ann --ntlm",
            "rollcall account password ann --no-password"
        })
final class AccountPasswordCommand extends PrincipalCommand {
    private final PasswordSource passwords;

    @Parameters(paramLabel = "NAME", converter = NameConverter.class, description = "The account")
    @SuppressWarnings("NullAway.Init") // required
    private AccountName name;

    @Mixin
    private PasswordFlags password = new PasswordFlags();

    AccountPasswordCommand(Map<String, String> environment, Path folder, PasswordSource passwords) {
        super(environment, folder);
        this.passwords = passwords;
    }

    @Override
    int run(StoreAccess store) throws ControlException {
        Optional<NewPassword> given = password.read(passwords, name, () -> refuseMissing(store), spec().commandLine());
        AccountState changed;
        try {
            changed = account(
                    store,
                    given.<OfAccounts>map(it -> new OfAccounts.SetPassword(name, it))
                            .orElseGet(() -> new OfAccounts.RemovePassword(name)));
        } finally {
            given.ifPresent(it -> it.password().close());
        }
        out().println(
                        switch (changed.password()) {
                            case NOTHING ->
                                changed.name() + " has no password now: nobody can log on by one as this account.";
                            case HASHES -> "The password of " + changed.name() + " is set.";
                            case HASHES_AND_NT_HASH ->
                                "The password of " + changed.name() + " is set, for NTLM as well.";
                        });
        return Main.DONE;
    }

    private void refuseMissing(StoreAccess store) throws ControlException {
        boolean isThere = store.ask(new OfAccounts.Find(name), ControlResult.Found.class, ControlProgress.NONE)
                .who()
                .filter(who -> who.kind() == PrincipalName.Kind.ACCOUNT)
                .isPresent();
        if (!isThere) {
            throw new ControlException(Kind.REFUSED, "there is no account " + name);
        }
    }
}
