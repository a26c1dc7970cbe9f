package org.rollcall.server.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.Observer;
import org.rollcall.server.session.OperationKind;

/**
 * The counts of one event loop. Only its thread writes, so that counting is a plain addition; any thread may read, and
 * sees what was counted a moment ago.
 */
@SuppressWarnings("EnumOrdinal") // places in arrays that live as long as the process
public final class LoopCounters implements Observer {
    /** Latencies are counted by powers of two, the first bucket ending at a microsecond, the last but one at 8 s. */
    static final int LATENCY_BUCKETS = 25;

    /** Result codes that have a counter of their own; others share the last. */
    static final int RESULTS = 128;

    private static final int SUCCESS = ResultCode.SUCCESS.value();
    private static final int SIZE_LIMIT = ResultCode.SIZE_LIMIT_EXCEEDED.value();
    private static final int ADMIN_LIMIT = ResultCode.ADMIN_LIMIT_EXCEEDED.value();
    private static final int KINDS = OperationKind.values().length;

    private final AtomicLongArray results = new AtomicLongArray(KINDS * RESULTS);
    private final AtomicLongArray latencies = new AtomicLongArray(KINDS * LATENCY_BUCKETS);
    private final AtomicLongArray latencySumsNanos = new AtomicLongArray(KINDS);
    private final AtomicLongArray limited = new AtomicLongArray(Limit.values().length);
    private final AtomicLongArray others = new AtomicLongArray(4);

    private static final int ENTRIES = 0;
    private static final int MALFORMED = 1;
    private static final int FAILURES = 2;
    private static final int ROUTINE_FAILURES = 3;

    @Override
    public void ended(
            Client client,
            ProtocolVersion version,
            LdapMessage request,
            OperationKind kind,
            ResultCode code,
            long entries,
            long startedNanos,
            long endedNanos) {
        int value = code.value();
        count(kind, value, entries, endedNanos - startedNanos);
        if (value == SIZE_LIMIT || value == ADMIN_LIMIT) {
            countLimit(request, value, entries);
        }
    }

    @Override
    public void answered(
            Client client,
            ProtocolVersion version,
            RequestOctets request,
            OperationKind kind,
            long entries,
            long startedNanos,
            long endedNanos) {
        count(kind, SUCCESS, entries, endedNanos - startedNanos);
    }

    private void count(OperationKind kind, int value, long entries, long nanos) {
        int ordinal = kind.ordinal();
        add(results, ordinal * RESULTS + (value >= 0 && value < RESULTS ? value : RESULTS - 1), 1);
        add(latencies, ordinal * LATENCY_BUCKETS + bucket(nanos), 1);
        add(latencySumsNanos, ordinal, nanos);
        if (entries != 0) {
            add(others, ENTRIES, entries);
        }
    }

    /** The engine's limits show in results: adminLimitExceeded, which version 2 knows as sizeLimitExceeded. */
    private void countLimit(LdapMessage request, int code, long entries) {
        if (!(request.op() instanceof SearchRequest search)) {
            add(limited, Limit.ENTRIES.ordinal(), 1);
        } else if (code == ADMIN_LIMIT || entries != search.sizeLimit()) {
            add(limited, Limit.SEARCH_WORK.ordinal(), 1);
        }
    }

    static int bucket(long nanos) {
        long micros = Math.max(0, nanos - 1) / 1_000;
        return Math.min(LATENCY_BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros));
    }

    @Override
    public void malformed(Client client, String why) {
        add(others, MALFORMED, 1);
    }

    @Override
    public void limited(Client client, Limit limit) {
        add(limited, limit.ordinal(), 1);
    }

    @Override
    public void failed(Client client, LdapMessage request, Throwable failure) {
        add(others, FAILURES, 1);
    }

    @Override
    public void stumbled(Client client, RuntimeException failure) {
        add(others, ROUTINE_FAILURES, 1);
    }

    private static void add(AtomicLongArray counters, int index, long more) {
        counters.setOpaque(index, counters.getPlain(index) + more);
    }

    /** Operations of this kind that ended with this result. */
    public long operations(OperationKind kind, int result) {
        return results.getOpaque(kind.ordinal() * RESULTS + result);
    }

    /** Operations of this kind whose latency fell into this bucket. */
    long latencies(OperationKind kind, int bucket) {
        return latencies.getOpaque(kind.ordinal() * LATENCY_BUCKETS + bucket);
    }

    long latencySumNanos(OperationKind kind) {
        return latencySumsNanos.getOpaque(kind.ordinal());
    }

    /** How often somebody ran into this limit. */
    public long limited(Limit limit) {
        return limited.getOpaque(limit.ordinal());
    }

    /** Entries that searches returned. */
    public long entries() {
        return others.getOpaque(ENTRIES);
    }

    /** Messages that could not be understood. */
    public long malformed() {
        return others.getOpaque(MALFORMED);
    }

    /** Operations that failed for no fault of their clients. */
    public long failures() {
        return others.getOpaque(FAILURES);
    }

    /** Requests that could not be answered undecoded, for no fault of their clients. */
    public long routineFailures() {
        return others.getOpaque(ROUTINE_FAILURES);
    }
}
