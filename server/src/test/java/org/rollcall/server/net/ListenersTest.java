package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.net.ConnectionRules.assertNotice;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.fakes.FakeStream;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Limit;

class ListenersTest implements ConnectionRules {
    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    public RawClient client() throws IOException {
        return new RawClient(server.address());
    }

    @Override
    public RawClient slowClient() throws IOException {
        return new RawClient(server.address(), 4096);
    }

    @Override
    public FakeServer server() {
        return server;
    }

    @Override
    public int many() {
        return 1_000_000;
    }

    @Test
    void aMessageMayComeInAnyPieces() throws IOException {
        try (RawClient client = client()) {
            for (byte octet : Requests.concat(Requests.search(1, "x", 3), Requests.search(2, "x", 0))) {
                client.send(new byte[] {octet});
            }
            assertThat(client.result()).isEqualTo("1:success");
            assertThat(client.result()).isEqualTo("2:success");
        }
    }

    @Test
    void lookingWhetherAnAddressIsFreeLetsNobodyIn() throws Exception {
        try (SocketChannel holder = SocketChannel.open()) {
            // Keeps the port from others, and is no hindrance as it does not listen.
            holder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress address = (InetSocketAddress) holder.getLocalAddress();
            AtomicBoolean enough = new AtomicBoolean();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread looking = Thread.ofPlatform().start(() -> {
                try {
                    while (!enough.get()) {
                        Listeners.checkFree(address);
                    }
                } catch (ListenException e) {
                    failure.set(e);
                }
            });
            try {
                for (int i = 0; i < 3_000; i++) {
                    assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                            .isInstanceOf(ConnectException.class);
                }
            } finally {
                enough.set(true);
                looking.join();
            }
            assertThat(failure).hasNullValue();
        }
    }

    @Test
    void anAddressThatIsListenedOnIsNotFree() {
        assertThatThrownBy(() -> Listeners.checkFree(server.address())).isInstanceOf(ListenException.class);
    }

    @Test
    void repliesToPipelinedRequestsComeInOrder() throws IOException {
        try (RawClient client = client()) {
            List<byte[]> requests = new ArrayList<>();
            for (int id = 1; id <= 1_000; id++) {
                requests.add(Requests.search(id, "x", 1));
            }
            client.send(requests.toArray(byte[][]::new));
            for (int id = 1; id <= 1_000; id++) {
                assertThat(client.result()).isEqualTo(id + ":success");
            }
        }
    }

    @Test
    void whenAllTogetherLeaveTooMuchUnreadSomeAreCutOffAndOthersServed() throws IOException {
        int greedy = 8;
        List<RawClient> clients = new ArrayList<>();
        try (RawClient other = client()) {
            for (int id = 1; id <= greedy; id++) {
                RawClient client = slowClient();
                clients.add(client);
                client.send(Requests.search(id, "x", 1_000_000));
            }
            server.awaitLimited(Limit.OUTPUT_MEMORY);
            server.await(() -> server.pendingOctets() <= FakeServer.ALL_OUTPUT_OCTETS);
            assertThat(server.open()).isGreaterThan(1).isLessThan(greedy + 1);
            other.send(Requests.search(greedy + 1, "x", 10));
            assertThat(other.result()).isEqualTo(greedy + 1 + ":success");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    // On one event loop, each answer would come after a second or so if searches kept the loop from its sockets.
    @Test
    @Timeout(30)
    void aSearchWithoutMatchesKeepsNobodyWaiting() throws IOException {
        try (RawClient searcher = client();
                RawClient other = client()) {
            searcher.send(Requests.search(1, "x", FakeStream.BARREN));
            server.stream(1);
            for (int id = 1; id <= 200; id++) {
                other.send(Requests.search(id, "x", 1));
                assertThat(other.result()).isEqualTo(id + ":success");
            }
        }
    }

    @Test
    void abandonAndCancelAreHeardWhileTheOutputIsStuck() throws IOException {
        try (RawClient client = slowClient()) {
            client.send(Requests.search(1, "x", 1_000_000), Requests.search(2, "x", 1_000_000));
            server.awaitStandstill(server.stream(1));
            server.awaitStandstill(server.stream(2));
            client.send(Requests.abandon(3, 1), Requests.cancel(4, 2));
            assertThat(client.result()).isEqualTo("2:canceled");
            assertThat(client.result()).isEqualTo("4:success");
            client.send(Requests.search(5, "x", 1));
            assertThat(client.result()).isEqualTo("5:success");
            assertThat(server.stream(1).looked()).isLessThan(1_000_000);
            assertThat(server.stream(2).looked()).isLessThan(1_000_000);
        }
    }

    @Test
    void anIdUnderWayUsedAgainEndsTheConnectionWithNotice() throws IOException {
        try (RawClient client = client()) {
            client.send(Requests.add(1), Requests.search(1, "x", 1));
            assertNotice(client, ResultCode.PROTOCOL_ERROR);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void unbindClosesAtOnce() throws IOException {
        try (RawClient client = client()) {
            client.send(Requests.bind(1, 2), Requests.unbind(2));
            assertThat(client.result()).isEqualTo("1:success");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void whatIsNotLdapEndsWithNotice() throws IOException {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.0\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertNotice(client, ResultCode.PROTOCOL_ERROR);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void lastWordsArriveEvenWhileTheClientKeepsSending() throws IOException {
        try (RawClient client = client()) {
            client.send(new byte[] {0x04, 0x00}, new byte[100_000]);
            assertNotice(client, ResultCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void aMessageTooLargeIsRefusedBeforeItIsThere() throws IOException {
        try (RawClient client = client()) {
            client.send(new byte[] {0x30, (byte) 0x83, 0x10, 0x00, 0x00});
            assertNotice(client, ResultCode.PROTOCOL_ERROR);
            assertThat(server.limited(Limit.MESSAGE_SIZE)).isEqualTo(1);
        }
    }

    @Test
    void aMessageOfTheLargestSizeIsTaken() throws IOException {
        int most = FakeServer.MESSAGE_OCTETS;
        try (RawClient client = client()) {
            byte[] fits = Requests.search(1, "x".repeat(most - Requests.search(1, "", 0).length - 12), 0);
            assertThat(fits.length).isBetween(most - 20, most);
            client.send(fits);
            assertThat(client.result()).isEqualTo("1:success");
        }
    }

    @Test
    void connectionsInAllAreLimited() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < FakeServer.CONNECTIONS; i++) {
                RawClient client = client().send(Requests.search(1, "x", 0));
                clients.add(client);
                assertThat(client.result()).isEqualTo("1:success");
            }
            try (RawClient oneTooMany = client()) {
                assertThat(oneTooMany.isClosed()).isTrue();
            }
            assertThat(server.limited(Limit.CONNECTIONS)).isEqualTo(1);
            clients.removeFirst().close();
            server.awaitOpen(FakeServer.CONNECTIONS - 1);
            try (RawClient again = client().send(Requests.search(1, "x", 0))) {
                assertThat(again.result()).isEqualTo("1:success");
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void connectionsFromOneAddressAreLimited() throws IOException {
        try (FakeServer strict = new FakeServer(1, true);
                RawClient first = new RawClient(strict.address()).send(Requests.search(1, "x", 0))) {
            assertThat(first.result()).isEqualTo("1:success");
            try (RawClient second = new RawClient(strict.address())) {
                assertThat(second.isClosed()).isTrue();
            }
            assertThat(strict.limited(Limit.CONNECTIONS_PER_ADDRESS)).isEqualTo(1);
        }
    }

    @Test
    void whoSaysNothingIsSentAway() throws IOException {
        try (RawClient silent = client();
                RawClient slow = client();
                RawClient client = client()) {
            slow.send(new byte[] {0x30});
            client.send(Requests.search(1, "x", 0));
            assertThat(client.result()).isEqualTo("1:success");
            server.awaitOpen(3);
            server.pass(FakeServer.FIRST_MESSAGE.plusMillis(1));
            assertNotice(silent, ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertNotice(slow, ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertThat(silent.isClosed()).isTrue();
            assertThat(server.limited(Limit.FIRST_MESSAGE_TIME)).isEqualTo(2);
            client.send(Requests.search(2, "x", 0));
            assertThat(client.result()).isEqualTo("2:success");
        }
    }

    @Test
    void whoIsIdleForTooLongIsSentAway() throws IOException {
        try (RawClient idle = client();
                RawClient busy = client();
                RawClient trickling = client()) {
            for (RawClient client : List.of(idle, busy, trickling)) {
                client.send(Requests.search(1, "x", 0));
                assertThat(client.result()).isEqualTo("1:success");
            }
            server.pass(FakeServer.IDLE.dividedBy(2));
            busy.send(Requests.search(2, "x", 0));
            assertThat(busy.result()).isEqualTo("2:success");
            trickling.send(new byte[] {0x30});
            server.pass(FakeServer.IDLE.dividedBy(2).plusMillis(1));
            assertNotice(idle, ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertNotice(trickling, ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertThat(server.limited(Limit.IDLE_TIME)).isEqualTo(2);
            busy.send(Requests.search(3, "x", 0));
            assertThat(busy.result()).isEqualTo("3:success");
        }
    }

    @Test
    void closingFinishesWhatIsUnderWayAndSaysGoodbye() throws Exception {
        try (RawClient working = client();
                RawClient idle = client();
                RawClient old = client()) {
            working.send(Requests.add(1));
            server.awaitCommits(1);
            old.send(Requests.bind(1, 2));
            assertThat(old.result()).isEqualTo("1:success");
            idle.send(Requests.search(1, "x", 0));
            assertThat(idle.result()).isEqualTo("1:success");
            CompletableFuture<Void> closed = server.beginClosing();
            assertNotice(idle, ResultCode.UNAVAILABLE);
            assertThat(idle.isClosed()).isTrue();
            idle.close();
            assertThat(old.isClosed()).isTrue();
            old.close();
            assertThatThrownBy(this::client).isInstanceOf(IOException.class);
            assertThat(closed).isNotDone();
            server.commitAll();
            assertThat(working.result()).isEqualTo("1:success");
            assertNotice(working, ResultCode.UNAVAILABLE);
            working.close();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void aPortInUseIsAnErrorThatNamesIt() {
        assertThatThrownBy(() -> server.listeners().listen(server.address(), 1, Encrypting.NEVER))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(Integer.toString(server.address().getPort()));
    }

    @Test
    void mutatedMessagesNeverKeepTheNextClientFromItsAnswer() throws IOException {
        Random random = new Random(20260101);
        List<byte[]> seeds = Requests.ofEveryKind();
        for (int i = 0; i < 3_000; i++) {
            byte[] mutant = Mutations.mutate(seeds.get(random.nextInt(seeds.size())), random);
            try (RawClient client = client()) {
                client.send(mutant);
                client.socket().shutdownOutput();
                while (client.socket().getInputStream().skip(Long.MAX_VALUE) > 0) {
                    // whatever it answers
                }
            } catch (IOException e) {
                assertThat(e).isInstanceOf(java.net.SocketException.class);
            }
            if (i % 100 == 0) {
                try (RawClient next = client().send(Requests.search(1, "x", 1))) {
                    assertThat(next.result()).isEqualTo("1:success");
                }
            }
        }
        server.awaitOpen(0);
        assertThat(server.failures()).isEmpty();
    }

    @Test
    void anAddressThatIsNotOursCannotBeListenedOn() {
        assertThatThrownBy(() -> server.listeners()
                        .listen(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 0), 1, Encrypting.NEVER))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("192.0.2.1");
    }
}
