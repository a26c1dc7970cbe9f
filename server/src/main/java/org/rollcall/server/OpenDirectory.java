package org.rollcall.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.rollcall.directory.engine.EngineSettings;
import org.rollcall.directory.engine.LocalDirectory;
import org.rollcall.directory.schema.Schema;
import org.rollcall.directory.schema.SchemaFileException;
import org.rollcall.directory.schema.SchemaLoader;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.StoreException;
import org.rollcall.directory.store.StoreHealth;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.locator.Locator;
import org.rollcall.server.config.Settings;
import org.rollcall.server.logon.Authentication;
import org.rollcall.server.session.Session;
import org.rollcall.store.rocksdb.RocksStore;

/** A directory with its entries, as the settings describe it: of a server, or of one that is not running. */
public final class OpenDirectory implements AutoCloseable {
    /** Changes kept for watchers that are behind. */
    private static final int FEED_LENGTH = 16 * 1024;
    /** How long the end may take to tell the store of the last ones. */
    private static final Duration LAST_SAVE = Duration.ofMillis(300);
    /** Most renewals that the store is told of between two looks at the clock. */
    private static final int LAST_BUDGET = 256;

    private final ServerStore store;
    private final LocalDirectory directory;

    private OpenDirectory(ServerStore store, LocalDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /**
     * Opens it, with all entries that were kept; the data directory is made when missing.
     *
     * @param random for UUIDs; safe for use by many threads
     * @param recovering hears how many entries are back so far
     * @throws StoreException where the data directory can't be used
     * @throws ServerStartException where the schema or something else can't
     */
    public static OpenDirectory open(Settings settings, RandomGenerator random, LongConsumer recovering)
            throws ServerStartException {
        return open(settings, true, random, recovering);
    }

    /**
     * Opens it as {@link #open} does, if there is one.
     *
     * @throws StoreException also where the data directory has none
     */
    public static OpenDirectory openExisting(Settings settings, RandomGenerator random, LongConsumer recovering)
            throws ServerStartException {
        return open(settings, false, random, recovering);
    }

    private static OpenDirectory open(
            Settings settings, boolean create, RandomGenerator random, LongConsumer recovering)
            throws ServerStartException {
        Schema schema = schema(settings.schema());
        ServerStore store = ServerStore.open(settings, create);
        try {
            LocalDirectory directory = directory(settings, schema, random, store.store());
            store.recover(directory, recovering);
            return new OpenDirectory(store, directory);
        } catch (ServerStartException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Schema schema(Settings.Schema settings) throws ServerStartException {
        try {
            SchemaLoader loader = SchemaLoader.withOwnFiles();
            for (Path file : settings.files()) {
                loader.add(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
            return loader.build(settings.ilsaAttributes());
        } catch (SchemaFileException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ServerStartException("cannot read the schema file " + e.getMessage(), e);
        }
    }

    private static LocalDirectory directory(Settings settings, Schema schema, RandomGenerator random, Store store)
            throws ServerStartException {
        Settings.Lease lease = settings.lease();
        EngineSettings engine = new EngineSettings(
                lease.defaultTime(),
                lease.maxPerson(),
                lease.maxConference(),
                lease.maxConference(),
                lease.maxSttl(),
                lease.sttlGrace(),
                settings.suffixes(),
                settings.anonymous().writableSubtrees(),
                settings.limits().entriesPerAddress(),
                settings.limits().entriesPerAccount(),
                settings.limits().entrySize().toInt(),
                FEED_LENGTH);
        try {
            return new LocalDirectory(
                    engine, schema, rootDse(settings), System::nanoTime, InstantSource.system(), random, store);
        } catch (IllegalArgumentException e) {
            throw new ServerStartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** RFC 4512 §5.1, and RFC 2589 §5: dynamic entries may be in every suffix. */
    private static List<Attribute> rootDse(Settings settings) {
        List<String> suffixes = new ArrayList<>();
        suffixes.add("o=Intranet");
        suffixes.addAll(settings.suffixes());
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("namingContexts", suffixes.toArray(String[]::new)));
        attributes.add(Attribute.of("dynamicSubtrees", suffixes.toArray(String[]::new)));
        attributes.add(Attribute.of(
                "supportedSASLMechanisms", Authentication.mechanisms(settings).toArray(String[]::new)));
        attributes.addAll(
                Locator.rootDse(Session.extendedOperations(settings.tls().offersStartTls())));
        return attributes;
    }

    public LocalDirectory directory() {
        return directory;
    }

    /** Where all of it is kept. */
    public Store store() {
        return store.store();
    }

    /** The store, where entries are kept on disk. */
    Optional<RocksStore> durable() {
        return store.durable();
    }

    StoreHealth storeHealth() {
        return store.store().health();
    }

    Optional<RocksStore.Counts> storeCounts() {
        return store.counts();
    }

    /** Tells the store of renewals that it has not heard of, as far as a moment allows, and closes it. */
    @Override
    public void close() {
        saveLastRenewals();
        store.close();
    }

    private void saveLastRenewals() {
        long end = System.nanoTime() + LAST_SAVE.toNanos();
        int next = 0;
        while (next < directory.renewalsEnd() && System.nanoTime() - end < 0) {
            next = directory.saveRenewals(next, directory.renewalsEnd(), LAST_BUDGET);
        }
    }
}
