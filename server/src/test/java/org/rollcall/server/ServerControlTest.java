package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.server.config.Settings;
import org.rollcall.server.control.ControlClient;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest;
import org.rollcall.server.control.ControlResult;

/** A whole server, asked by the channel for operators. */
class ServerControlTest {
    @TempDir
    Path folder;

    private RollcallServer start(Map<String, String> changes) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "listen.addresses", "127.0.0.1", "listen.ports", "0", "eventLoops", "2", "data", folder + "/data"));
        all.putAll(changes);
        return RollcallServer.start(Settings.of(all), OutputStream.nullOutputStream(), entries -> {});
    }

    private static ControlResult ask(Path socket, ControlRequest.OfStore request) throws Exception {
        try (ControlClient client = ControlClient.connect(socket).orElseThrow()) {
            return client.ask(request, ControlProgress.NONE);
        }
    }

    @Test
    void aServerTellsOfItsStoreAndBacksItUpWhileItServes() throws Exception {
        Path socket = folder.resolve("data/control.sock");
        try (RollcallServer server = start(Map.of());
                LDAPConnection client = new LDAPConnection(
                        "127.0.0.1", server.boundAddresses().getFirst().getPort())) {
            client.add(
                    "dn: cn=a@b.c,ou=Dynamic,o=Intranet",
                    "objectClass: rtPerson",
                    "cn: a@b.c",
                    "sn: Tester",
                    "rfc822Mailbox: a@b.c",
                    "ipAddress: 3758139584");
            ControlResult.Stats stats = (ControlResult.Stats) ask(socket, new ControlRequest.Stats());
            assertThat(stats.stats().tables().get(Table.ENTRIES).records()).isEqualTo(1);
            ControlResult.Backup backup =
                    (ControlResult.Backup) ask(socket, new ControlRequest.Backup(folder.resolve("backups"), 3));
            assertThat(backup.backup().records())
                    .as("the entry, and the authority of accounts")
                    .isEqualTo(2);
        }
        assertThat(socket).doesNotExist();
        assertThat(folder.resolve("backups/1/rollcall.store")).exists();
    }

    @Test
    void inMemoryThereIsASocketWhereOneIsWantedOnly() throws Exception {
        Path socket = folder.resolve("ask");
        try (RollcallServer _ = start(Map.of("store", "memory"))) {
            assertThat(folder).isEmptyDirectory();
        }
        try (RollcallServer _ = start(Map.of("store", "memory", "control.socket", socket.toString()))) {
            assertThat(ControlClient.connect(socket)).isPresent().get().satisfies(client -> {
                try (client) {
                    client.ask(new ControlRequest.Stats(), ControlProgress.NONE);
                } catch (ControlException e) {
                    assertThat(e.kind()).isEqualTo(ControlException.Kind.REFUSED);
                }
            });
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aServerWithoutASocketServes() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("x".repeat(90)));
        try (RollcallServer server = start(Map.of("data", deep.toString()));
                LDAPConnection client = new LDAPConnection(
                        "127.0.0.1", server.boundAddresses().getFirst().getPort())) {
            assertThat(client.getRootDSE()).isNotNull();
            assertThat(deep.resolve("control.sock")).doesNotExist();
            assertThat(deep.resolve("rollcall.store")).exists();
        }
    }

    @Test
    void aServerThatIsEndedDoesNotWaitForAWorkOfItsStore() throws Exception {
        Path socket = folder.resolve("data/control.sock");
        CountDownLatch begun = new CountDownLatch(1);
        RollcallServer server = start(Map.of());
        CompletableFuture<ControlResult> work = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (ControlClient client = ControlClient.connect(socket).orElseThrow()) {
                work.complete(client.ask(
                        new ControlRequest.Backup(folder.resolve("backups"), 3),
                        (stage, done, total) -> begun.countDown()));
            } catch (Exception e) {
                work.completeExceptionally(e);
            }
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        server.close();
        // It may have been quick enough.
        assertThat(work.handle((result, failure) -> failure == null ? result : failure.getCause())
                        .get(60, TimeUnit.SECONDS))
                .satisfiesAnyOf(
                        done -> assertThat(done).isInstanceOf(ControlResult.Backup.class),
                        ended -> assertThat(String.valueOf(ended)).isNotEmpty());
        assertThat(folder.resolve("data/scratch")).doesNotExist();
    }
}
