package org.rollcall.identity.logon;

import java.util.Optional;
import org.rollcall.access.check.Token;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountBook;

/**
 * That somebody has proved to have an account.
 *
 * @param account as it was when the logon was granted
 */
record AccountWarrant(AccountBook book, Account account) implements Warrant {
    @Override
    public Optional<Token> token() {
        return book.account(account.sid()).filter(this::isTheSame).map(now -> book.token(now.sid()));
    }

    /** One that was disabled and enabled again is another, so that the two together end its sessions. */
    private boolean isTheSame(Account now) {
        return now.enabled() && now.changed().equals(account.changed()) && hasSamePassword(now);
    }

    /** Two passwords may be set within one tick of the clock. */
    private boolean hasSamePassword(Account now) {
        return now.secrets()
                .flatMap(secrets -> account.secrets().map(secrets::isOfSamePassword))
                .orElse(now.secrets().isEmpty() && account.secrets().isEmpty());
    }
}
