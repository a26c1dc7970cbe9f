package org.rollcall.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountLimits;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.LogonNames;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.logon.PasswordLogon;
import org.rollcall.identity.password.Argon2Settings;
import org.rollcall.identity.password.HashingDesk;
import org.rollcall.identity.password.HashingSettings;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordHasher;

/** A server's accounts, with hashes that cost little. Its domains are {@code HOUSE} and {@code house.example}. */
public final class House {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final HashingSettings CHEAP = new HashingSettings(new Argon2Settings(8, 1, 1), 4096);

    public final RandomGenerator random = new Random(7);
    public final TableStore store = new TableStore();
    public final AccountBook book =
            done(AccountBook.open(store, InstantSource.fixed(NOW), random, AccountLimits.DEFAULT));
    public final Logons logons = new Logons(book, new LogonNames(List.of("HOUSE", "house.example")));
    public final PasswordHasher hasher = new PasswordHasher(CHEAP, random);

    public PasswordLogon passwords(Executor executor, int places) {
        return new PasswordLogon(logons, book, hasher, new HashingDesk(executor, places));
    }

    public PasswordLogon passwords() {
        return passwords(Runnable::run, 1);
    }

    /** A new account with a password. */
    public Account account(String name, String password) {
        Account account = done(book.addAccount(AccountName.of(name)));
        return setPassword(account, password);
    }

    public Account setPassword(Account account, String password) {
        try (Password typed = password(password)) {
            return done(book.setSecrets(account.sid(), Optional.of(hasher.hash(typed))));
        }
    }

    public static Password password(String text) {
        try {
            return Password.of(text.toCharArray());
        } catch (InvalidPasswordException e) {
            throw new AssertionError(e);
        }
    }

    /** The result of what is done already. */
    public static <T> T done(CompletionStage<T> stage) {
        var future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("not done");
        }
        return future.join();
    }
}
