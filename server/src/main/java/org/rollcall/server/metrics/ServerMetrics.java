package org.rollcall.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.rollcall.directory.Census;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.domain.DomainCounters;
import org.rollcall.server.domain.DomainOutcome;
import org.rollcall.server.domain.DomainRequest;
import org.rollcall.server.domain.DomainService;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.netbios.NetbiosCounters;
import org.rollcall.server.session.OperationKind;
import org.rollcall.server.tls.HandshakeResult;
import org.rollcall.server.tls.Tls;
import org.rollcall.store.rocksdb.RocksStore;

/** Gathers what the server can tell in figures, at the moment it is asked. */
public final class ServerMetrics {
    private static final double[] LATENCY_BOUNDS_SECONDS = latencyBounds();

    private final List<LoopCounters> loops;
    private final LongSupplier openConnections;
    private final Supplier<Census> census;
    private final LongSupplier expiries;
    private final Supplier<StoreHealth> storeHealth;
    private final Supplier<Optional<RocksStore.Counts>> storeCounts;
    private final LongSupplier droppedLogLines;
    private final LongSupplier lostAuditLines;
    private final Optional<Tls> tls;
    private final Optional<NetbiosCounters> netbios;
    private final Optional<DomainService> domain;

    public ServerMetrics(
            List<LoopCounters> loops,
            LongSupplier openConnections,
            Supplier<Census> census,
            LongSupplier expiries,
            Supplier<StoreHealth> storeHealth,
            Supplier<Optional<RocksStore.Counts>> storeCounts,
            LongSupplier droppedLogLines,
            LongSupplier lostAuditLines,
            Optional<Tls> tls,
            Optional<NetbiosCounters> netbios,
            Optional<DomainService> domain) {
        this.loops = List.copyOf(loops);
        this.openConnections = openConnections;
        this.census = census;
        this.expiries = expiries;
        this.storeHealth = storeHealth;
        this.storeCounts = storeCounts;
        this.droppedLogLines = droppedLogLines;
        this.lostAuditLines = lostAuditLines;
        this.tls = tls;
        this.netbios = netbios;
        this.domain = domain;
    }

    private static double[] latencyBounds() {
        double[] bounds = new double[LoopCounters.LATENCY_BUCKETS];
        for (int i = 0; i < bounds.length - 1; i++) {
            bounds[i] = (1L << i) / 1e6;
        }
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        return bounds;
    }

    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        always().forEach(all::metricSnapshot);
        tls.ifPresent(encryption -> ofTls(encryption).forEach(all::metricSnapshot));
        netbios.ifPresent(counters -> ofNetbios(counters).forEach(all::metricSnapshot));
        domain.ifPresent(its -> ofDomain(its).forEach(all::metricSnapshot));
        return all.build();
    }

    private static List<MetricSnapshot> ofTls(Tls tls) {
        CounterSnapshot.Builder handshakes = CounterSnapshot.builder()
                .name("rollcall_tls_handshakes")
                .help("Beginnings of encryption by their ends");
        for (HandshakeResult result : HandshakeResult.values()) {
            handshakes.dataPoint(point("result", result.label(), tls.counters().handshakes(result)));
        }
        return List.of(
                handshakes.build(),
                gauge(
                        "rollcall_tls_connections",
                        "Open connections that are encrypted",
                        tls.counters().open()),
                gauge(
                        "rollcall_tls_certificate_not_after_seconds",
                        "When the certificate in use expires, in seconds since 1970",
                        tls.certificate().notAfter().getEpochSecond()));
    }

    private static List<MetricSnapshot> ofNetbios(NetbiosCounters netbios) {
        CounterSnapshot.Builder sessions = CounterSnapshot.builder()
                .name("rollcall_netbios_session_requests")
                .help("Requests for NetBIOS sessions by their answers");
        netbios.sessions().forEach((outcome, count) -> sessions.dataPoint(point("answer", outcome.label(), count)));
        CounterSnapshot.Builder queries = CounterSnapshot.builder()
                .name("rollcall_netbios_name_queries")
                .help("Questions for NetBIOS names by their answers");
        netbios.queries().forEach((outcome, count) -> queries.dataPoint(point("answer", outcome.label(), count)));
        return List.of(sessions.build(), queries.build());
    }

    private static List<MetricSnapshot> ofDomain(DomainService domain) {
        DomainCounters counters = domain.counters();
        CounterSnapshot.Builder requests = CounterSnapshot.builder()
                .name("rollcall_domain_requests")
                .help("What the Active Directory domain was asked, by kind and by what came of it");
        SummarySnapshot.Builder seconds = SummarySnapshot.builder()
                .name("rollcall_domain_request_seconds")
                .help("Time of requests to the domain, with the wait for their turn");
        for (DomainRequest kind : DomainRequest.values()) {
            long all = 0;
            for (DomainOutcome outcome : DomainOutcome.values()) {
                long count = counters.requests(kind, outcome);
                all += count;
                requests.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of("kind", kind.label(), "result", outcome.label()))
                        .value((double) count)
                        .build());
            }
            seconds.dataPoint(SummaryDataPointSnapshot.builder()
                    .labels(Labels.of("kind", kind.label()))
                    .count(all)
                    .sum(counters.nanos(kind) / 1e9)
                    .build());
        }
        return List.of(
                requests.build(),
                seconds.build(),
                gauge(
                        "rollcall_domain_reachable",
                        "Whether a controller of the domain could be asked last: 1 or 0",
                        domain.isReachable() ? 1 : 0),
                gauge("rollcall_domain_helpers_busy", "Helpers for NTLM that are judging", counters.helpersBusy()),
                counter(
                        "rollcall_domain_helpers_lost",
                        "Helpers for NTLM that ended, took too long, or wrote nonsense",
                        counters.helpersLost()));
    }

    private static CounterDataPointSnapshot point(String label, String value, long count) {
        return CounterDataPointSnapshot.builder()
                .labels(Labels.of(label, value))
                .value((double) count)
                .build();
    }

    private List<MetricSnapshot> always() {
        RocksStore.Counts store = storeCounts.get().orElse(RocksStore.Counts.NONE);
        return List.of(
                gauge(
                        "rollcall_store_good",
                        "Whether the store takes changes: 1, or 0 when its disk is full or it has failed",
                        storeHealth.get().state() == StoreHealth.State.GOOD ? 1 : 0),
                counter("rollcall_store_commits", "Changes that the store has committed", store.commits()),
                counter(
                        "rollcall_store_writes",
                        "How often the store wrote to its disk, each time for one commit or more",
                        store.writes()),
                counter("rollcall_store_bytes", "Octets of keys and values that the store has written", store.bytes()),
                operations(),
                latencies(),
                limited(),
                entries(),
                gauge("rollcall_connections", "Open connections", openConnections.getAsLong()),
                counter("rollcall_entries_returned", "Entries that searches returned", sum(LoopCounters::entries)),
                counter("rollcall_expiries", "Entries whose lease ended", expiries.getAsLong()),
                counter("rollcall_malformed_messages", "Messages not understood", sum(LoopCounters::malformed)),
                counter(
                        "rollcall_failures",
                        "Operations that failed for no fault of the client",
                        sum(LoopCounters::failures)),
                counter(
                        "rollcall_routine_failures",
                        "Requests that failed to be answered undecoded, for no fault of the client, and were decoded",
                        sum(LoopCounters::routineFailures)),
                counter(
                        "rollcall_access_log_dropped",
                        "Lines of operations that came faster than they could be written, or that could not be written",
                        droppedLogLines.getAsLong()),
                counter(
                        "rollcall_audit_lost",
                        "Lines of the audit that could not be written, or not in time",
                        lostAuditLines.getAsLong()));
    }

    private long sum(ToLongFunction<LoopCounters> figure) {
        return loops.stream().mapToLong(figure).sum();
    }

    private CounterSnapshot operations() {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name("rollcall_operations").help("Operations by kind and result");
        for (OperationKind kind : OperationKind.values()) {
            for (int code = 0; code < LoopCounters.RESULTS; code++) {
                int result = code;
                long count = sum(loop -> loop.operations(kind, result));
                if (count > 0) {
                    builder.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(Labels.of("kind", kind.label(), "result", new ResultCode(code).label()))
                            .value((double) count)
                            .build());
                }
            }
        }
        return builder.build();
    }

    private HistogramSnapshot latencies() {
        HistogramSnapshot.Builder builder = HistogramSnapshot.builder()
                .name("rollcall_operation_seconds")
                .help("Time from the start of an operation to the writing of its result");
        for (OperationKind kind : OperationKind.values()) {
            long[] counts = new long[LoopCounters.LATENCY_BUCKETS];
            long total = 0;
            for (int i = 0; i < counts.length; i++) {
                int bucket = i;
                counts[i] = sum(loop -> loop.latencies(kind, bucket));
                total += counts[i];
            }
            if (total > 0) {
                builder.dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(Labels.of("kind", kind.label()))
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(LATENCY_BOUNDS_SECONDS, counts))
                        .sum(sum(loop -> loop.latencySumNanos(kind)) / 1e9)
                        .build());
            }
        }
        return builder.build();
    }

    private CounterSnapshot limited() {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name("rollcall_limited").help("How often somebody ran into a limit");
        for (Limit limit : Limit.values()) {
            builder.dataPoint(point("limit", limit.label(), sum(loop -> loop.limited(limit))));
        }
        return builder.build();
    }

    private GaugeSnapshot entries() {
        Census now = census.get();
        return GaugeSnapshot.builder()
                .name("rollcall_entries")
                .help("Living entries by kind")
                .dataPoint(entriesOf("people", now.people()))
                .dataPoint(entriesOf("applications", now.applications()))
                .dataPoint(entriesOf("conferences", now.conferences()))
                .dataPoint(entriesOf("others", now.others()))
                .build();
    }

    private static GaugeDataPointSnapshot entriesOf(String kind, long count) {
        return GaugeDataPointSnapshot.builder()
                .labels(Labels.of("kind", kind))
                .value((double) count)
                .build();
    }

    private static GaugeSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        GaugeDataPointSnapshot.builder().value((double) value).build())
                .build();
    }

    private static CounterSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build();
    }
}
