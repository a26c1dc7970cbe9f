package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.ClientOptions;
import org.rollcall.access.ntlm.Protection;
import org.rollcall.access.ntlm.crypto.ChannelBindings;
import org.rollcall.access.ntlm.crypto.MessageSecurityException;
import org.rollcall.access.ntlm.crypto.OneWayFunctions;
import org.rollcall.access.ntlm.crypto.Responses;
import org.rollcall.access.ntlm.crypto.SecurityContext;
import org.rollcall.access.ntlm.crypto.SessionKeys;
import org.rollcall.access.ntlm.crypto.Side;
import org.rollcall.access.ntlm.message.AuthenticateMessage;
import org.rollcall.access.ntlm.message.ChallengeMessage;
import org.rollcall.access.ntlm.message.ClientChallenge;
import org.rollcall.access.ntlm.message.FileTime;
import org.rollcall.access.ntlm.message.NegotiateFlag;
import org.rollcall.access.ntlm.message.NegotiateFlags;
import org.rollcall.access.ntlm.message.Version;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.Password;
import org.rollcall.identity.password.PasswordSecrets;
import org.rollcall.identity.password.Secret;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.SicilyBindResponse;
import org.rollcall.server.fakes.NtlmUser;
import org.rollcall.server.fakes.Pki;
import org.rollcall.server.fakes.RawClient;
import org.rollcall.server.fakes.Requests;

/** A whole server, to which clients log on by NTLM; what goes over the connection then is signed or sealed. */
@Timeout(120)
class NtlmServerTest {
    private static final Pki PKI = new Pki("authority");
    private static final Pki.Issued SERVER = PKI.issue("server");
    private static final String SICILY = "";

    @TempDir
    private Path folder;

    private RollcallServer start(Map<String, String> more) throws Exception {
        SERVER.write(folder, "server");
        Map<String, String> all = new HashMap<>(Map.of(
                "tls.ports", "0",
                "tls.certificate", folder.resolve("server.pem").toString(),
                "tls.key", folder.resolve("server-key.pem").toString()));
        all.putAll(more);
        RollcallServer server = RollcallServerTest.start(all);
        var book = server.accounts().book();
        var sid = book.addAccount(AccountName.of("alice"))
                .toCompletableFuture()
                .join()
                .sid();
        try (Password password = Password.of("wonder".toCharArray())) {
            PasswordSecrets secrets = server.accounts().hasher().hash(password);
            Secret hash = Secret.copyOf(password.ofTyped(OneWayFunctions::ntV1).toByteArray());
            book.setSecrets(
                            sid,
                            Optional.of(
                                    secrets.withNtHash(server.accounts().seal().seal(sid, hash))))
                    .toCompletableFuture()
                    .join();
        }
        return server;
    }

    private static NtlmUser alice(Protection protection) {
        return new NtlmUser("alice", "wonder", protection, InstantSource.system());
    }

    private static RawClient plain(RollcallServer server) throws IOException {
        return new RawClient(server.boundAddresses().getFirst());
    }

    private static RawClient encrypted(RollcallServer server) throws IOException {
        InetSocketAddress address = server.boundTlsAddresses().getFirst();
        SSLSocket socket = (SSLSocket)
                PKI.clients().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.startHandshake();
        return new RawClient(socket);
    }

    /** What the server says to a client's first message. */
    private static OctetString challenge(RawClient client, NtlmUser user, String mechanism) throws IOException {
        client.send(Requests.encode(1, user.negotiate(mechanism)));
        if (mechanism.equals(SICILY)) {
            return ((SicilyBindResponse) client.readSicily().op()).serverCredentials();
        }
        return ((BindResponse) client.read().op()).serverSaslCredentials().orElse(OctetString.EMPTY);
    }

    private static NtlmUser.Answer logOn(RawClient client, NtlmUser user, String mechanism) throws IOException {
        NtlmUser.Answer answer = user.answer(challenge(client, user, mechanism));
        client.send(Requests.encode(2, NtlmUser.respond(mechanism, answer)));
        return answer;
    }

    private static byte[] whoAmI(int id) {
        return Requests.encode(id, new ExtendedRequest(Oids.WHO_AM_I, Optional.empty()));
    }

    private static String whoAmI(LdapMessage answer) {
        return ((ExtendedResponse) answer.op()).value().orElseThrow().utf8();
    }

    /** As clients of LDAP do, also where they asked for signatures only. */
    private static SecurityContext sealing(SessionKeys keys) {
        return new SessionKeys(keys.flags().with(NegotiateFlag.SEAL), keys.exportedSessionKey())
                .securityContext(Side.CLIENT)
                .orElseThrow();
    }

    /** The client's end of a security layer. */
    private record Wrapped(SecurityContext context, DataInputStream in, DataOutputStream out) {
        static Wrapped of(RawClient client, NtlmUser.Answer answer) throws IOException {
            return new Wrapped(
                    sealing(answer.keys()),
                    new DataInputStream(client.socket().getInputStream()),
                    new DataOutputStream(client.socket().getOutputStream()));
        }

        void send(byte[] octets) throws IOException {
            byte[] wrapped = context.wrap(octets);
            out.writeInt(wrapped.length);
            out.write(wrapped);
            out.flush();
        }

        LdapMessage read() throws IOException {
            byte[] wrapped = new byte[in.readInt()];
            in.readFully(wrapped);
            try {
                return new MessageDecoder(DecoderLimits.DEFAULT)
                        .decode(Unpooled.wrappedBuffer(context.unwrap(wrapped)));
            } catch (MessageSecurityException | ProtocolException e) {
                throw new AssertionError("not from the server: " + e.getMessage(), e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NTLM,SIGNED", "NTLM,SEALED", "GSS-SPNEGO,SEALED", "'',SIGNED", "'',SEALED"})
    void whatFollowsALogonIsWrappedBothWays(String mechanism, Protection protection) throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = plain(server)) {
            NtlmUser.Answer answer = logOn(client, alice(protection), mechanism);
            assertThat(client.result()).isEqualTo("2:success");
            Wrapped wrapped = Wrapped.of(client, answer);

            wrapped.send(whoAmI(3));
            assertThat(whoAmI(wrapped.read())).isEqualTo("u:alice");

            byte[] add = Requests.add(4);
            wrapped.send(Arrays.copyOf(add, 10));
            wrapped.send(Arrays.copyOfRange(add, 10, add.length));
            assertThat(RawClient.result(wrapped.read()).code().label()).isEqualTo("success");
            wrapped.send(Requests.bind(5, 3));
            assertThat(RawClient.result(wrapped.read()).code().label()).isEqualTo("unwillingToPerform");
            wrapped.send(Requests.unbind(6));
            assertThat(wrapped.in().read()).isEqualTo(-1);
        }
    }

    @Test
    void whatSomebodyChangedOnItsWayEndsTheConnectionAndOthersGoOn() throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = plain(server);
                RawClient other = plain(server)) {
            Wrapped wrapped = Wrapped.of(client, logOn(client, alice(Protection.SIGNED), "NTLM"));
            assertThat(client.result()).isEqualTo("2:success");
            byte[] changed = wrapped.context().wrap(whoAmI(3));
            changed[changed.length - 1] ^= 1;

            wrapped.out().writeInt(changed.length);
            wrapped.out().write(changed);

            assertThat(client.isClosed()).isTrue();
            assertThat(whoAmI(other.send(whoAmI(1)).read())).isEmpty();
        }
    }

    @Test
    void clearTextInPlaceOfWhatIsSignedEndsTheConnection() throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = plain(server)) {
            logOn(client, alice(Protection.SIGNED), "NTLM");
            assertThat(client.result()).isEqualTo("2:success");

            assertThat(client.send(whoAmI(3)).isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTLM", SICILY})
    void underTlsNothingIsWrappedBesides(String mechanism) throws Exception {
        try (RollcallServer server = start(Map.of());
                RawClient client = encrypted(server)) {
            ClientOptions asks = new ClientOptions(
                    ClientOptions.of(Protection.SEALED).asks(), Protection.NONE, Optional.empty(), Optional.empty());
            logOn(client, new NtlmUser("alice", "wonder", asks, InstantSource.system()), mechanism);

            assertThat(client.result()).isEqualTo("2:success");
            assertThat(whoAmI(client.send(whoAmI(3)).read())).isEqualTo("u:alice");
        }
    }

    private static String bindBound(RollcallServer server, boolean right) throws Exception {
        try (RawClient client = encrypted(server)) {
            byte[] certificate = ((SSLSocket) client.socket())
                    .getSession()
                    .getPeerCertificates()[0]
                    .getEncoded();
            Octets endPoint = Octets.copyOf(MessageDigest.getInstance("SHA-256").digest(certificate));
            Octets channel = Octets.concat(
                    Octets.copyOf("tls-server-end-point:".getBytes(StandardCharsets.US_ASCII)),
                    right ? endPoint : Octets.zeros(32));
            ClientOptions options = new ClientOptions(
                    ClientOptions.of(Protection.NONE).asks(),
                    Protection.NONE,
                    Optional.of(ChannelBindings.hash(channel.toByteArray())),
                    Optional.empty());
            logOn(client, new NtlmUser("alice", "wonder", options, InstantSource.system()), "NTLM");
            return client.result();
        }
    }

    private static String bind(RawClient connected, NtlmUser user) throws IOException {
        try (RawClient client = connected) {
            logOn(client, user, "NTLM");
            return client.result();
        }
    }

    @Test
    void anOperatorMayWantLogonsBoundToTheirConnection() throws Exception {
        try (RollcallServer server = start(Map.of("ntlm.channelBindingsRequired", "true"))) {
            assertThat(bindBound(server, true)).isEqualTo("2:success");
            assertThat(bindBound(server, false)).isEqualTo("2:invalidCredentials");
            assertThat(bind(encrypted(server), alice(Protection.NONE))).isEqualTo("2:invalidCredentials");
        }
        try (RollcallServer server = start(Map.of())) {
            assertThat(bindBound(server, false)).isEqualTo("2:invalidCredentials");
            assertThat(bind(encrypted(server), alice(Protection.NONE))).isEqualTo("2:success");
        }
    }

    @Test
    void anOperatorMayWantMoreOrLess() throws Exception {
        try (RollcallServer server = start(Map.of())) {
            assertThat(bind(plain(server), alice(Protection.NONE))).isEqualTo("2:success");
            assertThat(bindByV1(server)).isEqualTo("2:invalidCredentials");
            assertThat(bindAsNobody(server)).isEqualTo("2:invalidCredentials");
        }
        try (RollcallServer server = start(Map.of("ntlm.signingRequired", "true"))) {
            assertThat(bind(plain(server), alice(Protection.SIGNED))).isEqualTo("2:success");
            try (RawClient client = plain(server)) {
                assertThat(challenge(client, alice(Protection.NONE), "NTLM").isEmpty())
                        .isTrue();
            }
        }
        try (RollcallServer server = start(Map.of("ntlm.oldResponses", "true", "ntlm.anonymous", "true"))) {
            assertThat(bindByV1(server)).isEqualTo("2:success");
            assertThat(bindAsNobody(server)).isEqualTo("2:success");
        }
    }

    @Test
    void aLogonGrowsOld() throws Exception {
        try (RollcallServer server = start(Map.of("ntlm.maxSkew", "1h"))) {
            assertThat(bindAtTime(server, Duration.ofMinutes(10))).isEqualTo("2:success");
            assertThat(bindAtTime(server, Duration.ofHours(2))).isEqualTo("2:invalidCredentials");
        }
        try (RollcallServer server = start(Map.of())) {
            assertThat(bindAtTime(server, Duration.ofHours(2))).isEqualTo("2:success");
        }
    }

    /** By a client that believes its own clock, which is slow. */
    private static String bindAtTime(RollcallServer server, Duration behind) throws Exception {
        try (RawClient client = plain(server)) {
            ChallengeMessage heard = ChallengeMessage.decode(
                    challenge(client, alice(Protection.NONE), "NTLM").toByteArray());
            Octets claims = new ClientChallenge(
                            FileTime.of(InstantSource.system().instant().minus(behind)),
                            Octets.zeros(8),
                            heard.targetInfo().orElseThrow())
                    .encode();
            Octets key = OneWayFunctions.v2(OneWayFunctions.ntV1("wonder".toCharArray()), "alice", "ROLLCALL");
            Octets proof = Responses.v2Proof(key, heard.serverChallenge(), claims);
            return respond(client, "ROLLCALL", "alice", Octets.EMPTY, Octets.concat(proof, claims));
        }
    }

    private static String bindByV1(RollcallServer server) throws Exception {
        try (RawClient client = plain(server)) {
            ChallengeMessage heard = ChallengeMessage.decode(
                    challenge(client, alice(Protection.NONE), "NTLM").toByteArray());
            Octets nt = Responses.v1(OneWayFunctions.ntV1("wonder".toCharArray()), heard.serverChallenge());
            return respond(client, "ROLLCALL", "alice", nt, nt);
        }
    }

    private static String bindAsNobody(RollcallServer server) throws Exception {
        try (RawClient client = plain(server)) {
            challenge(client, alice(Protection.NONE), "NTLM");
            return respond(client, "", "", Octets.EMPTY, Octets.EMPTY);
        }
    }

    private static String respond(RawClient client, String domain, String user, Octets lm, Octets nt)
            throws IOException {
        AuthenticateMessage message = new AuthenticateMessage(
                NegotiateFlags.of(NegotiateFlag.UNICODE),
                domain,
                user,
                "",
                lm,
                nt,
                Octets.EMPTY,
                Version.UNKNOWN,
                Optional.empty());
        return client.send(Requests.encode(2, NtlmUser.respond("NTLM", OctetString.wrap(message.encode()))))
                .result();
    }

    private static List<String> mechanisms(RollcallServer server) throws IOException {
        try (RawClient client = plain(server)) {
            SearchRequest root = new SearchRequest(
                    OctetString.EMPTY,
                    SearchScope.BASE_OBJECT,
                    DerefAliases.NEVER,
                    0,
                    0,
                    false,
                    new Filter.Present("objectClass"),
                    List.of("supportedSASLMechanisms"));
            SearchResultEntry entry = (SearchResultEntry)
                    client.send(Requests.encode(1, root)).read().op();
            Attribute attribute = entry.attributes().getFirst();
            return attribute.values().stream().map(OctetString::utf8).toList();
        }
    }

    @Test
    void theRootTellsOfNtlmFirstUnlessItIsSwitchedOff() throws Exception {
        try (RollcallServer server = start(Map.of())) {
            assertThat(mechanisms(server)).startsWith("NTLM", "GSS-SPNEGO", "SCRAM-SHA-256-PLUS");
        }
        try (RollcallServer server = start(Map.of("ntlm.enabled", "false"));
                RawClient client = plain(server)) {
            assertThat(mechanisms(server)).startsWith("SCRAM-SHA-256-PLUS").doesNotContain("NTLM", "GSS-SPNEGO");
            assertThat(client.send(Requests.encode(1, alice(Protection.NONE).negotiate(SICILY)))
                            .result())
                    .isEqualTo("1:inappropriateAuthentication");
            assertThat(client.send(Requests.encode(2, alice(Protection.NONE).negotiate("NTLM")))
                            .result())
                    .isEqualTo("2:authMethodNotSupported");
        }
    }
}
