package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Samba's clients and impacket against a server that is reached by NetBIOS. They know its ports by their numbers in RFC
 * 1002 only, which takes root, and no other server on them.
 */
@AgainstRollcall
class NetbiosTest {
    private static final String NAME = "RECEPTION";
    private static final int NAME_SERVICE = 137;
    private static final int SESSION_SERVICE = 139;

    private final Suite suite;
    private final int metricsPort = Workplace.freePort();
    private RollcallServer server;

    NetbiosTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        nmblookup().seenBy(getClass());
        smbclient().seenBy(getClass());
        server = suite.startUnrecorded(
                "--netbios.ports=" + SESSION_SERVICE,
                "--netbios.nameService=" + NAME_SERVICE,
                "--netbios.name=" + NAME,
                "--metrics.enabled",
                "--metrics.port=" + metricsPort);
    }

    private static Peer nmblookup() {
        return Peer.require("Samba's nmblookup", "Version (\\S+)", "nmblookup", "--version");
    }

    private static Peer smbclient() {
        return Peer.require("Samba's smbclient", "Version (\\S+)", "smbclient", "--version");
    }

    private static Program.Outcome nmblookup(String... arguments) {
        return Program.of("nmblookup", "--configfile=/dev/null").with(arguments).run();
    }

    /** One of the server's figures, 0 where it does not have it. */
    private double figure(String name) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                    .sum();
        }
    }

    @Test
    void nmblookupFindsTheNameByAskingTheServer() {
        for (String suffix : List.of("", "#20")) {
            assertThat(nmblookup("-U", "127.0.0.1", NAME + suffix).expect(0).out())
                    .contains("127.0.0.1 " + NAME + (suffix.isEmpty() ? "<00>" : "<20>"));
        }
    }

    @Test
    void nmblookupFindsTheNameByAskingEverybody() {
        assertThat(nmblookup("-B", "127.255.255.255", NAME).expect(0).out()).contains("127.0.0.1 " + NAME + "<00>");
    }

    @Test
    void nmblookupDoesNotFindOtherNames() throws Exception {
        String negative = "rollcall_netbios_name_queries_total{answer=\"negative\"}";
        String silence = "rollcall_netbios_name_queries_total{answer=\"silence\"}";
        double refused = figure(negative);
        assertThat(nmblookup("-U", "127.0.0.1", "STRANGER").out()).contains("failed to find name STRANGER");
        assertThat(figure(negative)).isGreaterThan(refused);
        double unheard = figure(silence);
        assertThat(nmblookup("-B", "127.255.255.255", "STRANGER").out()).contains("failed to find name STRANGER");
        assertThat(figure(silence)).isGreaterThan(unheard);
    }

    @Test
    void nmblookupReadsTheStatus() {
        assertThat(nmblookup("-A", "127.0.0.1").expect(0).lines())
                .anyMatch(line -> line.matches("\\s+" + NAME + "\\s+<00> -\\s+B <ACTIVE>\\s*"))
                .anyMatch(line -> line.matches("\\s+" + NAME + "\\s+<20> -\\s+B <ACTIVE>\\s*"));
    }

    /** It goes on to speak SMB, which nobody here does. */
    @Test
    void smbclientGetsASession() throws Exception {
        String positive = "rollcall_netbios_session_requests_total{answer=\"positive\"}";
        double before = figure(positive);
        Program.Outcome outcome = Program.of("smbclient", "--configfile=/dev/null", "-N", "-g", "-L", NAME)
                .with("-I", "127.0.0.1", "-p", Integer.toString(SESSION_SERVICE))
                .run();
        assertThat(outcome.status()).isNotZero();
        assertThat(figure(positive)).as("%s", outcome).isGreaterThan(before);
    }

    @Test
    void impacketSearchesWithinASession() {
        Facts facts = Facts.of("impacket_netbios.py", server, Integer.toString(SESSION_SERVICE), NAME);
        new Peer("python3-impacket", facts.one("version")).seenBy(getClass());
        assertThat(facts.all("bind")).containsExactly("bindResponse", "0");
        assertThat(facts.all("search")).containsExactly("searchResEntry", "searchResDone", "searchResDone");
        assertThat(facts.one("entry")).isEqualTo("o=Intranet");
        assertThat(facts.one("stranger")).contains("STRANGER");
        assertThat(facts.one("status")).isEqualTo(NAME);
        assertThat(facts.one("address")).isEqualTo("127.0.0.1");
    }

    @Test
    void theBannerTellsTheName() {
        Await.until("the banner", Duration.ofSeconds(10), () -> server.log().contains("NetBIOS name"));
        assertThat(server.log())
                .contains("port " + SESSION_SERVICE + " (NetBIOS)")
                .contains("Its NetBIOS name is " + NAME + ", which it tells who asks on port " + NAME_SERVICE);
    }
}
