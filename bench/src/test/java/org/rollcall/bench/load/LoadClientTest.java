package org.rollcall.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.bench.canned.CannedServer;
import org.rollcall.bench.canned.ReplySizes;
import org.rollcall.bench.people.People;
import org.rollcall.bench.wire.Filters;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Requests.Scope;
import org.rollcall.bench.wire.Template;
import org.rollcall.bench.wire.Transport;

class LoadClientTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final Template SEARCH = Template.of(
            Requests.search(People.PEOPLE_BASE, Scope.ONE, Filters.equal("cn", People.NAME_TEMPLATE), List.of("cn")));

    static Stream<Transport> transports() {
        return Stream.of(Transport.NIO, Transport.best()).distinct();
    }

    private static CannedServer canned(Transport transport, ReplySizes sizes) {
        return new CannedServer(transport, 1, 0, sizes, Optional.empty());
    }

    private static LoadClient client(Transport transport) {
        return new LoadClient(transport, System::nanoTime);
    }

    private static RequestSource searches() {
        return RequestSource.of(SEARCH, RequestSource.anyBelow(1_000));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aClosedLoadEndsAfterItsCountAndCountsEntries(Transport transport) {
        try (var server = canned(transport, new ReplySizes(2, 300, 20));
                var client = client(transport)) {
            Measurement measured = client.run(
                    Target.port(server.port()),
                    new Loads.Closed(3, 4, searches(), Expectation.entries(2), ENOUGH, 1_000));
            assertThat(measured.completed()).isEqualTo(1_000);
            assertThat(measured.entries()).isEqualTo(2_000);
            assertThat(measured.bytes()).isBetween(615_000L, 620_000L);
            assertThat(measured.latency().getTotalCount()).isEqualTo(1_000);
            assertThat(measured.perSecond()).isPositive();
        }
    }

    @Test
    void aClosedLoadEndsWithItsSource() {
        try (var server = canned(Transport.best(), ReplySizes.NOTHING);
                var client = client(Transport.best())) {
            Measurement measured = client.run(
                    Target.port(server.port()),
                    new Loads.Closed(
                            4,
                            16,
                            RequestSource.each(0, 37, serial -> People.addPerson(serial, 600)),
                            Expectation.success(Op.ADD_RESPONSE),
                            ENOUGH));
            assertThat(measured.completed()).isEqualTo(37);
        }
    }

    @Test
    void aLongListComesWholeThoughItIsStreamed() {
        try (var server = canned(Transport.best(), new ReplySizes(20_000, 400, 20));
                var client = client(Transport.best())) {
            Measurement measured = client.run(
                    Target.port(server.port()),
                    new Loads.Closed(2, 2, searches(), Expectation.entries(20_000), ENOUGH, 4));
            assertThat(measured.entries()).isEqualTo(80_000);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void sessionsTakeTheirStepsOneAfterTheOther(Transport transport) {
        try (var server = canned(transport, new ReplySizes(1, 300, 20));
                var client = client(transport)) {
            List<Loads.Step> steps = List.of(
                    new Loads.Step(Template.of(Requests.anonymousBind(2)), Expectation.success(Op.BIND_RESPONSE)),
                    new Loads.Step(SEARCH, Expectation.entries(1)));
            Measurement measured = client.run(
                    Target.port(server.port()), new Loads.Sessions(4, steps, RequestSource.cycle(0, 100), ENOUGH, 200));
            assertThat(measured.completed()).isEqualTo(200);
            assertThat(measured.entries()).isEqualTo(200);
        }
    }

    @Test
    void openLoadsSendAllThatWasDue() {
        try (var server = canned(Transport.best(), new ReplySizes(1, 300, 20));
                var client = client(Transport.best())) {
            Duration time = Duration.ofMillis(500);
            List<Measurement> measured = client.run(
                    Target.port(server.port()),
                    List.of(
                            new Loads.Open(2, 2_000, searches(), Expectation.entries(1), time),
                            new Loads.Open(1, 500, searches(), Expectation.entries(1), time)));
            assertThat(measured).extracting(Measurement::completed).containsExactly(1_000L, 250L);
        }
    }

    @Test
    void theServersSilenceIsInTheLatenciesOfAllThatWasDueMeanwhile() throws Exception {
        try (var listener = new java.net.ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress());
                var client = client(Transport.best())) {
            // 100 requests at 1,000 a second; the first answer comes when the last is due.
            var result = client.start(
                    Target.port(listener.getLocalPort()),
                    List.of(new Loads.Open(
                            1,
                            1_000,
                            RequestSource.of(Template.of(Requests.refresh("cn=x", 5)), () -> 0),
                            Expectation.success(Op.EXTENDED_RESPONSE),
                            Duration.ofMillis(100))));
            try (var socket = listener.accept()) {
                int size = Template.of(Requests.refresh("cn=x", 5)).length();
                byte[][] requests = new byte[100][];
                for (int i = 0; i < requests.length; i++) {
                    requests[i] = socket.getInputStream().readNBytes(size);
                }
                for (byte[] request : requests) {
                    byte[] reply = java.util.HexFormat.of().parseHex("300d020400000000" + "78070a010004000400");
                    reply[1] = (byte) (reply.length - 2);
                    System.arraycopy(request, 4, reply, 4, 4);
                    socket.getOutputStream().write(reply);
                }
                Measurement measured =
                        LoadClient.await(result, Duration.ofSeconds(10)).getFirst();
                assertThat(measured.completed()).isEqualTo(100);
                assertThat(measured.micros(50)).isGreaterThan(40_000);
                assertThat(measured.latency().getMaxValue()).isGreaterThan(98_000_000);
            }
        }
    }

    @Test
    void aWrongCountOfEntriesFailsTheLoad() {
        try (var server = canned(Transport.best(), new ReplySizes(1, 300, 20));
                var client = client(Transport.best())) {
            var load = new Loads.Closed(1, 1, searches(), Expectation.entries(2), ENOUGH, 10);
            assertThatThrownBy(() -> client.run(Target.port(server.port()), load))
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessageContaining("after 2 entries, got 0x65 with result 0 after 1");
        }
    }

    @Test
    void aServerThatClosesFailsTheLoad() throws Exception {
        try (var listener = new java.net.ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress());
                var client = client(Transport.best())) {
            var result = client.start(
                    Target.port(listener.getLocalPort()),
                    new Loads.Closed(1, 1, searches(), Expectation.entries(1), ENOUGH, 10));
            listener.accept().close();
            assertThatThrownBy(() -> LoadClient.await(result, ENOUGH)).isInstanceOf(LoadFailedException.class);
        }
    }

    @Test
    void anUnreachableTargetFailsTheLoad() throws Exception {
        int closedPort;
        try (var listener = new java.net.ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress())) {
            closedPort = listener.getLocalPort();
        }
        try (var client = client(Transport.best())) {
            var load = new Loads.Closed(1, 1, searches(), Expectation.entries(1), ENOUGH, 10);
            assertThatThrownBy(() -> client.run(Target.port(closedPort), load))
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessageContaining("no connection");
        }
    }

    @Test
    void otherMachinesAreNoTargets() {
        assertThatThrownBy(
                        () -> new Target(new InetSocketAddress("192.0.2.1", 389), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannedAnswersChangeSize() {
        try (var server = canned(Transport.best(), new ReplySizes(1, 300, 20));
                var client = client(Transport.best())) {
            server.answerWith(new ReplySizes(10, 500, 20));
            Measurement measured = client.run(
                    Target.port(server.port()), new Loads.Closed(1, 1, searches(), Expectation.entries(10), ENOUGH, 5));
            assertThat(measured.entries()).isEqualTo(50);
        }
    }
}
