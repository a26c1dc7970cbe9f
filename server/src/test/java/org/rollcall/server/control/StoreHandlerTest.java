package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.store.rocksdb.RocksStore;
import org.rollcall.store.rocksdb.RocksStoreSettings;

/** What the store does when it is asked through the channel. */
class StoreHandlerTest {
    @TempDir
    Path folder;

    private RocksStore open() {
        return RocksStore.open(folder.resolve("data"), RocksStoreSettings.DEFAULT, Runnable::run, health -> {});
    }

    @Test
    void aStoreIsAskedOverTheSocket() throws Exception {
        Path socket = folder.resolve("s");
        try (RocksStore store = open();
                ControlServer _ = ControlServer.start(
                        socket,
                        ControlServerTest.storing(new StoreHandler(Optional.of(store))),
                        Optional.empty(),
                        ControlLimits.DEFAULT)) {
            OctetString value = OctetString.of("x");
            store.commit(List.of(new Store.Write.Put(Store.Table.ENTRIES, value, () -> value)))
                    .toCompletableFuture()
                    .join();
            AtomicInteger told = new AtomicInteger();

            ControlResult.Backup backup =
                    (ControlResult.Backup) ask(socket, new ControlRequest.Backup(folder.resolve("backups"), 1), told);
            assertThat(backup.backup().number()).isEqualTo(1);
            assertThat(backup.backup().store()).isEqualTo(store.id());
            assertThat(folder.resolve("backups/1/rollcall.backup")).exists();
            assertThat(told).hasPositiveValue();

            assertThat(ask(socket, new ControlRequest.Compact(), told)).isInstanceOf(ControlResult.Compact.class);
            assertThat(ask(socket, new ControlRequest.Stats(), told))
                    .isInstanceOfSatisfying(ControlResult.Stats.class, stats -> {
                        assertThat(stats.stats().id()).isEqualTo(store.id());
                        assertThat(stats.stats().tables())
                                .isEqualTo(store.stats().tables());
                    });
        }
    }

    private static ControlResult ask(Path socket, ControlRequest.OfStore request, AtomicInteger told) throws Exception {
        try (ControlClient client = ControlClient.connect(socket).orElseThrow()) {
            return client.ask(request, (stage, done, total) -> told.incrementAndGet());
        }
    }

    @Test
    void refusalsKeepTheirKind() throws Exception {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "chapter 1");
        try (RocksStore store = open()) {
            StoreHandler handler = new StoreHandler(Optional.of(store));
            assertThatThrownBy(() -> handler.handle(new ControlRequest.Backup(foreign, 1), ControlProgress.NONE))
                    .isInstanceOfSatisfying(
                            ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                    .hasMessageContaining("thesis.txt");
            handler.handle(
                    new ControlRequest.Backup(folder.resolve("backups"), 1),
                    (stage, done, total) -> assertThatThrownBy(
                                    () -> handler.handle(new ControlRequest.Compact(), ControlProgress.NONE))
                            .isInstanceOfSatisfying(
                                    ControlException.class,
                                    e -> assertThat(e.kind()).isEqualTo(Kind.BUSY)));
        }
    }

    @Test
    void aServerWithoutAStoreSaysSo() {
        StoreHandler handler = new StoreHandler(Optional.empty());
        assertThatThrownBy(() -> handler.handle(new ControlRequest.Stats(), ControlProgress.NONE))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageContaining("memory only");
    }
}
