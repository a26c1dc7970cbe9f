package org.rollcall.bench.micro;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.rollcall.access.sddl.InvalidSddlException;
import org.rollcall.access.sddl.Sddl;
import org.rollcall.directory.Asker;
import org.rollcall.directory.EntryName;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.Pairing;
import org.rollcall.directory.SearchCursor;
import org.rollcall.directory.SearchQuery;
import org.rollcall.directory.View;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.query.Condition;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;

/** A stranger's search that looks at every entry, where none has a security descriptor and where all have one of many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class DescriptorBenchmark {
    private static final int POPULATION = 100_000;
    private static final String BASE = "ou=Dynamic,o=Intranet";

    /** How many different descriptors the entries have; 0 for none at all. */
    @Param({"0", "1000"})
    private int descriptors;

    private final LocalDirectory directory = new LocalDirectory(
            EngineSettings.DEFAULT,
            SchemaLoader.defaultSchema(),
            List.of(),
            System::nanoTime,
            InstantSource.system(),
            new SecureRandom(),
            new MemoryStore());
    private final View stranger = directory.view(Asker.from(new Owner.Network("192.0.2.9")));
    private final Condition condition = directory.condition(new Filter.And(List.of(
            new Filter.Equality("objectClass", OctetString.of("rtPerson")),
            new Filter.Equality("sn", OctetString.of("nobody")))));

    @Setup
    public void populate() throws InvalidNameException, InvalidSddlException {
        View owner = directory.view(Asker.anonymous(new Owner.Network("192.0.2.1"), true));
        for (int i = 0; i < POPULATION; i++) {
            EntryName name = directory.name(DnParser.parse("cn=user" + i + "@example.com," + BASE));
            List<Attribute> attributes = new ArrayList<>(List.of(
                    Attribute.of("objectClass", "rtPerson"),
                    Attribute.of("sn", "Surname" + i % 977),
                    Attribute.of("givenName", "Given" + i % 331),
                    Attribute.of("mail", "user" + i + "@example.com"),
                    Attribute.of("c", "de"),
                    Attribute.of("ipAddress", Integer.toString(1_000_000 + i))));
            if (descriptors > 0) {
                String sddl = "D:(A;;LCRPLORC;;;WD)(A;;GA;;;S-1-5-21-1-2-3-" + i % descriptors + ")";
                byte[] octets = new Sddl(Optional.empty()).parse(sddl).encode();
                attributes.add(new Attribute("ntSecurityDescriptor", List.of(OctetString.wrap(octets))));
            }
            NewEntry entry = new NewEntry(name, attributes, new LeaseTerm.Default(false), List.of());
            owner.write(Set.of(name), transaction -> transaction.add(entry))
                    .toCompletableFuture()
                    .join();
        }
    }

    @Benchmark
    public long everyEntry() throws InvalidNameException {
        SearchCursor cursor = stranger.search(new SearchQuery(
                directory.name(DnParser.parse(BASE)),
                SearchScope.SINGLE_LEVEL,
                condition,
                Pairing.NONE,
                false,
                SearchQuery.START));
        while (cursor.advance(1_000, match -> true) == SearchCursor.Step.MORE) {
            // To the end.
        }
        return cursor.examined();
    }
}
