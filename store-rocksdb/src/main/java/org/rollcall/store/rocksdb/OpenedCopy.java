package org.rollcall.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.ldap.OctetString;

/** A database opened for reading, whichever of its files cannot be. */
final class OpenedCopy implements AutoCloseable {
    private final Path folder;
    private final RocksDB db;
    private final DBOptions options;
    private final ColumnFamilyOptions familyOptions;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Table, ColumnFamilyHandle> families = new EnumMap<>(Table.class);

    /**
     * A file of a table.
     *
     * @param level how far down it is among the files: those further down have older records
     */
    record TableFile(
            Table table,
            int family,
            int level,
            long number,
            Path path,
            long bytes,
            OctetString first,
            OctetString last) {
        String name() {
            return DiskFiles.name(path);
        }
    }

    private OpenedCopy(
            Path folder,
            RocksDB db,
            DBOptions options,
            ColumnFamilyOptions familyOptions,
            List<ColumnFamilyHandle> handles)
            throws RocksDBException {
        this.folder = folder;
        this.db = db;
        this.options = options;
        this.familyOptions = familyOptions;
        this.handles = handles;
        for (ColumnFamilyHandle handle : handles) {
            String name = new String(handle.getName(), StandardCharsets.US_ASCII);
            for (Table table : Table.values()) {
                if (RocksDatabase.nameOf(table).equals(name)) {
                    families.put(table, handle);
                }
            }
        }
    }

    /**
     * Opens it; the library is loaded.
     *
     * @param log what to do about a log that is damaged
     */
    static OpenedCopy open(Path folder, WALRecoveryMode log) throws RocksDBException {
        return open(folder, log, false);
    }

    /** What is wrong with the log of a database all of whose files can be opened; empty if nothing is. */
    static String logDamage(Path folder) throws RocksDBException {
        // Without these checks RocksDB keeps such damage to itself.
        try (OpenedCopy _ = open(folder, WALRecoveryMode.TolerateCorruptedTailRecords, true)) {
            return "";
        } catch (RocksDBException e) {
            if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Corruption) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    private static OpenedCopy open(Path folder, WALRecoveryMode log, boolean paranoid) throws RocksDBException {
        ColumnFamilyOptions familyOptions = new ColumnFamilyOptions();
        DBOptions options = new DBOptions()
                .setParanoidChecks(paranoid)
                .setWalRecoveryMode(log)
                .setInfoLogLevel(InfoLogLevel.FATAL_LEVEL);
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        RocksDB db = null;
        try (Options some = new Options()) {
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (byte[] name : RocksDB.listColumnFamilies(some, folder.toString())) {
                descriptors.add(new ColumnFamilyDescriptor(name, familyOptions));
            }
            if (descriptors.isEmpty()) {
                // All that the binding tells of a list that it cannot read.
                throw new RocksDBException("it cannot be read");
            }
            db = RocksDB.openReadOnly(options, folder.toString(), descriptors, handles);
            return new OpenedCopy(folder, db, options, familyOptions, handles);
        } catch (RocksDBException e) {
            if (db != null) {
                handles.forEach(ColumnFamilyHandle::close);
                db.close();
            }
            options.close();
            familyOptions.close();
            throw e;
        }
    }

    List<TableFile> files() {
        List<TableFile> files = new ArrayList<>();
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            String family = new String(file.columnFamilyName(), StandardCharsets.US_ASCII);
            families.forEach((table, handle) -> {
                if (RocksDatabase.nameOf(table).equals(family)) {
                    String name = file.fileName().substring(file.fileName().lastIndexOf('/') + 1);
                    files.add(new TableFile(
                            table,
                            handle.getID(),
                            file.level(),
                            Long.parseLong(name.substring(0, name.indexOf('.'))),
                            folder.resolve(name),
                            file.size(),
                            OctetString.wrap(file.smallestKey()),
                            OctetString.wrap(file.largestKey())));
                }
            });
        }
        return files;
    }

    /** About how many records there are. */
    long records() throws RocksDBException {
        long records = 0;
        for (ColumnFamilyHandle family : families.values()) {
            records += db.getLongProperty(family, "rocksdb.estimate-num-keys");
        }
        return records;
    }

    /** Whether anything of the table can be read. */
    boolean isReadable(Table table) throws RocksDBException {
        ColumnFamilyHandle family = families.get(table);
        if (family == null) {
            return false;
        }
        try (ReadOptions unverified = new ReadOptions(false, false);
                RocksIterator records = db.newIterator(family, unverified)) {
            records.seekToFirst();
            return records.isValid();
        }
    }

    void read(Table table, TableReader.Sink sink) throws RocksDBException {
        ColumnFamilyHandle family = families.get(table);
        if (family != null) {
            new TableReader(db, family, table, sink).read();
        }
    }

    /** Takes a record. */
    interface Taker {
        void take(OctetString key, OctetString value) throws RocksDBException;
    }

    /** Gives the whole records between two keys, as far as they can be read; empty where there is no bound. */
    void readBetween(Table table, Optional<OctetString> after, Optional<OctetString> before, Taker taker)
            throws RocksDBException {
        ColumnFamilyHandle family = families.get(table);
        if (family == null) {
            return;
        }
        try (ReadOptions unverified = new ReadOptions(false, false);
                RocksIterator records = db.newIterator(family, unverified)) {
            for (records.seek(after.orElse(OctetString.EMPTY).unsafeArray()); records.isValid(); records.next()) {
                byte[] octets = records.key();
                OctetString key = OctetString.wrap(octets);
                if (before.isPresent() && key.compareTo(before.get()) >= 0) {
                    return;
                }
                byte[] sealed = records.value();
                if (!after.equals(Optional.of(key))
                        && Envelope.check(table, octets, sealed, sealed.length).isEmpty()) {
                    taker.take(key, OctetString.wrap(Envelope.open(sealed, sealed.length)));
                }
            }
        }
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        options.close();
        familyOptions.close();
    }
}
