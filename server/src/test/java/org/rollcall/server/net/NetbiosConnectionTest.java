package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.fakes.NetbiosSocket.KEEP_ALIVE;
import static org.rollcall.server.fakes.NetbiosSocket.MESSAGE;
import static org.rollcall.server.fakes.NetbiosSocket.name;
import static org.rollcall.server.fakes.NetbiosSocket.packet;
import static org.rollcall.server.fakes.NetbiosSocket.request;
import static org.rollcall.server.net.ConnectionRules.assertNotice;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.NetbiosSocket;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Limit;

/** What holds for connections holds for those within NetBIOS sessions; and what comes before and beside the messages. */
class NetbiosConnectionTest implements ConnectionRules {
    private static final String NAME = "ILS";
    private static final byte[] POSITIVE = {(byte) 0x82, 0, 0, 0};

    private final FakeServer server = netbios(Map.of());

    @AfterEach
    void close() {
        server.close();
    }

    private static FakeServer netbios(Map<String, String> more) {
        return netbios(FakeServer.CONNECTIONS, false, more);
    }

    private static FakeServer netbios(int connectionsPerAddress, boolean limited, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("netbios.name", NAME));
        settings.putAll(more);
        return FakeServer.ofNetbios(connectionsPerAddress, limited, settings);
    }

    @Override
    public RawClient client() throws IOException {
        return NetbiosSocket.client(server.address(), NAME);
    }

    @Override
    public RawClient slowClient() throws IOException {
        return NetbiosSocket.slowClient(server.address(), NAME);
    }

    private NetbiosSocket stranger() throws IOException {
        return NetbiosSocket.connected(server.address(), "");
    }

    private static byte[] negative(int code) {
        return new byte[] {(byte) 0x83, 0, 0, 1, (byte) code};
    }

    private static void assertRefused(NetbiosSocket socket, int code) throws IOException {
        assertThat(socket.readPacket()).isEqualTo(negative(code));
        assertThat(socket.readPacket()).as("closed").isEmpty();
    }

    @Override
    public FakeServer server() {
        return server;
    }

    @Override
    public int many() {
        return 300_000;
    }

    @Test
    void requestsAreAnsweredWithinASession() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.send(Requests.search(1, "x", 3)).result()).isEqualTo("1:success");
            assertThat(client.send(Requests.search(2, "x", 3)).result()).isEqualTo("2:success");
        }
        server.awaitOpen(0);
        assertThat(server.malformed()).isZero();
    }

    @Test
    void theFirstMessageNeedNotWaitForTheAnswer() throws IOException {
        try (NetbiosSocket socket = stranger()) {
            socket.sendRaw(request(name(NAME, 0x20)), packet(MESSAGE, Requests.search(1, "x", 1)));
            assertThat(socket.readPacket()).isEqualTo(POSITIVE);
            assertThat(new RawClient(socket).result()).isEqualTo("1:success");
        }
    }

    @Test
    void everythingMayComeInAnyPieces() throws IOException {
        try (NetbiosSocket socket = stranger()) {
            for (byte octet : Requests.concat(
                    packet(KEEP_ALIVE), request(name(NAME, 0)), packet(MESSAGE, Requests.search(1, "x", 3)))) {
                socket.sendRaw(new byte[] {octet});
            }
            assertThat(socket.readPacket()).isEqualTo(POSITIVE);
            assertThat(new RawClient(socket).result()).isEqualTo("1:success");
        }
    }

    @Test
    void aMessageMaySpanFramesAndAFrameHoldSeveral() throws IOException {
        try (RawClient client = client()) {
            byte[] all =
                    Requests.concat(Requests.search(1, "x", 2), Requests.search(2, "x", 2), Requests.search(3, "x", 2));
            int cut = Requests.search(1, "x", 2).length + 10;
            NetbiosSocket socket = (NetbiosSocket) client.socket();
            socket.sendRaw(
                    packet(MESSAGE, Arrays.copyOf(all, 3)),
                    packet(MESSAGE),
                    packet(KEEP_ALIVE),
                    packet(MESSAGE, Arrays.copyOfRange(all, 3, cut)),
                    packet(MESSAGE, Arrays.copyOfRange(all, cut, all.length)));
            assertThat(List.of(client.result(), client.result(), client.result()))
                    .containsExactly("1:success", "2:success", "3:success");
        }
    }

    @Test
    void noFrameIsLongerThanItsLengthCanSay() throws IOException {
        try (RawClient greedy = slowClient()) {
            greedy.send(Requests.search(1, "x", many()));
            server.awaitStandstill(server.stream(1));
            assertThat(greedy.result()).isEqualTo("1:success");
            assertThat(((NetbiosSocket) greedy.socket()).longestFrame()).isLessThanOrEqualTo(131_071);
        }
    }

    @Test
    void theLimitOfAMessageHoldsHoweverItsFramesAreCut() throws IOException {
        try (RawClient client = client()) {
            byte[] large = Requests.search(1, "x".repeat(FakeServer.MESSAGE_OCTETS), 1);
            client.send(Arrays.copyOf(large, 1_000), Arrays.copyOfRange(large, 1_000, 4_000));
            assertNotice(client, ResultCode.PROTOCOL_ERROR);
            assertThat(server.limited(Limit.MESSAGE_SIZE)).isEqualTo(1);
        }
    }

    @Test
    void showingThatOneIsThereIsNoRequest() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.send(Requests.search(1, "x", 3)).result()).isEqualTo("1:success");
            ((NetbiosSocket) client.socket()).sendRaw(packet(KEEP_ALIVE));
            server.pass(FakeServer.IDLE.plusMillis(1));
            assertNotice(client, ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void whoIsSilentIsShownThatTheServerIsThere() throws IOException {
        try (FakeServer alive = netbios(Map.of("netbios.keepAlive", "5ms"));
                RawClient client = NetbiosSocket.client(alive.address(), NAME)) {
            assertThat(((NetbiosSocket) client.socket()).readPacket()).isEqualTo(packet(KEEP_ALIVE));
            assertThat(((NetbiosSocket) client.socket()).readPacket()).isEqualTo(packet(KEEP_ALIVE));
            assertThat(client.send(Requests.search(1, "x", 3)).result()).isEqualTo("1:success");
        }
    }

    @Test
    void whoCallsSomebodyElseIsToldSo() throws IOException {
        for (Map.Entry<Integer, byte[]> refused : Map.of(
                        0x82, name("OTHER", 0x20),
                        0x80, name(NAME, 3))
                .entrySet()) {
            try (NetbiosSocket socket = stranger()) {
                socket.sendRaw(request(refused.getValue()), packet(MESSAGE, Requests.add(1)));
                assertRefused(socket, refused.getKey());
            }
        }
        try (NetbiosSocket socket = stranger()) {
            socket.sendRaw(packet(NetbiosSocket.REQUEST, name(NAME, 0x20), name("CLIENT", 0, "elsewhere")));
            assertRefused(socket, 0x81);
        }
        server.awaitOpen(0);
        assertThat(server.commits()).isZero();
        assertThat(server.malformed()).isZero();
    }

    @Test
    void whoSendsNoSensibleRequestIsToldSo() throws IOException {
        for (byte[] nonsense : List.of(
                Requests.search(1, "x", 1),
                packet(MESSAGE, Requests.search(1, "x", 1)),
                packet(NetbiosSocket.REQUEST),
                packet(NetbiosSocket.REQUEST, new byte[600]),
                packet(NetbiosSocket.REQUEST, name(NAME, 0x20)),
                packet(NetbiosSocket.REQUEST, name(NAME, 0x20), name("CLIENT", 0), new byte[1]),
                packet(0x82))) {
            try (NetbiosSocket socket = stranger()) {
                socket.sendRaw(nonsense);
                assertRefused(socket, 0x8f);
            }
        }
        server.awaitOpen(0);
        assertThat(server.malformed()).isEqualTo(7);
        assertNextIsServed();
    }

    @Test
    void whatCameBeforeNonsenseIsAnswered() throws IOException {
        for (byte[] nonsense : List.of(
                request(name(NAME, 0x20)), packet(0x86), packet(KEEP_ALIVE, new byte[1]), new byte[] {0, 2, 0, 0})) {
            try (RawClient client = client()) {
                ((NetbiosSocket) client.socket())
                        .sendRaw(
                                packet(MESSAGE, Requests.search(1, "x", 1)),
                                nonsense,
                                packet(MESSAGE, Requests.add(2)));
                assertThat(client.result()).isEqualTo("1:success");
                assertThat(client.isClosed()).isTrue();
            }
        }
        server.awaitOpen(0);
        assertThat(server.commits()).isZero();
        assertThat(server.malformed()).isEqualTo(4);
        assertNextIsServed();
    }

    @Test
    void allAreSentElsewhereWhereThatIsWanted() throws IOException {
        try (FakeServer away = netbios(Map.of("netbios.retargetAddress", "192.0.2.7", "netbios.retargetPort", "5139"));
                NetbiosSocket socket = NetbiosSocket.connected(away.address(), "")) {
            socket.sendRaw(request(name("ANYBODY", 0x20)));
            assertThat(socket.readPacket()).containsExactly(0x84, 0, 0, 6, 192, 0, 2, 7, 0x14, 0x13);
            assertThat(socket.readPacket()).isEmpty();
        }
    }

    @Test
    void whoCameTooManyIsTold() throws IOException {
        try (FakeServer small = netbios(1, true, Map.of());
                RawClient first = NetbiosSocket.client(small.address(), NAME);
                NetbiosSocket second = NetbiosSocket.connected(small.address(), "")) {
            assertRefused(second, 0x83);
            assertThat(small.limited(Limit.CONNECTIONS_PER_ADDRESS)).isEqualTo(1);
            assertThat(first.send(Requests.search(1, "x", 1)).result()).isEqualTo("1:success");
        }
    }

    @Test
    void whoDoesNotSayWhomItWantsIsSentAway() throws IOException {
        try (NetbiosSocket silent = stranger();
                NetbiosSocket slow = stranger();
                RawClient client = client()) {
            slow.sendRaw(Arrays.copyOf(request(name(NAME, 0x20)), 30));
            server.awaitOpen(3);
            server.pass(FakeServer.FIRST_MESSAGE.plusMillis(1));
            assertRefused(silent, 0x8f);
            assertRefused(slow, 0x8f);
            assertNotice(client, ResultCode.ADMIN_LIMIT_EXCEEDED);
        }
    }

    @Test
    void closingFinishesWhatIsUnderWayAndSaysGoodbye() throws Exception {
        try (RawClient working = client();
                NetbiosSocket silent = stranger()) {
            working.send(Requests.add(1));
            server.awaitCommits(1);
            server.awaitOpen(2);
            CompletableFuture<Void> closed = server.beginClosing();
            assertRefused(silent, 0x8f);
            silent.close();
            server.commitAll();
            assertThat(working.result()).isEqualTo("1:success");
            assertNotice(working, ResultCode.UNAVAILABLE);
            assertThat(working.isClosed()).isTrue();
            working.close();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void unbindEndsTheSession() throws IOException {
        try (RawClient client = client()) {
            client.send(Requests.bind(1, 3), Requests.unbind(2));
            assertThat(client.result()).isEqualTo("1:success");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void encryptionIsNotOffered() throws IOException {
        try (RawClient client = client()) {
            assertThat(client.send(Requests.startTls(1)).result()).isEqualTo("1:protocolError");
        }
    }

    @Test
    void spoiledFramesKeepNobodyFromBeingServed() throws IOException {
        Random random = new Random(7);
        List<byte[]> seeds = Requests.ofEveryKind();
        for (int i = 0; i < 200; i++) {
            byte[] begin = request(name(NAME, 0x20));
            byte[] message = packet(MESSAGE, seeds.get(random.nextInt(seeds.size())));
            try (NetbiosSocket socket = stranger()) {
                socket.sendRaw(
                        random.nextBoolean() ? begin : Mutations.mutate(begin, random),
                        Mutations.mutate(message, random));
            }
        }
        server.awaitOpen(0);
        assertThat(server.failures()).isEmpty();
        assertNextIsServed();
    }
}
