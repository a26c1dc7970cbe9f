package org.rollcall.server.logon;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.identity.account.Account;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountLimits;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.account.Group;
import org.rollcall.identity.account.LogonNames;
import org.rollcall.identity.logon.Logons;
import org.rollcall.identity.logon.PasswordLogon;
import org.rollcall.identity.ntlm.LocalJudge;
import org.rollcall.identity.ntlm.NtlmLogons;
import org.rollcall.identity.ntlm.NtlmRules;
import org.rollcall.identity.password.Argon2Settings;
import org.rollcall.identity.password.HashingDesk;
import org.rollcall.identity.password.HashingSettings;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.NtHashSeal;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordHasher;
import org.rollcall.identity.password.Secret;
import org.rollcall.identity.password.ServerKey;
import org.rollcall.identity.sasl.SaslMechanisms;
import org.rollcall.server.config.AccountSettings.ClearText;
import org.rollcall.server.config.Settings.AnonymousAccess;
import org.rollcall.server.limits.FailedLogons;
import org.rollcall.server.limits.Networks;

/**
 * Accounts that cost little to judge: {@code alice}, whose password is {@code wonder}, and who may log on by NTLM, and
 * {@code root}, an administrator, whose password is {@code of all}, and who may not. It is 1970.
 */
public final class FakeLogons {
    private static final HashingSettings CHEAP = new HashingSettings(new Argon2Settings(8, 1, 1), 4096);
    public static final LogonPolicy USUAL =
            new LogonPolicy(AnonymousAccess.REGISTER, Networks.parse(List.of()), ClearText.LOOPBACK);

    public final AccountBook book;
    public final Account alice;
    public final Authentication authentication;

    /** Judges at once, and forgives. */
    public FakeLogons() {
        this(Runnable::run, USUAL, FailedLogons.FORGIVEN);
    }

    /** @param executor judges passwords */
    public FakeLogons(Executor executor, LogonPolicy policy, FailedLogons failures) {
        Random random = new Random(5);
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        book = AccountBook.open(new MemoryStore(), clock, random, AccountLimits.DEFAULT)
                .toCompletableFuture()
                .join();
        PasswordHasher hasher = new PasswordHasher(CHEAP, random);
        ServerKey key = ServerKey.random(random);
        NtHashSeal seal = new NtHashSeal(key, random);
        alice = withNtHash(add("alice", "wonder", hasher), "wonder", seal);
        Group administrators = book.addGroup(AccountName.of("Administrators"))
                .toCompletableFuture()
                .join();
        Account root = add("root", "of all", hasher);
        book.addMember(administrators.sid(), root.sid()).toCompletableFuture().join();
        Logons logons = new Logons(book, new LogonNames(List.of("ROLLCALL", "rollcall.example")));
        PasswordLogon passwords = new PasswordLogon(logons, book, hasher, new HashingDesk(executor, 4));
        authentication = new Authentication(
                passwords,
                new SaslMechanisms(logons, passwords, new Subjects(), key, CHEAP.scramIterations(), random),
                Optional.of(new NtlmLogons(
                        Authentication.target(List.of("ROLLCALL", "rollcall.example")),
                        new NtlmRules(false, false, true, false, NtlmRules.DEFAULT.maxSkew()),
                        new LocalJudge(logons, seal),
                        clock,
                        random)),
                BindNames.of(List.of("ou=Members,o=Intranet")),
                policy,
                failures,
                token -> token.sids().contains(administrators.sid()));
    }

    private Account withNtHash(Account account, String password, NtHashSeal seal) {
        Secret hash = Secret.copyOf(OneWayFunctions.ntV1(password.toCharArray()).toByteArray());
        return book.setSecrets(
                        account.sid(),
                        account.secrets().map(secrets -> secrets.withNtHash(seal.seal(account.sid(), hash))))
                .toCompletableFuture()
                .join();
    }

    private Account add(String name, String text, PasswordHasher hasher) {
        Account account =
                book.addAccount(AccountName.of(name)).toCompletableFuture().join();
        try (Password password = Password.of(text.toCharArray())) {
            return book.setSecrets(account.sid(), Optional.of(hasher.hash(password)))
                    .toCompletableFuture()
                    .join();
        } catch (InvalidPasswordException e) {
            throw new AssertionError(e);
        }
    }
}
