package org.rollcall.identity.logon;

import java.util.Optional;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.LogonNames;
import org.rollcall.identity.logon.LogonResult.Granted;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.password.PasswordSecrets;

/** Whose account a name is, and whether it may log on, once it is proved. */
public final class Logons {
    private final AccountBook book;
    private final LogonNames names;

    public Logons(AccountBook book, LogonNames names) {
        this.book = book;
        this.names = names;
    }

    /** The name within this server, in whichever form it came; empty where no account here can have it. */
    public Optional<AccountName> name(String text) {
        return names.own(text);
    }

    public Optional<Account> account(AccountName name) {
        return book.account(name);
    }

    /**
     * Judges what was proved with a password, by the account as it is now: it may have been disabled or removed, or its
     * password changed, since the proof began.
     *
     * @param proved what the proof was judged by
     */
    public LogonResult ofPassword(Sid account, PasswordSecrets proved) {
        return book.account(account)
                .filter(now -> now.secrets().filter(proved::isOfSamePassword).isPresent())
                .map(this::ifEnabled)
                .orElseGet(() -> Refused.credentials("the account was removed or its password changed meanwhile"));
    }

    /** Judges who was proved by other means, such as a certificate. */
    public LogonResult ofName(AccountName name) {
        return book.account(name)
                .map(this::ifEnabled)
                .orElseGet(() -> Refused.credentials("there is no account " + name));
    }

    private LogonResult ifEnabled(Account account) {
        return account.enabled()
                ? new Granted(account.name().toString(), book.token(account.sid()), new AccountWarrant(book, account))
                : Refused.credentials("the account " + account.name() + " is disabled");
    }
}
