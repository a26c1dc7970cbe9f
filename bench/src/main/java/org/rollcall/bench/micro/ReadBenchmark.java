package org.rollcall.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Dialect;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Template;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Locator;
import org.rollcall.locator.LocatorSettings;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.Work;

/**
 * Searches by name and refreshes from request octets to reply octets, without a socket: as routines, and the ordinary
 * way that a request goes whose form is not known.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class ReadBenchmark {
    private static final int ID = Template.FIRST_ID;
    private static final int POPULATION = 10_000;
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int LESSONS = 1_000;

    private final MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
    private final MessageEncoder encoder = new MessageEncoder();
    private final RequestOctets octets = new RequestOctets();
    private final ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(4_096);
    private final ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(4_096);
    private final Template search = Dialect.exact().template();
    private final Template sttl = Dialect.N_CLIENT.sttlRefresh(LEASE).template();
    private final Template refresh = Dialect.refresh(LEASE).template();
    private final Locator locator;
    private final Caller nClient;
    private final Caller plain;
    private long serial;

    public ReadBenchmark() {
        SecureRandom random = new SecureRandom();
        LocalDirectory directory = new LocalDirectory(
                EngineSettings.DEFAULT,
                SchemaLoader.defaultSchema(),
                Locator.rootDse(List.of()),
                System::nanoTime,
                InstantSource.system(),
                random,
                new MemoryStore());
        locator = new Locator(directory, LocatorSettings.DEFAULT, random, System::nanoTime);
        Asker asker = Asker.anonymous(new Owner.Network("192.0.2.1"), true);
        nClient = new Caller(directory.view(asker), ProtocolVersion.V2, Optional.empty());
        plain = new Caller(directory.view(asker), ProtocolVersion.V3, Optional.empty());
    }

    @Setup
    public void populate() throws ProtocolException {
        for (int i = 0; i < POPULATION; i++) {
            in.clear();
            in.writeBytes(Requests.message(ID, People.addPerson(i, Math.toIntExact(LEASE.toSeconds()))));
            ordinary(plain);
        }
        for (int i = 0; i < LESSONS; i++) {
            ordinarySearch();
            locator.learn(octets, decoder.decodeRequest(octets), plain);
            write(sttl);
            locator.learn(octets, decoder.decodeRequest(octets), nClient);
            write(refresh);
            locator.learn(octets, decoder.decodeRequest(octets), plain);
        }
    }

    @TearDown
    public void release() {
        in.release();
        out.release();
    }

    @Benchmark
    public int search() {
        return routine(search, plain);
    }

    @Benchmark
    public int sttlRefresh() {
        return routine(sttl, nClient);
    }

    @Benchmark
    public int refresh() {
        return routine(refresh, plain);
    }

    @Benchmark
    public int ordinarySearch() throws ProtocolException {
        write(search);
        return ordinary(plain);
    }

    private void write(Template template) {
        in.clear();
        serial = (serial + 1) % POPULATION;
        template.writeTo(in, ID, serial);
        if (!octets.read(in, in.readerIndex(), in.readableBytes())) {
            throw new IllegalStateException("a request that is too long");
        }
    }

    private int routine(Template template, Caller caller) {
        write(template);
        out.clear();
        if (locator.answer(octets, caller, out) == Locator.NO_ROUTINE) {
            throw new IllegalStateException("not answered as a routine");
        }
        return out.readableBytes();
    }

    private int ordinary(Caller caller) throws ProtocolException {
        LdapMessage request = decoder.decodeRequest(in);
        out.clear();
        switch (locator.begin(request, caller)) {
            case Work.Done done ->
                encoder.encode(
                        new LdapMessage(ID, done.answer().response()),
                        out,
                        caller.version().text());
            case Work.Streaming streaming -> {
                while (!streaming.stream().advance(out, POPULATION, Integer.MAX_VALUE / 2)) {
                    // There is more to do.
                }
            }
            case Work.Pending _ -> throw new IllegalStateException("a store in memory commits at once");
        }
        return out.readableBytes();
    }
}
