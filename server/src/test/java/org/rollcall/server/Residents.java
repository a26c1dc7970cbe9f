package org.rollcall.server;

import java.util.Optional;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.server.accounts.Accounts;

/** Accounts for tests. */
final class Residents {
    private Residents() {}

    /** A new account with a password. */
    static Sid add(Accounts accounts, String name, String text) throws Exception {
        Sid sid = accounts.book()
                .addAccount(AccountName.of(name))
                .toCompletableFuture()
                .join()
                .sid();
        try (Password password = Password.of(text.toCharArray())) {
            accounts.book()
                    .setSecrets(sid, Optional.of(accounts.hasher().hash(password)))
                    .toCompletableFuture()
                    .join();
        }
        return sid;
    }
}
