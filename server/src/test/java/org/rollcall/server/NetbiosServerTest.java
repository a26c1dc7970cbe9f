package org.rollcall.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rollcall.server.fakes.NetbiosSocket;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.net.ListenException;
import org.rollcall.server.netbios.NetbiosPlaces;

/** A whole server with NetBIOS, as an independent client meets it, and each of the settings of NetBIOS. */
@Timeout(120)
class NetbiosServerTest {
    private static final String NAME = "RECEPTION";
    private static final int NB = 0x20;
    private static final int NBSTAT = 0x21;
    private static final int PATIENCE_MILLIS = 20_000;

    private static Map<String, String> with(String... more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("netbios.ports", "0", "netbios.nameService", "0", "netbios.name", NAME));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    private static RollcallServer start(String... more) throws Exception {
        return RollcallServerTest.start(with(more));
    }

    private static InetSocketAddress sessions(RollcallServer server) {
        return server.netbios().orElseThrow().sessions().getFirst();
    }

    private static LDAPConnection connect(RollcallServer server, String called) throws LDAPException {
        return new LDAPConnection(
                NetbiosSocket.factory(called), "127.0.0.1", sessions(server).getPort());
    }

    private static byte[] answerTo(RollcallServer server, byte[] request) throws IOException {
        try (NetbiosSocket socket = NetbiosSocket.connected(sessions(server), "")) {
            socket.sendRaw(request);
            return socket.readPacket();
        }
    }

    /** A question for a name, asked of one server. */
    private static byte[] question(byte[] name, int type) {
        return Requests.concat(
                new byte[] {1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, name, new byte[] {0, (byte) type, 0, 1});
    }

    private static String ask(DatagramSocket socket, RollcallServer server, byte[] question) throws IOException {
        socket.send(new DatagramPacket(
                question,
                question.length,
                server.netbios().orElseThrow().queries().getFirst()));
        DatagramPacket answer = new DatagramPacket(new byte[1000], 1000);
        socket.receive(answer);
        return HexFormat.of().formatHex(Arrays.copyOf(answer.getData(), answer.getLength()));
    }

    private static String ask(RollcallServer server, byte[] question) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return ask(socket, server, question);
        }
    }

    @Test
    void aSessionCarriesTheSameDirectory() throws Exception {
        try (RollcallServer server = start();
                LDAPConnection plain = new LDAPConnection(
                        "127.0.0.1", server.boundAddresses().getFirst().getPort());
                LDAPConnection session = connect(server, NAME)) {
            session.add(new Entry("dn: cn=jc,ou=Dynamic,o=Intranet", "objectClass: rtPerson", "cn: jc", "sn: x"));
            assertThat(plain.search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=jc)")
                            .getEntryCount())
                    .isEqualTo(1);
            for (int i = 0; i < 200; i++) {
                plain.add(new Entry(
                        "dn: cn=p" + i + ",ou=Dynamic,o=Intranet",
                        "objectClass: rtPerson",
                        "cn: p" + i,
                        "sn: " + "x".repeat(2_000)));
            }
            assertThat(session.search("ou=Dynamic,o=Intranet", SearchScope.ONE, "(cn=*)")
                            .getEntryCount())
                    .isEqualTo(201);
            session.delete("cn=jc,ou=Dynamic,o=Intranet");
        }
    }

    @Test
    void aServerMayListenForSessionsOnly() throws Exception {
        try (RollcallServer server = start("listen.ports", "");
                LDAPConnection session = connect(server, "*SMBSERVER")) {
            assertThat(server.boundAddresses()).isEmpty();
            assertThat(session.getRootDSE()).isNotNull();
        }
    }

    @Test
    void withoutAPortThereIsNoNetbios() throws Exception {
        try (RollcallServer server = RollcallServerTest.start(Map.of("netbios.name", NAME))) {
            assertThat(server.netbios()).isEmpty();
        }
    }

    @Test
    void aNameThatIsNoneKeepsTheServerFromStarting() throws Exception {
        assertThatThrownBy(() -> start("netbios.name", "ils-of-the-house").close())
                .isInstanceOf(ServerStartException.class)
                .hasMessageContainingAll("netbios.name", "ILS-OF-THE-HOUSE", "15");
        try (RollcallServer server = start("netbios.name", "ils")) {
            assertThat(server.netbios().map(NetbiosPlaces::name)).contains("ILS");
        }
    }

    @Test
    void whoAsksForTheNameIsToldWhereSessionsAre() throws Exception {
        try (RollcallServer server = start()) {
            assertThat(ask(server, question(NetbiosSocket.name(NAME, 0x20), NB)))
                    .startsWith("01028400")
                    .endsWith("000600007f000001");
            assertThat(ask(server, question(NetbiosSocket.name("OTHER", 0x20), NB)))
                    .startsWith("01028403");
            assertThat(ask(server, question(NetbiosSocket.name("*", 0), NBSTAT)))
                    .contains(HexFormat.of().formatHex(NAME.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void aServerOfAllAddressesNamesTheOneThatTheAskerReaches() throws Exception {
        try (RollcallServer server = RollcallServerTest.start(with("listen.addresses", ""))) {
            InetSocketAddress place = server.netbios().orElseThrow().queries().getFirst();
            assertThat(place.getAddress()).isEqualTo(Inet4Address.ofLiteral("0.0.0.0"));
            try (DatagramSocket socket =
                    new DatagramSocket(new InetSocketAddress(Inet4Address.ofLiteral("127.0.0.5"), 0))) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.connect(new InetSocketAddress(Inet4Address.ofLiteral("127.0.0.1"), place.getPort()));
                byte[] question = question(NetbiosSocket.name(NAME, 0), NB);
                socket.send(new DatagramPacket(question, question.length));
                DatagramPacket answer = new DatagramPacket(new byte[1000], 1000);
                socket.receive(answer);
                assertThat(Arrays.copyOfRange(answer.getData(), answer.getLength() - 4, answer.getLength()))
                        .startsWith(127, 0, 0);
            }
        }
    }

    @Test
    void answersToOneAddressAreLimited() throws Exception {
        try (RollcallServer server =
                        start("limits.applyToLoopback", "true", "netbios.queriesPerSecondPerAddress", "1");
                DatagramSocket socket = new DatagramSocket()) {
            byte[] question = question(NetbiosSocket.name(NAME, 0x20), NB);
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(ask(socket, server, question)).startsWith("0102");
            socket.setSoTimeout(1);
            int silent = 0;
            for (int i = 0; i < 50; i++) {
                try {
                    ask(socket, server, question);
                } catch (SocketTimeoutException e) {
                    silent++;
                }
            }
            assertThat(silent).isPositive();
        }
    }

    @Test
    void withinAScopeOnlyItsClientsAreHeard() throws Exception {
        try (RollcallServer server = start("netbios.scope", "office")) {
            byte[] ours = NetbiosSocket.name(NAME, 0x20, "office");
            assertThat(answerTo(server, NetbiosSocket.packet(NetbiosSocket.REQUEST, ours, ours)))
                    .startsWith(0x82);
            assertThat(answerTo(server, NetbiosSocket.request(NetbiosSocket.name(NAME, 0x20))))
                    .endsWith(0x82);
        }
    }

    @Test
    void sessionsAreSentOnWhereThatIsWanted() throws Exception {
        try (RollcallServer server = start("netbios.retargetAddress", "192.0.2.7", "netbios.retargetPort", "1139")) {
            assertThat(answerTo(server, NetbiosSocket.request(NetbiosSocket.name(NAME, 0x20))))
                    .containsExactly(0x84, 0, 0, 6, 192, 0, 2, 7, 0x04, 0x73);
        }
        for (String wrong : new String[] {"ils.example", "::1", "192.0.2.256"}) {
            assertThatThrownBy(() -> start("netbios.retargetAddress", wrong).close())
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContainingAll("netbios.retargetAddress", wrong);
        }
    }

    @Test
    void clientsAreShownThatTheServerIsThereWhereThatIsWanted() throws Exception {
        try (RollcallServer server = start("netbios.keepAlive", "1ms");
                NetbiosSocket socket = NetbiosSocket.connected(sessions(server), NAME)) {
            assertThat(socket.readPacket()).isEqualTo(NetbiosSocket.packet(NetbiosSocket.KEEP_ALIVE));
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (RollcallServer server = start()) {
            String taken = Integer.toString(
                    server.netbios().orElseThrow().queries().getFirst().getPort());
            assertThatThrownBy(() -> start("netbios.nameService", taken).close())
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("port " + taken);
            String takenForSessions = Integer.toString(sessions(server).getPort());
            assertThatThrownBy(() -> start("netbios.ports", takenForSessions).close())
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("port " + takenForSessions);
        }
    }

    @Test
    void figuresTellWhatClientsWereTold() throws Exception {
        try (RollcallServer server = start("metrics.enabled", "true", "metrics.port", "0")) {
            connect(server, NAME).close();
            answerTo(server, NetbiosSocket.request(NetbiosSocket.name("OTHER", 0x20)));
            ask(server, question(NetbiosSocket.name(NAME, 0x20), NB));
            URI uri = URI.create(
                    "http://127.0.0.1:" + server.metricsAddress().orElseThrow().getPort() + "/metrics");
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                                .body()
                                .lines())
                        .contains(
                                "rollcall_netbios_session_requests_total{answer=\"positive\"} 1.0",
                                "rollcall_netbios_session_requests_total{answer=\"called_name_not_present\"} 1.0",
                                "rollcall_netbios_name_queries_total{answer=\"positive\"} 1.0",
                                "rollcall_netbios_name_queries_total{answer=\"status\"} 0.0");
            }
        }
    }
}
