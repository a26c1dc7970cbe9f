package org.rollcall.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Census;
import org.rollcall.directory.Owner;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.OperationKind;
import org.rollcall.store.rocksdb.RocksStore;

class ServerMetricsTest {
    private static final Client CLIENT = new Client(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), Optional.empty(), Owner.SERVER, 0, true);
    private static final LdapMessage REQUEST = new LdapMessage(1, new UnbindRequest());

    private final LoopCounters one = new LoopCounters();
    private final LoopCounters two = new LoopCounters();
    private final ServerMetrics metrics = new ServerMetrics(
            List.of(one, two),
            () -> 7,
            () -> new Census(3, 2, 1, 0),
            () -> 42,
            () -> new StoreHealth(StoreHealth.State.FULL, "no room"),
            () -> Optional.of(new RocksStore.Counts(9, 4, 1000, 3, Optional.empty())),
            () -> 5,
            () -> 6,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static void ended(LoopCounters counters, OperationKind kind, ResultCode code, long entries, long nanos) {
        counters.ended(CLIENT, ProtocolVersion.V3, REQUEST, kind, code, entries, 7, 7 + nanos);
    }

    private static HttpResponse<String> get(MetricsEndpoint endpoint, String path, String method)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @Test
    void latenciesFallIntoBucketsThatEndAtPowersOfTwoMicroseconds() {
        assertThat(LoopCounters.bucket(0)).isZero();
        assertThat(LoopCounters.bucket(1_000)).isZero();
        assertThat(LoopCounters.bucket(1_001)).isEqualTo(1);
        assertThat(LoopCounters.bucket(2_000)).isEqualTo(1);
        assertThat(LoopCounters.bucket(2_001)).isEqualTo(2);
        assertThat(LoopCounters.bucket(4_000)).isEqualTo(2);
        assertThat(LoopCounters.bucket(Long.MAX_VALUE)).isEqualTo(LoopCounters.LATENCY_BUCKETS - 1);
        assertThat(LoopCounters.bucket(-5)).isZero();
    }

    @Test
    void whatTheLoopsCountedIsToldTogether() throws Exception {
        ended(one, OperationKind.SEARCH, ResultCode.SUCCESS, 10, 1_500);
        ended(two, OperationKind.SEARCH, ResultCode.SUCCESS, 5, 3_000_000);
        ended(two, OperationKind.ADD, ResultCode.ENTRY_ALREADY_EXISTS, 0, 1_000);
        ended(two, OperationKind.ADD, new ResultCode(4711), 0, 1_000);
        one.limited(CLIENT, Limit.WRITE_RATE);
        two.limited(CLIENT, Limit.WRITE_RATE);
        one.malformed(CLIENT, "junk");
        two.failed(CLIENT, REQUEST, new IllegalStateException());
        one.stumbled(CLIENT, new IllegalStateException());
        two.stumbled(CLIENT, new IllegalStateException());
        try (MetricsEndpoint endpoint = new MetricsEndpoint(0, metrics)) {
            assertThat(endpoint.address().getAddress().isLoopbackAddress()).isTrue();
            HttpResponse<String> response = get(endpoint, "/metrics", "GET");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
            assertThat(response.body().lines())
                    .contains(
                            "rollcall_operations_total{kind=\"search\",result=\"success\"} 2.0",
                            "rollcall_operations_total{kind=\"add\",result=\"entryAlreadyExists\"} 1.0",
                            "rollcall_operation_seconds_bucket{kind=\"search\",le=\"1.0E-6\"} 0",
                            "rollcall_operation_seconds_bucket{kind=\"search\",le=\"2.0E-6\"} 1",
                            "rollcall_operation_seconds_bucket{kind=\"search\",le=\"+Inf\"} 2",
                            "rollcall_operation_seconds_sum{kind=\"search\"} 0.0030015",
                            "rollcall_limited_total{limit=\"write_rate\"} 2.0",
                            "rollcall_limited_total{limit=\"connections\"} 0.0",
                            "rollcall_entries{kind=\"people\"} 3.0",
                            "rollcall_entries{kind=\"conferences\"} 1.0",
                            "rollcall_connections 7.0",
                            "rollcall_expiries_total 42.0",
                            "rollcall_store_good 0.0",
                            "rollcall_store_commits_total 9.0",
                            "rollcall_store_writes_total 4.0",
                            "rollcall_store_bytes_total 1000.0",
                            "rollcall_entries_returned_total 15.0",
                            "rollcall_malformed_messages_total 1.0",
                            "rollcall_failures_total 1.0",
                            "rollcall_routine_failures_total 2.0",
                            "rollcall_access_log_dropped_total 5.0",
                            "rollcall_audit_lost_total 6.0");
        }
    }

    private void searched(int sizeLimit, ResultCode code, long entries) {
        one.ended(
                CLIENT,
                ProtocolVersion.V2,
                new LdapMessage(1, Requests.searchRequest("o=Intranet", sizeLimit)),
                OperationKind.SEARCH,
                code,
                entries,
                0,
                1);
    }

    @Test
    void limitsOfTheEngineAreCountedByTheirResults() {
        ended(one, OperationKind.ADD, ResultCode.ADMIN_LIMIT_EXCEEDED, 0, 1);
        ended(one, OperationKind.ADD, ResultCode.SIZE_LIMIT_EXCEEDED, 0, 1);
        assertThat(one.limited(Limit.ENTRIES)).isEqualTo(2);
        searched(10, ResultCode.SIZE_LIMIT_EXCEEDED, 10);
        assertThat(one.limited(Limit.SEARCH_WORK))
                .as("the client asked for so many")
                .isZero();
        searched(10, ResultCode.SIZE_LIMIT_EXCEEDED, 5);
        searched(0, ResultCode.SIZE_LIMIT_EXCEEDED, 5);
        searched(0, ResultCode.ADMIN_LIMIT_EXCEEDED, 0);
        assertThat(one.limited(Limit.SEARCH_WORK)).isEqualTo(3);
    }

    @Test
    void onlyMetricsAreThereToBeRead() throws Exception {
        try (MetricsEndpoint endpoint = new MetricsEndpoint(0, metrics)) {
            assertThat(get(endpoint, "/", "GET").statusCode()).isEqualTo(404);
            assertThat(get(endpoint, "/metrics", "POST").statusCode()).isEqualTo(405);
        }
    }
}
