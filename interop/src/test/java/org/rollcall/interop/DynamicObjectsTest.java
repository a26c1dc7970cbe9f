package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.SocketFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * OpenLDAP's overlay {@code dds} and Rollcall, taken through one scenario by one driver. What each is expected to do is
 * the table in {@code docs/dynamic-objects.md}, where every difference is explained: the page cannot drift.
 */
@AgainstRollcall
class DynamicObjectsTest {
    private static final int RFC_2589_LEAST_LIMIT = 86_400;
    private static final int ROLLCALL_LONGEST_PERSON = 180_000;
    private static final int MANY = 5;
    private static final int SWEEP_SECONDS = 1;
    private static final int NO_SWEEP_SECONDS = 86_400;

    private final Suite suite;

    DynamicObjectsTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void peer() {
        Peer.slapd().seenBy(getClass());
    }

    @Test
    void openLdapDoesWhatTheTableSays() throws LDAPException, IOException {
        Map<String, String> outcomes = new LinkedHashMap<>();
        try (Slapd slapd = Slapd.start(NO_SWEEP_SECONDS, RFC_2589_LEAST_LIMIT);
                LDAPConnection owner = bound(slapd, "amber");
                LDAPConnection stranger = bound(slapd, "basil")) {
            DynamicObjectScenario scenario = new DynamicObjectScenario(owner, stranger);
            scenario.life(RFC_2589_LEAST_LIMIT);
            scenario.nesting();
            scenario.meeting("uid=basil,ou=Members,o=Intranet");
            scenario.end();
            outcomes.putAll(scenario.outcomes());
        }
        try (Slapd slapd = Slapd.start(SWEEP_SECONDS);
                LDAPConnection owner = bound(slapd, "amber")) {
            DynamicObjectScenario scenario = new DynamicObjectScenario(owner, owner);
            scenario.sweep();
            outcomes.putAll(scenario.outcomes());
        }
        try (Slapd slapd = Slapd.start(SWEEP_SECONDS, RFC_2589_LEAST_LIMIT, MANY);
                LDAPConnection owner = bound(slapd, "amber")) {
            DynamicObjectScenario scenario = new DynamicObjectScenario(owner, owner);
            scenario.limit(MANY);
            outcomes.putAll(scenario.outcomes());
        }
        assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(column(1));
    }

    @Test
    void rollcallDoesWhatTheTableSays() throws LDAPException, IOException {
        Map<String, String> outcomes = new LinkedHashMap<>();
        RollcallServer server = suite.shared();
        try (LDAPConnection owner = from("127.0.0.1", server);
                LDAPConnection stranger = from("127.0.0.2", server)) {
            DynamicObjectScenario scenario = new DynamicObjectScenario(owner, stranger);
            scenario.life(ROLLCALL_LONGEST_PERSON);
            scenario.nesting();
            scenario.meeting("cn=basil,ou=Dynamic,o=Intranet");
            scenario.end();
            scenario.sweep();
            outcomes.putAll(scenario.outcomes());
        }
        RollcallServer limited = suite.start("--limits.entriesPerAddress=" + MANY, "--limits.applyToLoopback=true");
        try (LDAPConnection owner = from("127.0.0.1", limited)) {
            DynamicObjectScenario scenario = new DynamicObjectScenario(owner, owner);
            scenario.limit(MANY);
            outcomes.putAll(scenario.outcomes());
        }
        limited.stop();
        assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(column(2));
    }

    /** Every step and what the page says of it in that column. */
    private static Map<String, String> column(int number) throws IOException {
        Map<String, String> column = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Workplace.root().resolve("docs/dynamic-objects.md"))) {
            String[] cells = line.strip().split("\\s*\\|\\s*");
            if (line.startsWith("| ") && cells.length >= 4 && !cells[1].equals("Step")) {
                column.put(cells[1], cells[1 + number]);
            }
        }
        return column;
    }

    private static LDAPConnection bound(Slapd slapd, String name) throws LDAPException {
        return new LDAPConnection("127.0.0.1", slapd.port(), "uid=" + name + ",ou=Members,o=Intranet", name);
    }

    private static LDAPConnection from(String address, RollcallServer server) throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setAllowConcurrentSocketFactoryUse(true);
        return new LDAPConnection(new From(address), options, "127.0.0.1", server.port());
    }

    /** Connections from one of the loopback network's addresses. */
    private static final class From extends SocketFactory {
        private final InetSocketAddress local;

        From(String address) {
            local = new InetSocketAddress(address, 0);
        }

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.bind(local);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(InetAddress.getByName(host), port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            Socket socket = createSocket();
            socket.connect(new InetSocketAddress(host, port));
            return socket;
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(host, port);
        }
    }
}
