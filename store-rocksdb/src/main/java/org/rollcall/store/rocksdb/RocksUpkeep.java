package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.store.rocksdb.StoreStats.TableStats;

/** What operators' works need of RocksDB while it is open. */
final class RocksUpkeep {
    private static final long POLL_MILLIS = 100;

    private final RocksDB db;
    private final Path folder;
    private final Map<Table, ColumnFamilyHandle> families;

    RocksUpkeep(RocksDB db, Path folder, Map<Table, ColumnFamilyHandle> families) {
        this.db = db;
        this.folder = folder;
        this.families = families;
    }

    /**
     * Makes a folder with all that was committed when it was begun, quickly, since it has hard links in it.
     *
     * @param to not there yet; on the disk of the database
     */
    void checkpoint(Path to) throws RocksDBException {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(to.toString());
        }
    }

    Map<Table, TableStats> tables() throws RocksDBException {
        Map<Table, TableStats> tables = new EnumMap<>(Table.class);
        for (Map.Entry<Table, ColumnFamilyHandle> each : families.entrySet()) {
            ColumnFamilyHandle family = each.getValue();
            tables.put(
                    each.getKey(),
                    new TableStats(
                            db.getLongProperty(family, "rocksdb.estimate-num-keys"),
                            db.getLongProperty(family, "rocksdb.live-sst-files-size")
                                    + db.getLongProperty(family, "rocksdb.cur-size-all-mem-tables")));
        }
        return tables;
    }

    /** About how many records there are. */
    long records() throws RocksDBException {
        return tables().values().stream().mapToLong(TableStats::records).sum();
    }

    long tableFileBytes() {
        return db.getLiveFilesMetaData().stream()
                .mapToLong(LiveFileMetaData::size)
                .sum();
    }

    long logBytes() throws IOException {
        long bytes = 0;
        for (Path file : DiskFiles.list(folder)) {
            if (DiskFiles.name(file).endsWith(".log")) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    /**
     * Reads all files of tables.
     *
     * @throws MaintenanceException of kind DAMAGED if one does not fit its checksums
     */
    void verify(Progress progress) throws RocksDBException, MaintenanceException {
        db.disableFileDeletions();
        try (Options options = new Options()) {
            long total = tableFileBytes();
            long done = 0;
            for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
                progress.report(Progress.Stage.VERIFY, done, total);
                try (SstFileReader reader = new SstFileReader(options)) {
                    reader.open(file.path() + file.fileName());
                    reader.verifyChecksum();
                } catch (RocksDBException e) {
                    throw new MaintenanceException(
                            MaintenanceException.Kind.DAMAGED,
                            "the store has damage in it, so nothing was changed; stop the server and run"
                                    + " `rollcall check`: " + e.getMessage(),
                            e);
                }
                done += file.size();
            }
        } finally {
            db.enableFileDeletions();
        }
    }

    void compact(Progress progress) throws RocksDBException, MaintenanceException {
        long done = 0;
        for (ColumnFamilyHandle family : families.values()) {
            try (CompactRangeOptions options = new CompactRangeOptions()) {
                FutureTask<Void> task = new FutureTask<>(() -> {
                    db.compactRange(family, null, null, options);
                    return null;
                });
                Thread thread =
                        Thread.ofPlatform().name("rollcall-compaction").daemon().start(task);
                try {
                    await(task, progress, done);
                } finally {
                    options.setCanceled(true);
                    join(thread);
                }
            }
            done++;
        }
        progress.report(Progress.Stage.COMPACT, done, families.size());
    }

    private void await(FutureTask<Void> task, Progress progress, long done)
            throws RocksDBException, MaintenanceException {
        try {
            while (!task.isDone()) {
                progress.report(Progress.Stage.COMPACT, done, families.size());
                try {
                    task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Only time to report again.
                }
            }
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RocksDBException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MaintenanceException(MaintenanceException.Kind.FAILED, "the compaction was interrupted", e);
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
