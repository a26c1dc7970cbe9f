package org.rollcall.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.ldap.OctetString;

/**
 * RocksDB as this module uses it: a column family for each table, small buffers since reading happens at start only, and
 * no compression, so that damage stays where it is. It has no event listener: with one, RocksDB's Java binding breaks
 * the thread that recovers from a full disk.
 */
final class RocksDatabase implements Database {
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);
    /** How long a write that RocksDB has stopped waits before it tries again. */
    private static final long STALL_PAUSE_NANOS = 1_000_000;

    private static final int LOG_FILES = 4;
    private static final long LOG_BYTES = 1 << 20;

    private final Durability durability;
    private final Deque<AutoCloseable> resources;
    private final String logDamage;
    private final RocksDB db;
    private final WriteOptions writeOptions;
    private final ColumnFamilyHandle unnamed;
    private final Map<Table, ColumnFamilyHandle> tables = new EnumMap<>(Table.class);
    private final RocksUpkeep upkeep;
    /** Failures of flushes that are over. */
    private long knownErrors;

    private RocksDatabase(
            Path folder, boolean create, RocksStoreSettings settings, String logDamage, Deque<AutoCloseable> resources)
            throws RocksDBException {
        this.durability = settings.durability();
        this.resources = resources;
        this.logDamage = logDamage;
        this.writeOptions = own(new WriteOptions()
                .setSync(durability == Durability.SYNCED)
                .setNoSlowdown(true)
                .setDisableWAL(durability == Durability.MEMORY));
        LRUCache cache = own(new LRUCache(settings.blockCacheBytes()));
        ColumnFamilyOptions familyOptions = own(new ColumnFamilyOptions()
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setBottommostCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(settings.writeBufferBytes())
                .setMaxWriteBufferNumber(2)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache)));
        DBOptions options = own(new DBOptions()
                .setCreateIfMissing(create)
                .setCreateMissingColumnFamilies(true)
                .setParanoidChecks(true)
                .setWalRecoveryMode(
                        logDamage.isEmpty()
                                ? WALRecoveryMode.TolerateCorruptedTailRecords
                                : WALRecoveryMode.SkipAnyCorruptedRecords)
                // Without a log the tables only go together if they are flushed together.
                .setAtomicFlush(durability == Durability.MEMORY)
                .setDbWriteBufferSize(settings.writeBufferBytes())
                .setMaxTotalWalSize(settings.writeBufferBytes())
                .setMaxOpenFiles(settings.maxOpenFiles())
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(LOG_FILES)
                .setMaxLogFileSize(LOG_BYTES)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0));
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, familyOptions));
        for (Table table : Table.values()) {
            byte[] name = nameOf(table).getBytes(StandardCharsets.US_ASCII);
            descriptors.add(new ColumnFamilyDescriptor(name, familyOptions));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        // Compaction can wait, clients can't. Flushes keep their priority: writes wait for them.
        Env.getDefault().lowerThreadPoolCPUPriority(Priority.LOW).lowerThreadPoolIOPriority(Priority.LOW);
        this.db = own(RocksDB.open(options, folder.toString(), descriptors, handles));
        handles.forEach(this::own);
        Iterator<ColumnFamilyHandle> inOrder = handles.iterator();
        this.unnamed = inOrder.next();
        for (Table table : Table.values()) {
            tables.put(table, inOrder.next());
        }
        this.knownErrors = backgroundErrors();
        this.upkeep = new RocksUpkeep(db, folder, tables);
    }

    /**
     * Opens it; the library is loaded. That the log ends within a record is what a crash leaves; when something else is
     * wrong with it, what is whole after that place is read as well, and every read tells.
     */
    static RocksDatabase open(Path folder, boolean create, RocksStoreSettings settings) throws RocksDBException {
        try {
            return open(folder, create, settings, "");
        } catch (RocksDBException e) {
            if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Corruption) {
                throw e;
            }
            return open(folder, create, settings, String.valueOf(e.getMessage()));
        }
    }

    private static RocksDatabase open(Path folder, boolean create, RocksStoreSettings settings, String logDamage)
            throws RocksDBException {
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        try {
            return new RocksDatabase(folder, create, settings, logDamage, resources);
        } catch (RocksDBException | RuntimeException e) {
            closeAll(resources);
            throw e;
        }
    }

    /** Opens what is there as far as reading goes, and closes it again; the library is loaded. */
    static void tryOut(Path folder) throws RocksDBException {
        try (Options some = new Options();
                DBOptions options = new DBOptions();
                ColumnFamilyOptions familyOptions = new ColumnFamilyOptions()) {
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (byte[] name : RocksDB.listColumnFamilies(some, folder.toString())) {
                descriptors.add(new ColumnFamilyDescriptor(name, familyOptions));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB _ = RocksDB.openReadOnly(options, folder.toString(), descriptors, handles)) {
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
    }

    // Part of what is stored, so not the name that the code has for it.
    static String nameOf(Table table) {
        return switch (table) {
            case ENTRIES -> "entries";
            case ACCOUNTS -> "accounts";
            case MULTICAST_LEASES -> "multicast_leases";
        };
    }

    private <T extends AutoCloseable> T own(T resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void write(List<Change> changes) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            for (Change change : changes) {
                byte[] key = change.key().unsafeArray();
                OctetString sealed = change.sealed();
                if (sealed == null) {
                    batch.delete(family(change.table()), key);
                } else {
                    batch.put(family(change.table()), key, sealed.unsafeArray());
                }
            }
            write(batch);
        }
    }

    /**
     * What RocksDB holds in memory must not grow without bound, so it stops writes while a flush is behind. That passes,
     * unless flushes fail: then it would hold the thread for as long as the disk is full.
     */
    private void write(WriteBatch batch) throws RocksDBException {
        while (true) {
            try {
                db.write(writeOptions, batch);
                return;
            } catch (RocksDBException e) {
                if (!isStall(e)) {
                    throw e;
                }
                if (backgroundErrors() > knownErrors) {
                    throw noSpace("what was written before does not get from memory to disk");
                }
            }
            LockSupport.parkNanos(STALL_PAUSE_NANOS);
        }
    }

    @Override
    public void probe() throws RocksDBException {
        try {
            db.delete(unnamed, writeOptions, PROBE);
        } catch (RocksDBException e) {
            throw isStall(e) ? noSpace("writes are stopped") : e;
        }
        knownErrors = backgroundErrors();
    }

    private static boolean isStall(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete;
    }

    private static RocksDBException noSpace(String reason) {
        return new RocksDBException(reason, new Status(Status.Code.IOError, Status.SubCode.NoSpace, reason));
    }

    private long backgroundErrors() throws RocksDBException {
        return db.getLongProperty("rocksdb.background-errors");
    }

    @Override
    public void read(Table table, Store.Reader reader) throws RocksDBException {
        if (!logDamage.isEmpty()) {
            reader.damaged(
                    OctetString.EMPTY,
                    "the log that the last run left is damaged (" + logDamage
                            + "): commits are missing, which is no loss if they are those under way when power failed");
        }
        new TableReader(db, family(table), table, TableReader.sink(reader)).read();
    }

    private ColumnFamilyHandle family(Table table) {
        @Nullable ColumnFamilyHandle family = tables.get(table);
        if (family == null) {
            throw new IllegalArgumentException("no such table: " + table);
        }
        return family;
    }

    @Override
    public void settle() throws RocksDBException {
        if (durability == Durability.OS) {
            db.flushWal(true);
        }
        // Also so that the next start has no log to read.
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, List.copyOf(tables.values()));
        } catch (RocksDBException e) {
            if (durability == Durability.MEMORY) {
                throw e;
            }
        }
    }

    @Override
    public RocksUpkeep upkeep() {
        return upkeep;
    }

    @Override
    public void close() {
        closeAll(resources);
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("RocksDB's objects close without errors", e);
            }
        }
    }
}
