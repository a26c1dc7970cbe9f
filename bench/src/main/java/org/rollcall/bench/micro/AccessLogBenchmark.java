package org.rollcall.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Dialect;
import org.rollcall.bench.wire.Template;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestForm;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.log.AccessLog;
import org.rollcall.server.log.LineForm;
import org.rollcall.server.log.OperationLog;
import org.rollcall.server.metrics.LoopCounters;
import org.rollcall.server.session.Observer;
import org.rollcall.server.session.OperationKind;

/**
 * What an operation's end costs the thread that serves it: counting it, with and without its line in the access log. The
 * lines are written to nowhere, by their own thread, whose time is not in the figures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class AccessLogBenchmark {
    /** Lines made at a stretch; a ring has room for twice as many, and the thread that writes is woken before that. */
    private static final int LINES = 2_000;

    private static final int REQUESTS = 16;
    /** From one operation to the next, as on a busy loop. */
    private static final long STEP_NANOS = 5_000;

    @Param({"NONE", "TEXT", "JSON"})
    private String form = "NONE";

    private final Client client = new Client(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_123),
            Optional.of(InetAddress.getLoopbackAddress()),
            Owner.SERVER,
            0,
            true);
    private final List<RequestOctets> requests = new ArrayList<>();
    private final LoopCounters counters = new LoopCounters();
    private Optional<AccessLog> log = Optional.empty();
    private Observer observer = counters;
    private LdapMessage decoded = new LdapMessage(1, new UnbindRequest());
    private final AtomicLong written = new AtomicLong();
    private long made;
    private long nowNanos;

    @Setup
    public void open() throws ProtocolException {
        if (!form.equals("NONE")) {
            log = Optional.of(new AccessLog(
                    new Nowhere(), LineForm.valueOf(form), InstantSource.system(), ZoneId.systemDefault()));
        }
        observer = new OperationLog(counters, log);
        Template search = Dialect.exact().template();
        RequestForm known = RequestForm.NONE;
        for (int i = 0; i < REQUESTS; i++) {
            ByteBuf pdu = Unpooled.buffer();
            search.writeTo(pdu, Template.FIRST_ID + i, i);
            RequestOctets octets = new RequestOctets();
            if (!octets.read(pdu, 0, pdu.readableBytes())) {
                throw new IllegalStateException("a request that is too long");
            }
            if (i == 0) {
                known = RequestForm.around(octets, OctetString.of(People.name(0)))
                        .orElseThrow();
                decoded = new MessageDecoder(DecoderLimits.DEFAULT).decodeRequest(octets);
            }
            octets.found(known);
            requests.add(octets);
        }
    }

    /** Lines that find no room cost next to nothing and would spoil the figure. */
    @TearDown(Level.Invocation)
    public void awaitWriter() {
        while (log.isPresent() && made - written.get() > LINES) {
            LockSupport.parkNanos(100_000);
        }
    }

    @TearDown
    public void close() {
        log.ifPresent(AccessLog::close);
    }

    /** A search by name that was answered undecoded. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void routine() {
        for (int i = 0; i < LINES; i++) {
            nowNanos += STEP_NANOS;
            observer.answered(
                    client,
                    ProtocolVersion.V3,
                    requests.get(i % REQUESTS),
                    OperationKind.SEARCH,
                    1,
                    nowNanos - STEP_NANOS + i,
                    nowNanos);
        }
        made += LINES;
    }

    /** The same, decoded. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void ordinary() {
        for (int i = 0; i < LINES; i++) {
            nowNanos += STEP_NANOS;
            observer.ended(
                    client,
                    ProtocolVersion.V3,
                    decoded,
                    OperationKind.SEARCH,
                    ResultCode.SUCCESS,
                    1,
                    nowNanos - STEP_NANOS + i,
                    nowNanos);
        }
        made += LINES;
    }

    /** Counts lines, and forgets them. */
    private final class Nowhere extends OutputStream {
        @Override
        public void write(int octet) {
            throw new IllegalStateException("lines come many at a time");
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            int lines = 0;
            for (int i = offset; i < offset + length; i++) {
                if (octets[i] == '\n') {
                    lines++;
                }
            }
            written.addAndGet(lines);
        }
    }
}
