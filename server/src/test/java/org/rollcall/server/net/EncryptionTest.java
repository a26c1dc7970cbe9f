package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.net.ConnectionRules.assertNotice;
import static org.rollcall.server.net.ConnectionRules.assertSearches;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.config.Settings;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.Pki;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.Protection;
import org.rollcall.server.tls.HandshakeResult;
import org.rollcall.server.tls.Tls;

/**
 * TLS on sockets, with clients that do as they should, and others. It is longer than other classes, as what may go wrong
 * between the two ends has many forms and all of them need the same certificates and servers.
 */
class EncryptionTest implements ConnectionRules {
    private static final Pki PKI = new Pki("authority");
    private static final Pki.Issued SERVER = PKI.issue("server");
    private static final Pki.Issued CLIENT = PKI.issue("client");
    private static final byte[] HELLO = hello();

    private final Path folder;
    private final Tls tls;
    private final FakeServer server;
    private final List<AutoCloseable> others = new ArrayList<>();

    EncryptionTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        tls = tls(Map.of());
        server = new FakeServer(new Encrypting.FromTheStart(tls));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        tls.close();
        for (AutoCloseable other : others) {
            other.close();
        }
    }

    private Tls tls(Map<String, String> more) throws Exception {
        SERVER.write(folder, "server");
        PKI.authority().write(folder, "ca");
        Map<String, String> settings = new HashMap<>(Map.of(
                "tls.certificate", folder.resolve("server.pem").toString(),
                "tls.key", folder.resolve("server-key.pem").toString(),
                "tls.clientCa", folder.resolve("ca.pem").toString()));
        settings.putAll(more);
        return Tls.start(Settings.of(settings).tls(), InstantSource.system()).orElseThrow();
    }

    private FakeServer onRequest() {
        FakeServer plain = new FakeServer(new Encrypting.OnRequest(tls));
        others.add(plain);
        return plain;
    }

    private static byte[] hello() {
        try {
            SSLEngine engine = PKI.clients().createSSLEngine("localhost", 636);
            engine.setUseClientMode(true);
            ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), record);
            return Arrays.copyOf(record.array(), record.position());
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLSocket secure(Socket socket, SSLContext context, String version) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        secured.setEnabledProtocols(new String[] {version});
        secured.startHandshake();
        return secured;
    }

    private static RawClient client(FakeServer server, SSLContext context, String version) throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        try {
            return new RawClient(secure(socket, context, version));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public RawClient client() throws IOException {
        return client(server, PKI.clients(), "TLSv1.3");
    }

    @Override
    public RawClient slowClient() throws IOException {
        Socket small = new Socket();
        small.setReceiveBufferSize(4096);
        small.connect(server.address());
        return new RawClient(secure(small, PKI.clients(), "TLSv1.3"));
    }

    @Override
    public FakeServer server() {
        return server;
    }

    @Override
    public int many() {
        return 200_000;
    }

    private long handshakes(HandshakeResult result) {
        return tls.counters().handshakes(result);
    }

    private void awaitHandshakes(HandshakeResult result, int count) {
        server.await(() -> handshakes(result) == count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void requestsAreAnsweredUnderEachVersion(String version) throws Exception {
        try (RawClient client = client(server, PKI.clients(), version)) {
            assertSearches(client, 1);
            assertSearches(client, 2);
            assertThat(server.protections()).singleElement().satisfies(protection -> {
                assertThat(((Protection.Tls) protection).version()).isEqualTo(version);
                assertThat(((Protection.Tls) protection).cipherSuite()).contains("AES_128_GCM");
                assertThat(((Protection.Tls) protection).client()).isEmpty();
            });
            assertThat(tls.counters().open()).isEqualTo(1);
            assertThat(handshakes(HandshakeResult.DONE)).isEqualTo(1);
        }
        server.awaitOpen(0);
        assertThat(tls.counters().open()).isZero();
    }

    @Test
    void aMessageMayComeInAnyPieces() throws IOException {
        try (RawClient client = client()) {
            for (byte octet : Requests.search(1, "x", 3)) {
                client.send(new byte[] {octet});
            }
            assertThat(client.result()).isEqualTo("1:success");
        }
    }

    /** A socket that shows what comes before it is decrypted. */
    private static final class Tapped extends Socket {
        private final List<Byte> records = new ArrayList<>();
        private int left;
        private final byte[] header = new byte[5];
        private int headerOctets;

        private Tapped(FakeServer server) throws IOException {
            super(server.address().getAddress(), server.address().getPort());
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    int count = super.read(into, from, most);
                    for (int i = from; i < from + count; i++) {
                        seen(into[i]);
                    }
                    return count;
                }
            };
        }

        private void seen(byte octet) {
            if (left > 0) {
                left--;
                return;
            }
            header[headerOctets++] = octet;
            if (headerOctets == header.length) {
                headerOctets = 0;
                left = (header[3] & 0xff) << 8 | (header[4] & 0xff);
                records.add(header[0]);
            }
        }
    }

    @Test
    void whatOneReadBroughtIsAnsweredTogether() throws IOException {
        Tapped tapped = new Tapped(server);
        try (RawClient client = new RawClient(secure(tapped, PKI.clients(), "TLSv1.2"))) {
            assertSearches(client, 1);
            int before = tapped.records.size();
            List<byte[]> requests = new ArrayList<>();
            for (int id = 1; id <= 200; id++) {
                requests.add(Requests.search(id, "x", 1));
            }
            client.send(requests.toArray(byte[][]::new));
            for (int id = 1; id <= 200; id++) {
                assertThat(client.result()).isEqualTo(id + ":success");
            }
            // One if nothing came between; the loop may look around, or the network cut what was sent.
            assertThat(tapped.records.size() - before).isBetween(1, 40);
        }
    }

    @Test
    void aClientsCertificateIsKept() throws Exception {
        try (Tls asking = tls(Map.of("tls.clientCertificates", "request"));
                FakeServer curious = new FakeServer(new Encrypting.FromTheStart(asking))) {
            try (RawClient known = client(curious, PKI.clients(CLIENT), "TLSv1.3")) {
                assertSearches(known, 1);
                assertThat(curious.protections())
                        .singleElement()
                        .satisfies(protection -> assertThat(((Protection.Tls) protection).client())
                                .contains(CLIENT.certificate()));
            }
            curious.awaitOpen(0);
            try (RawClient unknown = client(curious, PKI.clients(), "TLSv1.3")) {
                assertSearches(unknown, 1);
                assertThat(((Protection.Tls) curious.protections().getFirst()).client())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateThatIsRequiredMustBeThereAndBelieved(String version) throws Exception {
        Pki strangers = new Pki("strangers");
        SSLContext stranger = strangersThatBelieveUs(strangers);
        try (Tls strict = tls(Map.of("tls.clientCertificates", "require"));
                FakeServer guarded = new FakeServer(new Encrypting.FromTheStart(strict))) {
            try (RawClient known = client(guarded, PKI.clients(CLIENT), version)) {
                assertSearches(known, 1);
            }
            for (SSLContext unwanted : List.of(PKI.clients(), stranger)) {
                assertThatThrownBy(() -> {
                            // A client of TLS 1.3 hears of it after its own part of the handshake.
                            try (RawClient client = client(guarded, unwanted, version)) {
                                client.send(Requests.search(1, "x", 1)).read();
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
            guarded.await(() -> strict.counters().handshakes(HandshakeResult.FAILED) == 2);
            guarded.awaitOpen(0);
        }
    }

    private static SSLContext strangersThatBelieveUs(Pki strangers) throws Exception {
        Pki.Issued strange = strangers.issue("client");
        // Shown whatever the server says it wants.
        X509ExtendedKeyManager keys = new X509ExtendedKeyManager() {
            @Override
            public String[] getClientAliases(String type, Principal[] issuers) {
                return new String[] {"own"};
            }

            @Override
            public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
                return "own";
            }

            @Override
            public String[] getServerAliases(String type, Principal[] issuers) {
                return new String[0];
            }

            @Override
            public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
                return null;
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return new X509Certificate[] {strange.certificate()};
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return strange.keys().getPrivate();
            }
        };
        return PKI.clientsWith(keys);
    }

    @Test
    void whoTakesTooLongForTheHandshakeIsSentAway() throws IOException {
        try (RawClient silent = new RawClient(server.address());
                RawClient halfway = new RawClient(server.address());
                RawClient client = client()) {
            halfway.send(Arrays.copyOf(HELLO, HELLO.length / 2));
            server.awaitOpen(3);
            // The client is done with its handshake before the server is.
            awaitHandshakes(HandshakeResult.DONE, 1);
            server.pass(FakeServer.HANDSHAKE.dividedBy(2));
            halfway.send(Arrays.copyOfRange(HELLO, HELLO.length / 2, HELLO.length / 2 + 1));
            server.pass(FakeServer.HANDSHAKE.dividedBy(2).plusMillis(1));
            assertThat(silent.isClosed()).isTrue();
            assertThat(halfway.isClosed()).isTrue();
            assertThat(server.limited(Limit.HANDSHAKE_TIME)).isEqualTo(2);
            assertThat(handshakes(HandshakeResult.TIMED_OUT)).isEqualTo(2);
            assertSearches(client, 1);
        }
    }

    @Test
    void whoSaysNothingAfterTheHandshakeIsToldAndSentAway() throws IOException {
        try (RawClient silent = client()) {
            awaitHandshakes(HandshakeResult.DONE, 1);
            server.pass(FakeServer.FIRST_MESSAGE.plusMillis(1));
            assertNotice(silent, ResultCode.ADMIN_LIMIT_EXCEEDED);
            // Without the alert that closes TLS, this would be an exception.
            assertThat(silent.socket().getInputStream().read()).isEqualTo(-1);
            assertThat(server.limited(Limit.FIRST_MESSAGE_TIME)).isEqualTo(1);
        }
    }

    @Test
    void whoIsIdleForTooLongIsToldAndSentAway() throws IOException {
        try (RawClient idle = client()) {
            assertSearches(idle, 1);
            server.pass(FakeServer.IDLE.plusMillis(1));
            assertNotice(idle, ResultCode.ADMIN_LIMIT_EXCEEDED);
            assertThat(idle.socket().getInputStream().read()).isEqualTo(-1);
            assertThat(server.limited(Limit.IDLE_TIME)).isEqualTo(1);
        }
        server.awaitOpen(0);
    }

    @Test
    void connectionsAreCountedBeforeTheHandshake() throws IOException {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < FakeServer.CONNECTIONS; i++) {
                silent.add(new RawClient(server.address()));
            }
            server.awaitOpen(FakeServer.CONNECTIONS);
            try (RawClient oneTooMany = new RawClient(server.address())) {
                assertThat(oneTooMany.isClosed()).isTrue();
            }
            assertThat(server.limited(Limit.CONNECTIONS)).isEqualTo(1);
        } finally {
            for (RawClient each : silent) {
                each.close();
            }
        }
    }

    /** What came until the end, which comes without a fault. */
    private static byte[] rest(RawClient client) throws IOException {
        return client.socket().getInputStream().readAllBytes();
    }

    @Test
    void plainLdapOnAnEncryptedPortIsClosedWithoutAWordOfLdap() throws IOException {
        // The second of them could be taken for a greeting of SSL 2.
        for (int id = 1; id <= 3; id++) {
            try (RawClient plain = new RawClient(server.address()).send(Requests.bind(id, 3))) {
                assertThat(rest(plain)).isEmpty();
            }
        }
        awaitHandshakes(HandshakeResult.NOT_TLS, 3);
        server.awaitOpen(0);
        assertNextIsServed();
    }

    @Test
    void aTlsGreetingOnAPlainPortIsClosedWithoutAWordOfLdap() throws IOException {
        for (Encrypting plain : List.of(Encrypting.NEVER, new Encrypting.OnRequest(tls))) {
            try (FakeServer unencrypted = new FakeServer(plain);
                    RawClient client = new RawClient(unencrypted.address()).send(HELLO)) {
                assertThat(rest(client)).isEmpty();
                client.close();
                unencrypted.awaitOpen(0);
            }
        }
    }

    @Test
    void aGreetingCutAnywhereLeavesNothingBehind() throws IOException {
        for (int length = 0; length < HELLO.length; length++) {
            new RawClient(server.address()).send(Arrays.copyOf(HELLO, length)).close();
        }
        awaitHandshakes(HandshakeResult.BROKEN_OFF, HELLO.length);
        server.awaitOpen(0);
        assertNextIsServed();
    }

    /** Sends something and reads whatever comes, until the server closes. */
    private void provoke(byte[] octets) throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(octets);
            client.socket().shutdownOutput();
            rest(client);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void junkAndSpoiledGreetingsKeepNobodyFromBeingServed() throws IOException {
        Random random = new Random(20260101);
        for (int i = 0; i < 300; i++) {
            byte[] junk = new byte[1 + random.nextInt(400)];
            random.nextBytes(junk);
            provoke(junk);
            provoke(Mutations.mutate(HELLO, random));
        }
        server.awaitOpen(0);
        assertThat(server.failures()).isEmpty();
        assertNextIsServed();
    }

    @Test
    void recordsAndMessagesOfTheHandshakeMayNotBeHuge() throws IOException {
        byte[] record = new byte[5 + 0xffff];
        System.arraycopy(new byte[] {22, 3, 1, -1, -1, 1, 0, -1, -6}, 0, record, 0, 9);
        provoke(record);
        // A greeting of 16 MiB, as it says, of which more comes as long as the server takes it.
        byte[] part = new byte[5 + 16384];
        System.arraycopy(new byte[] {22, 3, 1, 0x40, 0, 1, -1, -1, -1}, 0, part, 0, 9);
        byte[] more = new byte[5 + 16384];
        System.arraycopy(new byte[] {22, 3, 1, 0x40, 0}, 0, more, 0, 5);
        try (RawClient client = new RawClient(server.address())) {
            OutputStream out = client.socket().getOutputStream();
            out.write(part);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            out.write(more);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        awaitHandshakes(HandshakeResult.FAILED, 2);
        server.awaitOpen(0);
        assertNextIsServed();
    }

    @Test
    void agreeingAnewIsRefused() throws IOException {
        try (RawClient client = client(server, PKI.clients(), "TLSv1.2")) {
            assertSearches(client, 1);
            assertThatThrownBy(() -> {
                        ((SSLSocket) client.socket()).startHandshake();
                        client.send(Requests.search(2, "x", 1)).read();
                    })
                    .isInstanceOf(IOException.class);
        }
        server.awaitOpen(0);
        assertThat(handshakes(HandshakeResult.DONE)).isEqualTo(1);
        assertNextIsServed();
    }

    @Test
    void spoiledRecordsEndTheConnection() throws IOException {
        Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort());
        try (RawClient client = new RawClient(secure(socket, PKI.clients(), "TLSv1.3"))) {
            assertSearches(client, 1);
            socket.getOutputStream().write(new byte[] {23, 3, 3, 0, 32});
            socket.getOutputStream().write(new byte[32]);
            assertThatThrownBy(() -> client.socket().getInputStream().read()).isInstanceOf(IOException.class);
        }
        server.awaitOpen(0);
        assertNextIsServed();
    }

    @Test
    void whoClosesTlsIsAnsweredInKind() throws IOException {
        try (RawClient client = client()) {
            assertSearches(client, 1);
            ((SSLSocket) client.socket()).shutdownOutput();
            assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
            server.awaitOpen(0);
        }
    }

    @Test
    void unbindClosesTls() throws IOException {
        try (RawClient client = client()) {
            client.send(Requests.bind(1, 3), Requests.unbind(2));
            assertThat(client.result()).isEqualTo("1:success");
            assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void spoiledMessagesUnderTlsKeepNobodyFromBeingServed() throws IOException {
        Random random = new Random(5);
        List<byte[]> seeds = Requests.ofEveryKind();
        for (int i = 0; i < 30; i++) {
            try (RawClient client = client()) {
                client.send(Mutations.mutate(seeds.get(random.nextInt(seeds.size())), random));
            }
        }
        server.awaitOpen(0);
        assertThat(server.failures()).isEmpty();
        assertNextIsServed();
    }

    @Test
    void closingSaysGoodbyeUnderTls() throws Exception {
        try (RawClient idle = client();
                RawClient agreeing = new RawClient(server.address()).send(Arrays.copyOf(HELLO, 20))) {
            assertSearches(idle, 1);
            server.awaitOpen(2);
            CompletableFuture<Void> closed = server.beginClosing();
            assertNotice(idle, ResultCode.UNAVAILABLE);
            assertThat(idle.socket().getInputStream().read()).isEqualTo(-1);
            assertThat(agreeing.isClosed()).isTrue();
            idle.close();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    @Test
    void tlsBeginsOnRequest() throws IOException {
        FakeServer plain = onRequest();
        try (RawClient client = new RawClient(plain.address())) {
            assertSearches(client, 1);
            assertThat(plain.protections()).containsExactly(Protection.NONE);
            assertThat(client.send(Requests.startTls(2)).result()).isEqualTo("2:success");
            RawClient secured = new RawClient(secure(client.socket(), PKI.clients(), "TLSv1.3"));
            assertSearches(secured, 3);
            assertThat(plain.protections()).singleElement().isInstanceOf(Protection.Tls.class);
            assertThat(secured.send(Requests.startTls(4)).result()).isEqualTo("4:operationsError");
            assertSearches(secured, 5);
        }
    }

    @Test
    void whatFollowsTheRequestInClearTextIsNotTakenForProtected() throws IOException {
        for (byte[] injected : List.of(Requests.add(2), new byte[] {0x30}, HELLO)) {
            FakeServer plain = onRequest();
            try (RawClient client = new RawClient(plain.address())) {
                client.send(Requests.startTls(1), injected);
                assertNotice(client, ResultCode.PROTOCOL_ERROR);
                assertThat(client.isClosed()).isTrue();
                assertThat(plain.commits()).isZero();
            }
        }
    }

    @Test
    void clearTextAfterTheAnswerIsNotTakenForProtected() throws IOException {
        FakeServer plain = onRequest();
        try (RawClient client = new RawClient(plain.address())) {
            assertThat(client.send(Requests.startTls(1)).result()).isEqualTo("1:success");
            client.send(Requests.add(2));
            assertThat(rest(client)).isEmpty();
            plain.awaitOpen(0);
            assertThat(plain.commits()).isZero();
        }
    }

    @Test
    void tlsDoesNotBeginWhileOperationsAreUnderWay() throws IOException {
        FakeServer plain = onRequest();
        try (RawClient client = new RawClient(plain.address())) {
            client.send(Requests.add(1));
            plain.awaitCommits(1);
            assertThat(client.send(Requests.startTls(2)).result()).isEqualTo("2:operationsError");
            plain.commitAll();
            assertThat(client.result()).isEqualTo("1:success");
            assertThat(client.send(Requests.startTls(3)).result()).isEqualTo("3:success");
        }
    }

    @Test
    void whoAsksForTlsAndDoesNotBeginIsSentAway() throws IOException {
        FakeServer plain = onRequest();
        try (RawClient client = new RawClient(plain.address())) {
            assertThat(client.send(Requests.startTls(1)).result()).isEqualTo("1:success");
            plain.pass(FakeServer.HANDSHAKE.plusMillis(1));
            assertThat(client.isClosed()).isTrue();
            assertThat(plain.limited(Limit.HANDSHAKE_TIME)).isEqualTo(1);
        }
    }

    @Test
    void whereThereIsNoTlsItIsRefused() throws IOException {
        try (FakeServer never = new FakeServer();
                RawClient client = new RawClient(never.address()).send(Requests.startTls(1))) {
            assertThat(client.result()).isEqualTo("1:protocolError");
            assertSearches(client, 2);
        }
    }
}
