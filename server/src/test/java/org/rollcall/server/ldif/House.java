package org.rollcall.server.ldif;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.rollcall.directory.Asker;
import org.rollcall.directory.LeaseTerm;
import org.rollcall.directory.Match;
import org.rollcall.directory.NewEntry;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.ldif.ExternalValues;
import org.rollcall.ldap.ldif.LdifLimits;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.locator.Locator;

/** A directory with a clock that stands still, and short ways to fill, export and import it. */
final class House implements AutoCloseable {
    static final Owner ALICE = new Owner.Network("192.0.2.1");

    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    private final LocalDirectory directory;
    final List<String> refusals = new ArrayList<>();

    House() {
        this(new MemoryStore());
    }

    House(Store store) {
        directory = new LocalDirectory(
                EngineSettings.DEFAULT,
                SchemaLoader.defaultSchema(),
                Locator.rootDse(List.of()),
                nanos::get,
                () -> Instant.ofEpochSecond(1_800_000_000L + nanos.get() / 1_000_000_000L),
                new Random(3),
                store);
    }

    LocalDirectory directory() {
        return directory;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        directory.sweep(Integer.MAX_VALUE);
    }

    void add(Owner owner, String dn, LeaseTerm lease, List<Attribute> hidden, Attribute... attributes) {
        NewEntry entry = new NewEntry(directory.name(name(dn)), List.of(attributes), lease, hidden);
        directory
                .view(Asker.privileged(owner))
                .write(Set.of(entry.name()), transaction -> transaction.add(entry))
                .toCompletableFuture()
                .join();
    }

    void add(String dn, String objectClass, LeaseTerm lease) {
        add(ALICE, dn, lease, List.of(), Attribute.of("objectClass", objectClass));
    }

    void delete(String dn) {
        directory
                .view(Asker.SERVER)
                .write(Set.of(directory.name(name(dn))), transaction -> {
                    transaction.delete(directory.name(name(dn)));
                    return true;
                })
                .toCompletableFuture()
                .join();
    }

    private static org.rollcall.ldap.name.Dn name(String dn) {
        try {
            return DnParser.parse(dn);
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException(dn, e);
        }
    }

    Optional<Match> read(String dn) {
        return directory.view(Asker.SERVER).read(directory.name(name(dn)));
    }

    List<String> values(String dn, String attribute) {
        return read(dn)
                .orElseThrow()
                .values(directory.schema().attributeType(attribute).orElseThrow())
                .stream()
                .map(OctetString::utf8)
                .toList();
    }

    String export(Selection selection) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new LdifExport(new DirectoryEntries(directory)).write(selection, out, count -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Each refusal is kept as its line, a colon and its reason. */
    ImportSummary load(String ldif, IntakeTerms terms, boolean continueOnError) {
        ImportListener listener = new ImportListener() {
            @Override
            public void refused(long line, String reason) {
                refusals.add(line + ": " + reason);
            }

            @Override
            public void done(long records) {}
        };
        return new LdifImport(new DirectoryEntries(directory).intake(terms), continueOnError, listener)
                .run(
                        new ByteArrayInputStream(ldif.getBytes(StandardCharsets.UTF_8)),
                        LdifLimits.DEFAULT,
                        ExternalValues.REFUSED);
    }

    ImportSummary load(String ldif) {
        return load(ldif, IntakeTerms.DEFAULT, true);
    }

    @Override
    public void close() {
        directory.close();
    }
}
