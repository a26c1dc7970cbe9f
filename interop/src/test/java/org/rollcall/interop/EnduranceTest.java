package org.rollcall.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.interop.PduScript.Step;

/**
 * Mutated requests and idle connections, after which the server answers as before. The long form, a million and ten
 * thousand, takes the properties {@code rollcall.mutants} and {@code rollcall.idle}; see {@code docs/interop.md}.
 */
@AgainstRollcall
class EnduranceTest {
    private static final int MUTANTS = Integer.getInteger("rollcall.mutants", 20_000);
    private static final int IDLE = Integer.getInteger("rollcall.idle", 2_000);
    private static final int BETWEEN_QUESTIONS = 2_000;
    private static final int PATIENCE_MILLIS = 20_000;

    private static final byte[] BIND = HexFormat.of().parseHex("300c02010160070201020400" + "8000");
    private static final String BOUND = "300c02010161070a010004000400";

    private final Suite suite;
    private RollcallServer server;

    EnduranceTest(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void start() {
        server = suite.startUnrecorded();
        new Peer("mutated requests of MS-TAIL's conversations", MUTANTS + " of them, " + IDLE + " idle connections")
                .seenBy(getClass());
    }

    @Test
    void mutatedRequestsLeaveItAnswering() throws IOException {
        long seed = Long.getLong("rollcall.seed", System.nanoTime());
        System.out.println("seed of the mutations: " + seed + " (-Drollcall.seed=" + seed + " repeats them)");
        Random random = new Random(seed);
        List<byte[]> requests = requests();
        // One to a connection: after most of them the server closes, and would not read a second.
        for (int sent = 0; sent < MUTANTS; sent++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(mutated(requests.get(random.nextInt(requests.size())), random));
                socket.shutdownOutput();
                drain(socket);
            } catch (SocketTimeoutException e) {
                throw new AssertionError("neither answered nor closed after mutation " + sent + ", seed " + seed, e);
            } catch (SocketException e) {
                // Closed while more was on its way, as it may be after what is no LDAP.
            }
            if (sent % BETWEEN_QUESTIONS == 0) {
                assertAnswers();
            }
        }
        assertAnswers();
        assertThat(server.log()).as("no stack trace").doesNotContain("\tat ");
    }

    @Test
    void idleConnectionsLeaveItAnswering() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(connect());
                if (i % 2 == 0) {
                    bind(idle.getLast());
                }
            }
            assertAnswers();
            for (int i = 0; i < IDLE; i++) {
                bind(idle.get(i));
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        assertAnswers();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(server.address(), PATIENCE_MILLIS);
        return socket;
    }

    private static void bind(Socket socket) throws IOException {
        socket.getOutputStream().write(BIND);
        Tlv reply = Tlv.read(socket.getInputStream());
        assertThat(reply).as("a reply to the bind").isNotNull();
        assertThat(HexFormat.of().formatHex(reply.encoded())).isEqualTo(BOUND);
    }

    private void assertAnswers() throws IOException {
        assertThat(server.isAlive()).isTrue();
        try (Socket socket = connect()) {
            bind(socket);
        }
    }

    private static void drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8_192];
        while (in.read(buffer) >= 0) {
            // Nothing is expected of the replies but that they end.
        }
    }

    /** Every request of the conversations. */
    private static List<byte[]> requests() throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (String name : PduScriptTest.resources().toList()) {
            for (Step step : PduScript.resource(name).steps()) {
                if (step instanceof Step.Send send) {
                    requests.add(send.octets());
                }
            }
        }
        return requests;
    }

    private static byte[] mutated(byte[] request, Random random) {
        byte[] mutant = request.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant[at] = (byte) 0x84;
                case 3 -> {
                    int length = random.nextInt(mutant.length - at + 1);
                    byte[] shorter = new byte[Math.max(1, mutant.length - length)];
                    System.arraycopy(mutant, 0, shorter, 0, Math.min(at, shorter.length));
                    int rest = Math.min(mutant.length - at - length, shorter.length - at);
                    if (rest > 0) {
                        System.arraycopy(mutant, at + length, shorter, at, rest);
                    }
                    mutant = shorter;
                }
                default -> {
                    int from = random.nextInt(mutant.length);
                    int length = random.nextInt(Math.min(16, mutant.length - Math.max(at, from)) + 1);
                    System.arraycopy(mutant, from, mutant, at, length);
                }
            }
        }
        return mutant;
    }
}
