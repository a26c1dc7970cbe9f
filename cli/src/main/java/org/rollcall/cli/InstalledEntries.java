package org.rollcall.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.rollcall.directory.store.StoreException;
import org.rollcall.server.OpenDirectory;
import org.rollcall.server.ServerStartException;
import org.rollcall.server.config.Settings;
import org.rollcall.server.control.ControlClient;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.control.RemoteEntries;
import org.rollcall.server.ldif.DirectoryEntries;
import org.rollcall.server.ldif.Entries;
import org.rollcall.store.rocksdb.RocksStore;

/** The entries where the settings say: those of the server that has them open, or opened here where none has. */
final class InstalledEntries implements EntriesAccess {
    private final Map<String, String> environment;
    private final Path folder;

    /** @param folder against which relative paths are meant */
    InstalledEntries(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    @Override
    public Open open(GivenSettings given, Use use) throws ControlException, StartException {
        Settings settings = given.load(environment, folder).settings().in(folder);
        Optional<ControlClient> server = settings.controlSocket().flatMap(ControlClient::connect);
        return server.isPresent() ? through(server.get()) : here(settings, use);
    }

    private static Open through(ControlClient server) {
        RemoteEntries entries = new RemoteEntries(server);
        return new Open() {
            @Override
            public Entries entries() {
                return entries;
            }

            @Override
            public void close() {
                entries.close();
            }
        };
    }

    private static Open here(Settings settings, Use use) throws ControlException, StartException {
        if (settings.store() == Settings.StoreKind.MEMORY) {
            throw new ControlException(
                    Kind.REFUSED,
                    "the settings say that nothing is kept (store: memory), and no server answers at its control socket:"
                            + " there are no entries");
        }
        EntryProgress recovering = EntryProgress.onTerminal(RunningServer.RECOVERING);
        SecureRandom random = new SecureRandom();
        try {
            return using(
                    switch (use) {
                        case EXPORT -> OpenDirectory.openExisting(settings, random, recovering);
                        case REHEARSAL ->
                            RocksStore.isVacant(settings.data())
                                    ? OpenDirectory.open(settings.inMemory(), random, recovering)
                                    : OpenDirectory.openExisting(settings, random, recovering);
                        case IMPORT -> OpenDirectory.open(settings, random, recovering);
                    });
        } catch (StoreException e) {
            throw StoreAccess.explain(e);
        } catch (ServerStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } finally {
            recovering.erase();
        }
    }

    private static Open using(OpenDirectory directory) {
        return new Open() {
            @Override
            public Entries entries() {
                return new DirectoryEntries(directory.directory());
            }

            @Override
            public void close() throws ControlException {
                try {
                    directory.close();
                } catch (StoreException e) {
                    throw StoreAccess.explain(e);
                }
            }
        };
    }
}
