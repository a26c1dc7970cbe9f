package org.rollcall.server.control;

import java.util.Locale;
import java.util.Optional;
import org.rollcall.directory.store.StoreException;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.store.rocksdb.MaintenanceException;
import org.rollcall.store.rocksdb.Progress;
import org.rollcall.store.rocksdb.RocksStore;

/** Does what is asked of the store: of a server's for its clients, or of one that a command opened for itself. */
public final class StoreHandler implements ControlHandler<ControlRequest.OfStore> {
    private final Optional<RocksStore> store;

    /** @param store empty where entries are kept in memory only */
    public StoreHandler(Optional<RocksStore> store) {
        this.store = store;
    }

    @Override
    public ControlResult handle(ControlRequest.OfStore request, ControlProgress progress) throws ControlException {
        RocksStore rocks = store.orElseThrow(() -> new ControlException(
                Kind.REFUSED, "the server keeps its entries in memory only (--store memory): there is no store"));
        try {
            return switch (request) {
                case ControlRequest.Backup backup ->
                    new ControlResult.Backup(rocks.backup(backup.directory(), backup.keep(), adapt(progress)));
                case ControlRequest.Compact _ -> new ControlResult.Compact(rocks.compact(adapt(progress)));
                case ControlRequest.Stats _ -> new ControlResult.Stats(rocks.stats());
            };
        } catch (MaintenanceException e) {
            throw explain(e);
        } catch (StoreException e) {
            throw new ControlException(Kind.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Names stages as the protocol does. */
    public static Progress adapt(ControlProgress progress) {
        return (stage, done, total) -> progress.report(stage.name().toLowerCase(Locale.ROOT), done, total);
    }

    /** The same, as clients hear of it. */
    public static ControlException explain(MaintenanceException e) {
        Kind kind = switch (e.kind()) {
            case REFUSED -> Kind.REFUSED;
            case BUSY -> Kind.BUSY;
            case DAMAGED -> Kind.DAMAGED;
            case FAILED -> Kind.FAILED;
        };
        return new ControlException(kind, String.valueOf(e.getMessage()), e);
    }
}
