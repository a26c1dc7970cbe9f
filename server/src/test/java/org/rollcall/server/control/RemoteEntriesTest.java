package org.rollcall.server.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.DirectoryException;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ldif.ExternalValues;
import org.rollcall.ldap.ldif.LdifLimits;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.ldif.Entries;
import org.rollcall.server.ldif.ImportListener;
import org.rollcall.server.ldif.ImportSummary;
import org.rollcall.server.ldif.IntakeTerms;
import org.rollcall.server.ldif.LdifImport;
import org.rollcall.server.ldif.Outcome;
import org.rollcall.server.ldif.Selection;

/** Entries over the channel, with peers that are slow, too large, or gone. */
class RemoteEntriesTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final long WAIT_SECONDS = 60;
    private static final Outcome TAKEN = new Outcome.Taken(true, false, List.of("entryCSN"));
    private static final OctetString DN = OctetString.wrap(new byte[] {'c', 'n', '=', (byte) 0xff, '\n'});
    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute(
                    "jpegPhoto;x-\u00e4", List.of(OctetString.wrap(new byte[] {0, (byte) 0x80}), OctetString.EMPTY)),
            new Attribute("cn", List.of()));

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<OctetString> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<CompletableFuture<Outcome>> pending = new LinkedBlockingQueue<>();

    /** Gives one entry over and over, and leaves what comes to the test. */
    private class Fake implements Entries {
        private final long given;
        private final CountDownLatch ended = new CountDownLatch(1);

        Fake(long given) {
            this.given = given;
        }

        @Override
        public void read(Selection selection, Sink sink) throws IOException {
            if (!selection.base().isRoot()) {
                throw DirectoryException.noSuchObject("");
            }
            try {
                for (long i = 0; i < given; i++) {
                    sink.accept(DN, ATTRIBUTES);
                }
            } finally {
                ended.countDown();
            }
        }

        @Override
        public Intake intake(IntakeTerms terms) {
            return (dn, attributes) -> {
                CompletableFuture<Outcome> outcome = new CompletableFuture<>();
                pending.add(outcome);
                arrived.add(dn);
                return outcome;
            };
        }
    }

    private ControlServer start(Entries entries, Duration patience) throws IOException {
        return start(entries, LONG, patience);
    }

    private ControlServer start(Entries entries, Duration patience, Duration entryPatience) throws IOException {
        ControlServer server = ControlServer.start(
                folder.resolve("s"),
                new ControlHandlers(
                        ControlServerTest.NOBODY.store(),
                        ControlServerTest.NOBODY.accounts(),
                        ControlServerTest.NOBODY.descriptors(),
                        entries),
                Optional.empty(),
                new ControlLimits(10_000, 2_000, 3, 4, 2_000, patience, entryPatience, Duration.ZERO));
        open.add(server);
        return server;
    }

    private RemoteEntries remote() {
        RemoteEntries entries =
                new RemoteEntries(ControlClient.connect(folder.resolve("s")).orElseThrow());
        open.add(entries);
        return entries;
    }

    private SocketChannel peer(String text) throws IOException {
        SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s")));
        open.add(peer);
        send(peer, text);
        return peer;
    }

    private static void send(SocketChannel peer, String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            peer.write(octets);
        }
    }

    /** All that comes until the end. */
    private static String text(SocketChannel peer) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(10_000);
        while (peer.read(buffer.clear()) >= 0) {
            octets.write(buffer.array(), 0, buffer.position());
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static String request(ControlRequest request) {
        return new String(ControlCodec.encode(request), StandardCharsets.UTF_8) + "\n";
    }

    private static Outcome await(CompletionStage<Outcome> outcome) throws Exception {
        return outcome.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T found = queue.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(found).isNotNull();
        return found;
    }

    @AfterEach
    void close() throws Exception {
        pending.forEach(each -> each.complete(TAKEN));
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void entriesAreReadAsTheyAreWhateverTheirOctets() throws Exception {
        start(new Fake(1000), LONG);
        List<OctetString> names = new ArrayList<>();
        remote().read(Selection.ALL, (dn, attributes) -> {
            names.add(dn);
            assertThat(attributes).isEqualTo(ATTRIBUTES);
        });
        assertThat(names).hasSize(1000).containsOnly(DN);
    }

    @Test
    void aReaderMayTakeMoreTimeForEntriesThanForItsRequest() throws Exception {
        start(new Fake(5_000), Duration.ofSeconds(1), LONG);
        SocketChannel peer = peer(request(new ControlRequest.Export(Selection.ALL)));
        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(1);
        // Those that say nothing at all are clocks: each is left when that time is over.
        for (int i = 0; i < 2; i++) {
            assertThat(peer("").read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThat(text(peer)).endsWith("{\"result\":{\"count\":5000}}\n");
    }

    @Test
    void anAnswerThatIsNotWholeIsNoExport() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            RemoteEntries remote = remote();
            SocketChannel peer = server.accept();
            open.add(peer);
            Line entry = new Line.Entry(new EntriesCodec.Sent.Entry(DN, List.of()));
            for (Line each : List.of(entry, new Line.Result(new ControlResult.Entries(2)))) {
                send(peer, new String(ControlCodec.encode(each), StandardCharsets.UTF_8) + "\n");
            }
            assertThatThrownBy(() -> remote.read(Selection.ALL, (dn, attributes) -> {}))
                    .isInstanceOfSatisfying(
                            DirectoryException.class,
                            e -> assertThat(e.result().diagnosticMessage()).contains("not whole: 1 entries came"));
        }
    }

    @Test
    void whatTheServerRefusesIsSaidInItsWords() throws Exception {
        start(new Fake(0), LONG);
        Selection nowhere = new Selection(org.rollcall.ldap.name.DnParser.parse("o=Elsewhere"), Selection.ALL.filter());
        assertThatThrownBy(() -> remote().read(nowhere, (dn, attributes) -> {}))
                .isInstanceOfSatisfying(
                        DirectoryException.class,
                        e -> assertThat(e.result().diagnosticMessage()).isEqualTo("no such entry"));
    }

    @Test
    void aReaderThatGoesAwayEndsTheReading() throws Exception {
        Fake fake = new Fake(Long.MAX_VALUE);
        start(fake, LONG);
        SocketChannel peer = peer(request(new ControlRequest.Export(Selection.ALL)));
        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(1);
        peer.close();
        assertThat(fake.ended.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aReaderThatReadsNothingIsLeft() throws Exception {
        Fake fake = new Fake(Long.MAX_VALUE);
        start(fake, SHORT);
        peer(request(new ControlRequest.Export(Selection.ALL)));
        assertThat(fake.ended.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerThatEndsEndsAReading() throws Exception {
        ControlServer server = start(new Fake(Long.MAX_VALUE), LONG);
        boolean[] closed = {false};
        assertThatThrownBy(() -> remote().read(Selection.ALL, (dn, attributes) -> {
                    if (!closed[0]) {
                        closed[0] = true;
                        server.close();
                    }
                }))
                .isInstanceOfSatisfying(
                        DirectoryException.class,
                        e -> assertThat(e.result())
                                .isEqualTo(
                                        LdapResult.of(
                                                ResultCode.UNAVAILABLE,
                                                "the connection broke: the server ended, or waited too long for this command")));
    }

    @Test
    void manyEntriesAreUnderWayAndAreAnsweredInTheirOrder() throws Exception {
        start(new Fake(0), LONG);
        Entries.Intake intake = remote().intake(IntakeTerms.DEFAULT);
        CompletionStage<Outcome> first = intake.put(DN, ATTRIBUTES);
        CompletionStage<Outcome> second = intake.put(OctetString.of("cn=b"), ATTRIBUTES);
        assertThat(next(arrived)).isEqualTo(DN);
        assertThat(next(arrived)).isEqualTo(OctetString.of("cn=b"));
        CompletableFuture<Outcome> one = next(pending);
        next(pending).complete(new Outcome.Refused("no \"b\""));
        one.complete(TAKEN);
        assertThat(await(first)).isEqualTo(TAKEN);
        assertThat(await(second)).isEqualTo(new Outcome.Refused("no \"b\""));
    }

    @Test
    void noMoreAreReadThanMayBeOutstanding() throws Exception {
        start(new Fake(0), LONG);
        Entries.Intake intake = remote().intake(IntakeTerms.DEFAULT);
        List<CompletionStage<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(intake.put(OctetString.of("cn=" + i), List.of()));
        }
        // Four in the queue, one that is waited for, and one for which there is no place.
        for (int i = 0; i < 6; i++) {
            assertThat(next(arrived)).isEqualTo(OctetString.of("cn=" + i));
        }
        assertThat(arrived.poll(100, TimeUnit.MILLISECONDS)).isNull();
        for (int i = 0; i < 20; i++) {
            next(pending).complete(new Outcome.Refused("number " + i));
            assertThat(await(all.get(i))).isEqualTo(new Outcome.Refused("number " + i));
        }
    }

    @Test
    void noMoreIsTakenInThanMayBeOutstanding() throws Exception {
        start(new Fake(0), LONG);
        Entries.Intake intake = remote().intake(IntakeTerms.DEFAULT);
        // Each takes a bit more than a third of the room when it stands in Base64.
        List<Attribute> attributes = List.of(Attribute.of("comment", "x".repeat(500)));
        List<CompletionStage<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(intake.put(OctetString.of("cn=" + i), attributes));
        }
        assertThat(next(arrived)).isEqualTo(OctetString.of("cn=0"));
        assertThat(next(arrived)).isEqualTo(OctetString.of("cn=1"));
        assertThat(arrived.poll(100, TimeUnit.MILLISECONDS)).isNull();
        for (CompletionStage<Outcome> each : all) {
            next(pending).complete(TAKEN);
            assertThat(await(each)).isEqualTo(TAKEN);
        }
        assertThat(arrived).containsExactly(OctetString.of("cn=2"), OctetString.of("cn=3"));
    }

    @Test
    void anEntryThatIsTooLongStopsTheImportAndSaysWhy() throws Exception {
        start(new Fake(0), LONG);
        Entries.Intake intake = remote().intake(IntakeTerms.DEFAULT);
        CompletionStage<Outcome> small = intake.put(DN, List.of());
        next(pending).complete(TAKEN);
        assertThat(await(small)).isEqualTo(TAKEN);
        CompletionStage<Outcome> large = intake.put(DN, List.of(Attribute.of("comment", "x".repeat(2_000))));
        assertThat(await(large))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("an entry in a line of more than 2000 octets"));
        assertThat(await(intake.put(DN, List.of()))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    @Timeout(WAIT_SECONDS)
    void aClientThatVanishesLeavesNothingUndoneThatArrived() throws Exception {
        start(new Fake(0), LONG);
        RemoteEntries entries = remote();
        Entries.Intake intake = entries.intake(IntakeTerms.DEFAULT);
        CompletionStage<Outcome> lost = intake.put(DN, List.of());
        CompletableFuture<Outcome> first = next(pending);
        SocketChannel vanishing = peer(request(new ControlRequest.Import(IntakeTerms.DEFAULT))
                + new String(
                        EntriesCodec.encode(new EntriesCodec.Sent.Entry(OctetString.of("cn=v"), List.of())),
                        StandardCharsets.UTF_8)
                + "\n");
        CompletableFuture<Outcome> second = next(pending);
        assertThat(intakeWhereThereIsRoom()).isPresent();
        assertThat(intakeWhereThereIsRoom()).as("a fourth").isEmpty();
        vanishing.close();
        second.complete(TAKEN);
        first.complete(TAKEN);
        assertThat(await(lost)).isEqualTo(TAKEN);
        // Its place is free again.
        Optional<Entries.Intake> another = Optional.empty();
        while (another.isEmpty()) {
            another = intakeWhereThereIsRoom();
        }
        CompletionStage<Outcome> put = another.get().put(DN, List.of());
        next(pending).complete(TAKEN);
        assertThat(await(put)).isEqualTo(TAKEN);
    }

    private Optional<Entries.Intake> intakeWhereThereIsRoom() {
        RemoteEntries entries = remote();
        try {
            return Optional.of(entries.intake(IntakeTerms.DEFAULT));
        } catch (DirectoryException e) {
            assertThat(e.result())
                    .isEqualTo(LdapResult.of(ResultCode.BUSY, "3 requests are under way; try again later"));
            entries.close();
            return Optional.empty();
        }
    }

    @Test
    void anOutcomeThatFailsIsToldAndNothingHangs() throws Exception {
        start(new Fake(0), LONG);
        Entries.Intake intake = remote().intake(IntakeTerms.DEFAULT);
        CompletionStage<Outcome> first = intake.put(DN, List.of());
        next(pending).completeExceptionally(new IllegalStateException("a mistake of ours"));
        assertThat(await(first))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("a mistake of ours"));
        CompletionStage<Outcome> second = intake.put(DN, List.of());
        next(pending).complete(TAKEN);
        assertThat(await(second)).isEqualTo(TAKEN);
    }

    @Test
    void aServerThatEndsFailsWhatIsUnderWayAndNothingHangs() throws Exception {
        ControlServer server = start(new Fake(0), LONG);
        RemoteEntries entries = remote();
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            file.append("dn: cn=").append(i).append("\nobjectClass: rtPerson\n\n");
        }
        List<String> refusals = new ArrayList<>();
        CompletableFuture<ImportSummary> imported = CompletableFuture.supplyAsync(
                () -> new LdifImport(entries.intake(IntakeTerms.DEFAULT), true, new ImportListener() {
                            @Override
                            public void refused(long line, String reason) {
                                refusals.add(reason);
                            }

                            @Override
                            public void done(long records) {}
                        })
                        .run(
                                new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)),
                                LdifLimits.DEFAULT,
                                ExternalValues.REFUSED),
                Thread::startVirtualThread);
        next(pending).complete(TAKEN);
        next(pending);
        next(pending);
        server.close();
        ImportSummary summary = imported.get(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(summary.whole()).isFalse();
        assertThat(summary.refused()).isZero();
        assertThat(summary.failed()).isGreaterThan(1);
        assertThat(refusals)
                .singleElement()
                .asString()
                .matches(".*: the server ended, .*; \\d+ entries were not answered, and may be there or not");
    }

    @Test
    void garbageAmongEntriesEndsTheImport() throws Exception {
        start(new Fake(0), LONG);
        for (String line : List.of(
                "x",
                "{}",
                "{\"end\":1}",
                "{\"entry\":{\"dn\":\"*\",\"attributes\":[]}}",
                "{\"entry\":{\"dn\":\"\",\"attributes\":[7]}}",
                "{\"entry\":{\"dn\":\"\",\"attributes\":[]},\"more\":1}",
                "{\"entry\":{\"dn\":\"\",\"attributes\":[{\"name\":\"cn\",\"values\":[1]}]}}")) {
            SocketChannel peer = peer(request(new ControlRequest.Import(IntakeTerms.DEFAULT)) + line + "\n");
            assertThat(text(peer)).as(line).contains("\n{\"error\":{\"kind\":\"not-understood\"");
        }
        assertThat(arrived).isEmpty();
    }

    @Test
    void requestsAndOutcomesAreReadAsTheyWereWritten() throws Exception {
        for (ControlRequest each : List.of(
                new ControlRequest.Export(Selection.ALL),
                new ControlRequest.Export(new Selection(
                        org.rollcall.ldap.name.DnParser.parse("cn=a\\2cb\\ff,o=x"),
                        org.rollcall.ldap.filter.FilterParser.parse("(|(cn=\\ff*)(!(sn=\u00e4)))"))),
                new ControlRequest.Import(IntakeTerms.DEFAULT),
                new ControlRequest.Import(new IntakeTerms(
                        IntakeTerms.Existing.KEEP, Optional.of(Duration.ofHours(2)), Set.of("a", "b"), true)))) {
            assertThat(ControlCodec.decodeRequest(ControlCodec.encode(each))).isEqualTo(each);
        }
        for (Outcome each : List.of(
                TAKEN, new Outcome.Kept(), new Outcome.BuiltIn(), new Outcome.Refused("r"), new Outcome.Failed("f"))) {
            ControlCodec.Line line = new ControlCodec.Line.Settled(each);
            assertThat(ControlCodec.decodeAnswer(
                            new ControlRequest.Import(IntakeTerms.DEFAULT), ControlCodec.encode(line)))
                    .isEqualTo(line);
        }
    }
}
