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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rollcall.bench.load.Loads;
import org.rollcall.bench.people.People;
import org.rollcall.bench.run.Dialect;
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
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.Caller;
import org.rollcall.locator.Locator;
import org.rollcall.locator.LocatorSettings;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.locator.Work;

/**
 * Registrations from request octets to reply octets, without a socket. What an invocation adds expires after it, in
 * time that does not count; but what taking it out allocates is in the allocation of each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class RegistrationBenchmark {
    private static final int ID = Template.FIRST_ID;
    private static final int POPULATION = 10_000;
    private static final int BATCH = 500;
    private static final int LEASE_SECONDS = 3_600;
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final EngineSettings SETTINGS = new EngineSettings(
            Duration.ofMinutes(10),
            LONGEST,
            LONGEST,
            LONGEST,
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            List.of(),
            List.of(),
            500,
            500,
            256 * 1_024,
            16_384);

    private final MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
    private final MessageEncoder encoder = new MessageEncoder();
    private final ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(4_096);
    private final ByteBuf out = PooledByteBufAllocator.DEFAULT.directBuffer(4_096);
    private final List<Template> registration = Dialect.N_CLIENT.register().stream()
            .map(Loads.Step::template)
            .skip(1)
            .toList();
    private final Template person = Template.of(People.addChurning(LEASE_SECONDS));
    private final LocalDirectory directory;
    private final Locator locator;
    private final Caller nClient;
    private final Caller plain;
    private long serial;
    private long aheadNanos;

    public RegistrationBenchmark() {
        SecureRandom random = new SecureRandom();
        directory = new LocalDirectory(
                SETTINGS,
                SchemaLoader.defaultSchema(),
                Locator.rootDse(List.of()),
                () -> System.nanoTime() + aheadNanos,
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
        Template resident = Template.of(People.addChurning(Math.toIntExact(LONGEST.toSeconds())));
        for (int i = 0; i < POPULATION; i++) {
            carry(resident, plain);
            serial++;
        }
    }

    @TearDown
    public void release() {
        in.release();
        out.release();
    }

    /** Lets the leases of what the invocation added end, and takes it out. */
    @TearDown(Level.Invocation)
    public void sweep() {
        aheadNanos += Duration.ofSeconds(2 * LEASE_SECONDS).toNanos();
        while (directory.sweep(BATCH) == 0) {
            // There is more to do.
        }
        if (directory.census().people() != POPULATION) {
            throw new IllegalStateException("not as many people as before: " + directory.census());
        }
    }

    /** The add of MS-TAIL 4.1.2 and the modify of MS-TAIL 4.1.3: a person and its application. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int registerNClient() throws ProtocolException {
        for (int i = 0; i < BATCH; i++) {
            register();
        }
        return out.readableBytes();
    }

    /** The add of a person with twenty attributes, as an import sends it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int addPerson() throws ProtocolException {
        for (int i = 0; i < BATCH; i++) {
            carry(person, plain);
            serial++;
        }
        return out.readableBytes();
    }

    private void register() throws ProtocolException {
        for (int i = 0; i < registration.size(); i++) {
            carry(registration.get(i), nClient);
        }
        serial++;
    }

    private void carry(Template template, Caller caller) throws ProtocolException {
        in.clear();
        template.writeTo(in, ID, serial);
        LdapMessage request = decoder.decodeRequest(in);
        if (!(locator.begin(request, caller) instanceof Work.Done done)) {
            throw new IllegalStateException("a store in memory commits at once");
        }
        LdapMessage reply = new LdapMessage(ID, done.answer().response());
        out.clear();
        encoder.encode(reply, out, caller.version().text());
        ResultCode code = done.answer().response().result().code();
        if (!code.equals(ResultCode.SUCCESS)) {
            throw new IllegalStateException("refused: " + code);
        }
    }
}
