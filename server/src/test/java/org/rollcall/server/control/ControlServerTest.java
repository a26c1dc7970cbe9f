package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.server.audit.Deed;
import org.rollcall.server.control.ControlException.Kind;
import org.rollcall.server.ldif.Entries;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.Selection;
import org.rollcall.store.rocksdb.RocksStore;

/**
 * The channel's server over real sockets, with peers of every kind. It is longer than other classes, so that all that a
 * peer may do to the server stands in one place.
 */
class ControlServerTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final long WAIT_SECONDS = 60;
    private static final ControlResult DONE = new ControlResult.Compact(new RocksStore.Compaction(2, 1));
    private static final Entries NO_ENTRIES = new Entries() {
        @Override
        public void read(Selection selection, Sink sink) {
            throw new AssertionError("nobody asks for entries");
        }

        @Override
        public Intake intake(IntakeTerms terms) {
            throw new AssertionError("nobody brings entries");
        }
    };
    /** Those of whom nobody asks anything. */
    static final ControlHandlers NOBODY = new ControlHandlers(
            (request, progress) -> {
                throw new AssertionError("nobody asks for the store");
            },
            (request, progress) -> {
                throw new AssertionError("nobody asks for accounts");
            },
            (request, progress) -> {
                throw new AssertionError("nobody asks for descriptors");
            },
            NO_ENTRIES);

    private static final String COMPACT = "{\"version\":1,\"request\":\"compact\"}\n";

    @TempDir
    Path folder;

    private final BlockingQueue<Deed> accounted = new LinkedBlockingQueue<>();
    private final BlockingQueue<ControlRequest> asked = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    private Path socket() {
        return folder.resolve("control.sock");
    }

    /** Only the store is asked. */
    static ControlHandlers storing(ControlHandler<ControlRequest.OfStore> store) {
        return new ControlHandlers(store, NOBODY.accounts(), NOBODY.descriptors(), NOBODY.entries());
    }

    private ControlServer start(ControlHandler<ControlRequest.OfStore> handler, ControlLimits limits)
            throws IOException {
        ControlServer server =
                ControlServer.start(socket(), storing(handler), Optional.of(accounted::add), limits, nanos::get);
        open.add(server);
        return server;
    }

    private static ControlLimits patient() {
        return new ControlLimits(10_000, 20_000, 3, 10, 20_000, LONG, LONG, Duration.ZERO);
    }

    private ControlServer start() throws IOException {
        return start(
                (request, progress) -> {
                    asked.add(request);
                    return DONE;
                },
                patient());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        open.add(peer);
        return peer;
    }

    private static void send(SocketChannel peer, byte[] octets) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            peer.write(left);
        }
    }

    private static String read(SocketChannel peer) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        try {
            while (peer.read(buffer) >= 0) {
                octets.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (SocketException e) {
            // So the system tells that not all that was sent was read.
            assertThat(e).hasMessage("Connection reset");
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private String ask(String request) throws IOException {
        SocketChannel peer = connect();
        send(peer, request.getBytes(StandardCharsets.UTF_8));
        return read(peer);
    }

    private ControlResult ask(ControlRequest.OfStore request, ControlProgress progress) throws Exception {
        try (ControlClient client = ControlClient.connect(socket()).orElseThrow()) {
            return client.ask(request, progress);
        }
    }

    @Test
    void oneLineIsAskedAndOneIsAnswered() throws Exception {
        start();
        assertThat(ask(COMPACT)).isEqualTo("{\"result\":{\"bytesBefore\":2,\"bytesAfter\":1}}\n");
        assertThat(asked).containsExactly(new ControlRequest.Compact());
    }

    @Test
    void aClientGetsProgressAndTheResult() throws Exception {
        start(
                (request, progress) -> {
                    progress.report("copy", 1, 3);
                    progress.report("copy", 2, 3);
                    return DONE;
                },
                patient());
        List<String> told = new ArrayList<>();

        ControlResult result = ask(
                new ControlRequest.Compact(), (stage, done, total) -> told.add(stage + " " + done + " of " + total));

        assertThat(told).containsExactly("copy 1 of 3", "copy 2 of 3");
        assertThat(result).isEqualTo(DONE);
        assertThatThrownBy(() -> ask(new ControlRequest.Stats(), ControlProgress.NONE))
                .as("a result of another kind than was asked for")
                .isInstanceOf(ControlException.class);
    }

    @Test
    void aRefusalIsTheClientsToo() throws Exception {
        start(
                (request, progress) -> {
                    throw new ControlException(Kind.BUSY, "later, \"please\"\n");
                },
                patient());
        assertThatThrownBy(() -> ask(new ControlRequest.Compact(), ControlProgress.NONE))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
                .hasMessage("later, \"please\"\n");
    }

    @Test
    void whatIsDoneIsAccountedForWithWhatCameOfIt() throws Exception {
        start(
                (request, progress) -> switch (request) {
                    case ControlRequest.Backup _ -> throw new ControlException(Kind.REFUSED, "there are other files");
                    case ControlRequest.Compact _, ControlRequest.Stats _ -> DONE;
                },
                patient());
        ask(COMPACT);
        ask("{\"version\":1,\"request\":\"stats\"}\n");
        ask("{\"version\":1,\"request\":\"backup\",\"directory\":\"/x\",\"keep\":1}\n");
        ask("{\"version\":1,\"request\":\"backup\"}\n");
        assertThat(accounted)
                .containsExactly(
                        new Deed.Administration("compact", "", "done"),
                        new Deed.Administration("backup", "/x", "there are other files"));
    }

    @Test
    void progressIsToldNowAndThen() throws Exception {
        start(
                (request, progress) -> {
                    for (int i = 0; i < 100; i++) {
                        progress.report("copy", i, 100);
                        nanos.addAndGet(Duration.ofMillis(10).toNanos());
                    }
                    return DONE;
                },
                new ControlLimits(10_000, 20_000, 3, 10, 20_000, LONG, LONG, Duration.ofMillis(250)));
        List<Long> told = new ArrayList<>();
        ask(new ControlRequest.Compact(), (stage, done, total) -> told.add(done));
        assertThat(told).containsExactly(0L, 25L, 50L, 75L);
    }

    @Test
    void aWorkThatBreaksIsToldAndNothingElseBreaks() throws Exception {
        start(
                (request, progress) -> {
                    throw new IllegalStateException("a mistake of ours");
                },
                patient());
        assertThat(ask(COMPACT)).contains("\"kind\":\"failed\"").contains("a mistake of ours");
        assertThat(ask(COMPACT)).contains("a mistake of ours");
    }

    // What peers send.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r",
                "[1,2]",
                "null",
                "7",
                "\"compact\"",
                "{",
                "{\"version\":1,\"request\":\"compact\"",
                "{\"version\":1}",
                "{\"request\":\"compact\"}",
                "{\"version\":2,\"request\":\"compact\"}",
                "{\"version\":\"1\",\"request\":\"compact\"}",
                "{\"version\":1.5,\"request\":\"compact\"}",
                "{\"version\":99999999999999999999999999,\"request\":\"compact\"}",
                "{\"version\":1,\"request\":\"rm -rf\"}",
                "{\"version\":1,\"request\":7}",
                "{\"version\":1,\"request\":\"compact\",\"force\":true}",
                "{\"version\":1,\"request\":\"compact\",\"request\":\"stats\"}",
                "{\"version\":1,\"request\":\"backup\"}",
                "{\"version\":1,\"request\":\"backup\",\"directory\":\"relative\",\"keep\":1}",
                "{\"version\":1,\"request\":\"backup\",\"directory\":\"/x\\u0000y\",\"keep\":1}",
                "{\"version\":1,\"request\":\"backup\",\"directory\":\"/x\",\"keep\":0}",
                "{\"version\":1,\"request\":\"backup\",\"directory\":\"/x\",\"keep\":-1}",
                "{\"version\":1,\"request\":\"backup\",\"directory\":\"/x\",\"keep\":4294967297}",
                "{\"version\":1,\"request\":\"backup\",\"directory\":[\"/x\"],\"keep\":1}",
            })
    void whatIsNoRequestIsAnsweredSo(String line) throws Exception {
        start();
        assertThat(ask(line + "\n"))
                .startsWith("{\"error\":{\"kind\":\"not-understood\",\"message\":\"not understood: ");
        assertThat(asked).isEmpty();
        assertThat(ask(COMPACT)).contains("result");
    }

    @Test
    void octetsThatAreNoTextAreNoRequestEither() throws Exception {
        start();
        SocketChannel peer = connect();
        send(peer, new byte[] {'{', '"', (byte) 0xff, (byte) 0xc3, '"', ':', '1', '}', '\n'});
        assertThat(read(peer)).contains("not-understood");

        SocketChannel deep = connect();
        send(deep, ("{\"a\":" + "[".repeat(9_000) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(read(deep)).contains("not-understood");
        assertThat(ask(COMPACT)).contains("result");
    }

    @Test
    void aLineOfALengthThatIsNotAllowedEndsThere() throws Exception {
        start();
        SocketChannel peer = connect();
        CompletableFuture<Void> sender = CompletableFuture.runAsync(
                () -> {
                    try {
                        while (true) {
                            send(peer, new byte[10_000]);
                        }
                    } catch (IOException e) {
                        // As it should.
                    }
                },
                Thread::startVirtualThread);
        assertThat(read(peer)).contains("a line of more than 10000 octets");
        sender.get(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(ask(COMPACT)).contains("result");
    }

    @Test
    void anEndBeforeTheLinesEndIsNoRequest() throws Exception {
        start();
        SocketChannel peer = connect();
        send(peer, COMPACT.strip().getBytes(StandardCharsets.UTF_8));
        peer.shutdownOutput();
        assertThat(read(peer)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatComesAfterTheRequestIsNotLookedAt() throws Exception {
        start();
        assertThat(ask(COMPACT + COMPACT + "garbage")).containsOnlyOnce("result");
        assertThat(asked).hasSize(1);
    }

    @Test
    void aPeerThatSaysNothingIsLeft() throws Exception {
        start(
                (request, progress) -> DONE,
                new ControlLimits(10_000, 20_000, 1, 10, 20_000, SHORT, SHORT, Duration.ZERO));
        SocketChannel silent = connect();
        assertThat(read(silent)).isEmpty();
        // Its place is free again.
        String answer = ask(COMPACT);
        while (answer.contains("busy")) {
            answer = ask(COMPACT);
        }
        assertThat(answer).contains("result");
    }

    @Test
    void aPeerThatIsSlowIsLeftToo() throws Exception {
        start(
                (request, progress) -> DONE,
                new ControlLimits(Integer.MAX_VALUE, 20_000, 1, 10, 20_000, SHORT, SHORT, Duration.ZERO));
        SocketChannel slow = connect();
        assertThatThrownBy(() -> {
                    while (true) {
                        send(slow, new byte[] {' '});
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private static ControlResult workForever(ControlProgress progress, CountDownLatch ended) {
        try {
            for (long done = 0; ; done++) {
                progress.report("copy", done, Long.MAX_VALUE);
            }
        } catch (CancellationException e) {
            ended.countDown();
            throw e;
        }
    }

    @Test
    void aPeerThatDoesNotReadEndsItsWork() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        start(
                (request, progress) -> workForever(progress, ended),
                new ControlLimits(10_000, 20_000, 1, 10, 20_000, SHORT, SHORT, Duration.ZERO));
        SocketChannel deaf = connect();
        send(deaf, COMPACT.getBytes(StandardCharsets.UTF_8));
        assertThat(ended.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPeerThatGoesAwayEndsItsWork() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        start((request, progress) -> workForever(progress, ended), patient());
        SocketChannel peer = connect();
        send(peer, COMPACT.getBytes(StandardCharsets.UTF_8));
        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(1);
        peer.close();
        assertThat(ended.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void moreAtOnceThanAllowedAreSentAway() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        BlockingQueue<ControlRequest> begun = new LinkedBlockingQueue<>();
        start(
                (request, progress) -> {
                    begun.add(request);
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return DONE;
                },
                patient());
        List<SocketChannel> working = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SocketChannel peer = connect();
            send(peer, COMPACT.getBytes(StandardCharsets.UTF_8));
            assertThat(begun.poll(WAIT_SECONDS, TimeUnit.SECONDS)).isNotNull();
            working.add(peer);
        }
        assertThatThrownBy(() -> ask(new ControlRequest.Compact(), ControlProgress.NONE))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
                .hasMessageContaining("3 requests are under way");
        end.countDown();
        for (SocketChannel each : working) {
            assertThat(read(each)).contains("result");
        }
        String answer = ask(COMPACT);
        while (answer.contains("busy")) {
            answer = ask(COMPACT);
        }
        assertThat(answer).contains("result");
    }

    // The socket.

    @Test
    void onlyItsOwnerMayUseIt() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        try (var names = Files.list(folder)) {
            assertThat(names).containsExactly(socket());
        }
    }

    @Test
    void whatAKilledServerLeftIsReplaced() throws Exception {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket()));
        }
        Files.createDirectory(folder.resolve(".control"));
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(folder.resolve(".control/s")));
        }
        assertThat(socket()).exists();
        assertThat(ControlClient.connect(socket())).isEmpty();
        start();
        assertThat(ask(COMPACT)).contains("result");
        assertThat(folder.resolve(".control")).doesNotExist();
    }

    @Test
    void oneThatALivingServerUsesIsNot() throws Exception {
        start();
        assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("another server is using");
        assertThat(ask(COMPACT)).contains("result");
    }

    @Test
    void somethingElseIsLeftAlone() throws Exception {
        Files.writeString(socket(), "chapter 1");
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else than a socket");
        assertThat(socket()).hasContent("chapter 1");
    }

    @Test
    void aNameThatIsTooLongIsToldWithTheRemedy() {
        Path deep = folder.resolve("x".repeat(100)).resolve("control.sock");
        assertThatThrownBy(() ->
                        ControlServer.start(deep, storing((request, progress) -> DONE), Optional.empty(), patient()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too long: the system allows 106 octets, and there are ")
                .hasMessageContaining("--control.socket");
        assertThatThrownBy(() -> ControlServer.start(
                        folder.resolve("none/s"), storing((request, progress) -> DONE), Optional.empty(), patient()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no directory for");
    }

    @Test
    void theLongestNameWorks() throws Exception {
        int left = 106 - folder.toString().length() - "//control.sock".length();
        Path longest = folder.resolve("x".repeat(left)).resolve("control.sock");
        Files.createDirectory(longest.getParent());
        assertThat(longest.toString()).hasSize(106);
        try (ControlServer server = ControlServer.start(
                        longest, storing((request, progress) -> DONE), Optional.empty(), patient());
                ControlClient client = ControlClient.connect(server.path()).orElseThrow()) {
            assertThat(client.ask(new ControlRequest.Compact(), ControlProgress.NONE))
                    .isEqualTo(DONE);
        }
    }

    @Test
    void atTheEndItsNameGoesAndWhoeverAsksHearsThat() throws Exception {
        ControlServer server = start();
        SocketChannel asking = connect();
        send(asking, "{".getBytes(StandardCharsets.UTF_8));
        SocketChannel other = connect();
        send(other, COMPACT.getBytes(StandardCharsets.UTF_8));
        assertThat(read(other)).contains("result");

        server.close();

        assertThat(read(asking)).isEmpty();
        assertThat(socket()).doesNotExist();
        assertThat(ControlClient.connect(socket())).isEmpty();
        start();
    }

    @Test
    void aNameThatIsAnothersByNowStays() throws Exception {
        ControlServer first = start();
        Files.delete(socket());
        start();
        first.close();
        assertThat(ask(COMPACT)).contains("result");
    }

    @Test
    void aWorkThatIsBeingDoneWhenItClosesEndsByItself() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ControlServer server = start(
                (request, progress) -> {
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    progress.report("copy", 1, 1);
                    throw new CancellationException("the server ends");
                },
                patient());
        SocketChannel peer = connect();
        send(peer, COMPACT.getBytes(StandardCharsets.UTF_8));
        begun.await();
        server.close();
        end.countDown();
        assertThat(read(peer)).contains("progress").contains("it was ended: the server ends");
    }
}
