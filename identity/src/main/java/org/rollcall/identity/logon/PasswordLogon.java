package org.rollcall.identity.logon;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.logon.LogonResult.Refused;
import org.rollcall.identity.password.DeskBusyException;
import org.rollcall.identity.password.HashingDesk;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordHasher;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.ldap.message.ResultCode;

/**
 * Logging on to an account of the server by name and password, as simple binds and SASL PLAIN do. A name that nobody has is refused with the same
 * words as a wrong password, and after the time that one takes.
 */
public final class PasswordLogon implements PasswordJudge {
    private final Logons logons;
    private final AccountBook book;
    private final PasswordHasher hasher;
    private final HashingDesk desk;

    public PasswordLogon(Logons logons, AccountBook book, PasswordHasher hasher, HashingDesk desk) {
        this.logons = logons;
        this.book = book;
        this.hasher = hasher;
        this.desk = desk;
    }

    /** Judges on the desk's executor, and renews there what was kept under other settings. */
    @Override
    public CompletionStage<LogonResult> logOn(String name, Password password) {
        Optional<Account> account = logons.name(name).flatMap(logons::account);
        return desk.submit(() -> judge(account, password)).handle((result, failure) -> {
            password.close();
            return failure == null ? result : refusal(failure);
        });
    }

    private LogonResult judge(Optional<Account> account, Password password) {
        Optional<PasswordSecrets> kept = account.flatMap(Account::secrets);
        if (!hasher.verify(password, kept) || account.isEmpty() || kept.isEmpty()) {
            return Refused.credentials(whyRefused(account));
        }
        LogonResult result = logons.ofPassword(account.get().sid(), kept.get());
        if (result instanceof LogonResult.Granted) {
            // Whether the store takes it is of no account to this logon: the next one tries again.
            hasher.renew(password, kept.get()).ifPresent(renewed -> {
                var ignored = book.renewSecrets(account.get().sid(), kept.get(), renewed);
            });
        }
        return result;
    }

    private static String whyRefused(Optional<Account> account) {
        return account.map(known -> known.secrets().isPresent()
                        ? "the password of " + known.name() + " is another"
                        : "the account " + known.name() + " has no password")
                .orElse("there is no such account");
    }

    private static Refused refusal(Throwable failure) {
        @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof DeskBusyException busy
                ? Refused.busy("" + busy.getMessage())
                : new Refused(ResultCode.OTHER, "the password could not be checked", "" + cause);
    }
}
