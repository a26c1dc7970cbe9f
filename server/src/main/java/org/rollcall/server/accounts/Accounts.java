package org.rollcall.server.accounts;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.account.AccountBook;
import org.rollcall.identity.account.AccountLimits;
import org.rollcall.identity.account.DamagedRecord;
import org.rollcall.identity.password.HashingDesk;
import org.rollcall.identity.password.HashingSettings;
import org.rollcall.identity.password.KeyFile;
import org.rollcall.identity.password.NtHashSeal;
import org.rollcall.identity.password.PasswordHasher;
import org.rollcall.identity.password.ServerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of a store, and what it takes to judge and to set their passwords. */
public final class Accounts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final AccountBook book;
    private final ServerKey key;
    private final NtHashSeal seal;
    private final PasswordHasher hasher;
    private final ExecutorService hashing;
    private final HashingDesk desk;

    private Accounts(AccountBook book, ServerKey key, SecureRandom random, int places) {
        this.book = book;
        this.key = key;
        this.seal = new NtHashSeal(key, random);
        this.hasher = new PasswordHasher(HashingSettings.DEFAULT, random);
        // It is work for the processor alone: more at once would only take more memory.
        this.hashing = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("rollcall-passwords-", 0).daemon().factory());
        this.desk = new HashingDesk(hashing, places);
    }

    /**
     * Opens them, and waits for the store where they are made.
     *
     * @param keyFile made where it is missing; without one, the key lasts as long as the process
     * @param places how many passwords may wait to be judged
     * @throws StoreException where the store can't be read or written
     * @throws IOException where the key can't be had; the message says what to do
     */
    public static Accounts open(Store store, Optional<Path> keyFile, int places, SecureRandom random)
            throws IOException {
        ServerKey key = keyFile.isPresent() ? KeyFile.readOrCreate(keyFile.get(), random) : ServerKey.random(random);
        AccountBook book;
        try {
            book = AccountBook.open(store, InstantSource.system(), random, AccountLimits.DEFAULT)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException cause ? cause : e;
        }
        for (DamagedRecord record : book.damaged()) {
            LOG.warn("An account or group can't be used; `rollcall check` tells more: {}", record);
        }
        return new Accounts(book, key, random, places);
    }

    public AccountBook book() {
        return book;
    }

    public ServerKey key() {
        return key;
    }

    /** Seals NT hashes under {@link #key()}. */
    public NtHashSeal seal() {
        return seal;
    }

    public PasswordHasher hasher() {
        return hasher;
    }

    /** Where passwords are hashed. */
    public HashingDesk desk() {
        return desk;
    }

    /** Judges no more passwords. */
    @Override
    public void close() {
        hashing.shutdownNow();
    }
}
