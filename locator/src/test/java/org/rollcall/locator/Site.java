package org.rollcall.locator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.rollcall.access.check.Token;
import org.rollcall.directory.Asker;
import org.rollcall.directory.Directory;
import org.rollcall.directory.Owner;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.MemoryStore;
import org.rollcall.directory.store.Store;

/** A locator over a directory of its own, with a clock that stands still until it is told to go on. */
final class Site implements AutoCloseable {
    static final String HOME = "192.168.0.10";
    static final String ELSEWHERE = "192.168.0.20";

    private final AtomicLong nanos;
    private final LocalDirectory directory;
    private final Locator locator;

    Site() {
        this(EngineSettings.DEFAULT, LocatorSettings.DEFAULT);
    }

    Site(LocatorSettings settings) {
        this(EngineSettings.DEFAULT, settings);
    }

    Site(EngineSettings engine, LocatorSettings settings) {
        this(engine, settings, SchemaLoader.defaultSchema());
    }

    Site(EngineSettings engine, LocatorSettings settings, Schema schema) {
        this(engine, settings, schema, new MemoryStore());
    }

    Site(EngineSettings engine, LocatorSettings settings, Schema schema, Store store) {
        nanos = new AtomicLong(1_000_000_000L);
        directory = new LocalDirectory(
                engine,
                schema,
                Locator.rootDse(List.of()),
                nanos::get,
                () -> Instant.ofEpochSecond(1_800_000_000L + nanos.get() / 1_000_000_000L),
                new Random(3),
                store);
        locator = new Locator(directory, settings, new Random(4), nanos::get, 1);
    }

    private Site(Site other) {
        nanos = other.nanos;
        directory = other.directory;
        locator = new Locator(directory, LocatorSettings.DEFAULT, new Random(4), nanos::get, 1);
    }

    /** Another locator over the same directory, which has learned nothing yet. */
    Site unlearned() {
        return new Site(this);
    }

    Directory directory() {
        return directory;
    }

    Locator locator() {
        return locator;
    }

    void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** NetMeeting and its kind: LDAPv2, anonymous. */
    Client nClient(String address) {
        return client(address, ProtocolVersion.V2);
    }

    Client nClient() {
        return nClient(HOME);
    }

    /** TAPI, and every client of LDAPv3. */
    Client tClient(String address) {
        return client(address, ProtocolVersion.V3);
    }

    Client tClient() {
        return tClient(HOME);
    }

    private Client client(String address, ProtocolVersion version) {
        try {
            return client(Asker.from(new Owner.Network(address)), version, Optional.of(InetAddress.getByName(address)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Somebody who has proved who it is. */
    Client user(String name, Token token) {
        return client(new Asker(new Owner.Principal(name), token, false, false), ProtocolVersion.V3, Optional.empty());
    }

    Client admin() {
        return client(Asker.privileged(new Owner.Principal("admin")), ProtocolVersion.V3, Optional.empty());
    }

    private Client client(Asker asker, ProtocolVersion version, Optional<InetAddress> observed) {
        return new Client(locator, new Caller(directory.view(asker), version, observed));
    }

    @Override
    public void close() {
        directory.close();
    }
}
