package org.rollcall.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.OpenDirectory;
import org.rollcall.server.ServerStartException;
import org.rollcall.server.accounts.Accounts;
import org.rollcall.server.config.Settings;
import org.rollcall.server.control.AccountsHandler;
import org.rollcall.server.control.ControlClient;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.ControlResult;
import org.rollcall.server.control.DescriptorsHandler;
import org.rollcall.server.control.StoreHandler;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.RocksStoreSettings;

/** The store that the settings name: asked through the server that has it open, or opened here where none has. */
final class StoreAccess {
    private final Settings settings;

    /** @param settings with names of files as this process means them */
    StoreAccess(Settings settings) {
        this.settings = settings;
    }

    /**
     * The directory of the store.
     *
     * @throws ControlException if the settings say that there is none
     */
    Path data() throws ControlException {
        if (settings.store() == Settings.StoreKind.MEMORY) {
            throw new ControlException(
                    Kind.REFUSED, "the settings say that nothing is kept (store: memory): there is no store");
        }
        return settings.data();
    }

    /**
     * Has something done, by whoever has the store.
     *
     * @param kind of result that such a request has
     */
    <R extends ControlResult> R ask(ControlRequest.OfOneResult request, Class<R> kind, ControlProgress progress)
            throws ControlException {
        Optional<ControlClient> server = settings.controlSocket().flatMap(ControlClient::connect);
        if (server.isEmpty()) {
            return kind.cast(here(request, progress));
        }
        try (ControlClient client = server.get()) {
            return kind.cast(client.ask(request, progress));
        } catch (IOException e) {
            throw new ControlException(Kind.FAILED, "the server could not be asked: " + e.getMessage(), e);
        }
    }

    private ControlResult here(ControlRequest.OfOneResult request, ControlProgress progress) throws ControlException {
        try {
            return switch (request) {
                case OfAccounts.Find _ when RocksStore.isVacant(data()) -> new ControlResult.Found(Optional.empty());
                // As an import does: accounts may be made before the first start.
                case OfAccounts.AddAccount add -> opened(true, store -> here(store, add, progress));
                case OfAccounts.AddGroup add -> opened(true, store -> here(store, add, progress));
                case OfAccounts ofAccounts -> opened(false, store -> here(store, ofAccounts, progress));
                case ControlRequest.OfStore ofStore ->
                    opened(false, store -> new StoreHandler(Optional.of(store)).handle(ofStore, progress));
                case ControlRequest.OfDescriptors ofDescriptors -> here(ofDescriptors, progress);
            };
        } catch (StoreException e) {
            throw explain(e);
        }
    }

    /** Something done with the store itself. */
    private interface Work {
        ControlResult with(RocksStore store) throws ControlException;
    }

    private ControlResult opened(boolean create, Work work) throws ControlException {
        RocksStoreSettings chosen = RocksStoreSettings.DEFAULT.withDurability(settings.durability());
        try (RocksStore store = create
                ? RocksStore.open(data(), chosen, Runnable::run, health -> {})
                : RocksStore.openExisting(data(), chosen, Runnable::run, health -> {})) {
            return work.with(store);
        }
    }

    private ControlResult here(ControlRequest.OfDescriptors request, ControlProgress progress) throws ControlException {
        Path existing = data();
        EntryProgress recovering = EntryProgress.onTerminal(RunningServer.RECOVERING);
        try (OpenDirectory open = OpenDirectory.openExisting(settings, new SecureRandom(), recovering);
                Accounts accounts = accounts(open.store())) {
            return new DescriptorsHandler(open.directory(), accounts.book()).handle(request, progress);
        } catch (ServerStartException e) {
            throw new ControlException(Kind.REFUSED, existing + " can't be used: " + e.getMessage(), e);
        } finally {
            recovering.erase();
        }
    }

    private ControlResult here(RocksStore store, OfAccounts request, ControlProgress progress) throws ControlException {
        try (Accounts accounts = accounts(store)) {
            return new AccountsHandler(accounts, administrators()).handle(request, progress);
        }
    }

    private Accounts accounts(Store store) throws ControlException {
        try {
            return Accounts.open(
                    store, settings.accountKey(), settings.limits().passwordsWaiting(), new SecureRandom());
        } catch (IOException e) {
            throw new ControlException(Kind.REFUSED, "the key of the accounts can't be used: " + e.getMessage(), e);
        }
    }

    private AccountName administrators() throws ControlException {
        try {
            return AccountName.of(settings.accounts().administrators());
        } catch (AccountException e) {
            throw new ControlException(
                    Kind.REFUSED, "accounts.administrators is not the name of a group: " + e.getMessage(), e);
        }
    }

    /** Why a store was not opened, or not closed well. */
    static ControlException explain(StoreException e) {
        return new ControlException(
                e.kind() == StoreException.Kind.REFUSED ? Kind.REFUSED : Kind.FAILED,
                String.valueOf(e.getMessage()),
                e);
    }
}
