package org.rollcall.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.rollcall.directory.store.StoreException;
import org.rollcall.server.config.Settings;
import org.rollcall.server.control.ControlClient;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest;
import org.rollcall.server.control.ControlResult;
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
    <R extends ControlResult> R ask(ControlRequest.OfStore request, Class<R> kind, ControlProgress progress)
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

    private ControlResult here(ControlRequest.OfStore request, ControlProgress progress) throws ControlException {
        try (RocksStore store = RocksStore.openExisting(
                data(),
                RocksStoreSettings.DEFAULT.withDurability(settings.durability()),
                Runnable::run,
                health -> {})) {
            return new StoreHandler(Optional.of(store)).handle(request, progress);
        } catch (StoreException e) {
            throw explain(e);
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
