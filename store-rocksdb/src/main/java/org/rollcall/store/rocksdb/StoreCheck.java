package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.rocksdb.RocksDBException;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.StoreException;
import org.rollcall.ldap.OctetString;

/**
 * Reads all of a store that nobody has open: every octet of its files, every record, and what records mean to those who
 * wrote them. A repair writes all that was found whole into a database of its own and puts it in the place of the other,
 * since damage that stays where it is stops the store on the day RocksDB comes to rewrite it.
 */
public final class StoreCheck {
    private static final int BATCH = 1000;

    private final RecordCheck records;
    private final Consumer<Finding> findings;
    private final Progress progress;
    private final Map<Table, Long> counts = new EnumMap<>(Table.class);
    private long found;
    private long read;
    private long total;

    /**
     * What a check found.
     *
     * @param records whole records, by table
     * @param findings how many things were wrong
     * @param aside where the damaged store is now, where it was repaired: a folder laid out as a data directory is
     */
    public record Report(Map<Table, Long> records, long findings, Optional<Path> aside) {
        public Report {
            records = Map.copyOf(records);
        }
    }

    private StoreCheck(RecordCheck records, Consumer<Finding> findings, Progress progress) {
        this.records = records;
        this.findings = finding -> {
            found++;
            findings.accept(finding);
        };
        this.progress = progress;
    }

    /**
     * Checks a store.
     *
     * @param data its directory
     * @param repair whether to repair what is found; without it nothing is changed
     * @param findings hears of all that is wrong, on the caller's thread
     * @throws MaintenanceException of kind REFUSED if there is no store, somebody has it open, or a repair has not enough
     *     room; FAILED if it cannot be read for other reasons than damage
     * @throws CancellationException as {@code progress} ordered: then nothing was changed
     */
    public static Report run(
            Path data, RecordCheck records, boolean repair, Consumer<Finding> findings, Progress progress)
            throws MaintenanceException {
        return run(data, records, repair, findings, progress, DiskFiles.REAL, InstantSource.system());
    }

    static Report run(
            Path data,
            RecordCheck records,
            boolean repair,
            Consumer<Finding> findings,
            Progress progress,
            DiskFiles files,
            InstantSource wall)
            throws MaintenanceException {
        try (DataDirectory directory = DataDirectory.takeExisting(data)) {
            NativeLibrary.load();
            files.createFolder(directory.scratch());
            try {
                return new StoreCheck(records, findings, progress).run(directory, repair, files, wall.instant());
            } finally {
                files.discard(directory.scratch());
            }
        } catch (StoreException e) {
            throw MaintenanceException.refused(e);
        } catch (IOException e) {
            throw MaintenanceException.failed("the check was not done", e);
        } catch (RocksDBException e) {
            throw MaintenanceException.failed("the check was not done", e);
        }
    }

    private Report run(DataDirectory directory, boolean repair, DiskFiles files, Instant now)
            throws IOException, RocksDBException, MaintenanceException {
        try (ReadableCopy copy =
                ReadableCopy.of(directory.database(), directory.scratch(), files, progress, findings)) {
            total = copy.whole().records();
            for (Table table : Table.values()) {
                copy.whole().read(table, new Looking(table, copy, findings));
            }
            Optional<Path> aside =
                    repair && found > 0 ? Optional.of(repair(directory, copy, files, now)) : Optional.empty();
            return new Report(counts, found, aside);
        }
    }

    private Path repair(DataDirectory directory, ReadableCopy copy, DiskFiles files, Instant now)
            throws IOException, RocksDBException, MaintenanceException {
        long bytes = copy.whole().files().stream()
                .mapToLong(OpenedCopy.TableFile::bytes)
                .sum();
        files.need(directory.path(), bytes);
        Replacement replacement = new Replacement(directory.path(), files);
        boolean done = false;
        try {
            replacement.begin();
            read = 0;
            try (RocksDatabase repaired = RocksDatabase.open(
                    replacement.database(), true, RocksStoreSettings.DEFAULT.withDurability(Durability.OS))) {
                for (Table table : Table.values()) {
                    Writing writing = new Writing(table, copy, repaired);
                    copy.whole().read(table, writing);
                    writing.flush();
                }
                repaired.settle();
            }
            Path aside = replacement
                    .finish(new Marker(Marker.Kind.STORE, directory.id()), now)
                    .orElseThrow();
            done = true;
            return aside;
        } finally {
            if (!done) {
                replacement.abandon();
            }
        }
    }

    private void step() {
        progress.report(Progress.Stage.READ, ++read, Math.max(read, total));
    }

    /** Looks at a table's records, and tells of what is wrong. */
    private final class Looking implements TableReader.Sink {
        private final Table table;
        private final ReadableCopy copy;
        private final Consumer<Finding> findings;

        Looking(Table table, ReadableCopy copy, Consumer<Finding> findings) {
            this.table = table;
            this.copy = copy;
            this.findings = findings;
            counts.put(table, 0L);
        }

        @Override
        public void record(OctetString key, OctetString value) {
            step();
            Optional<String> problem = records.problem(table, key, value);
            if (problem.isPresent()) {
                findings.accept(new Finding.BadRecord(table, key, problem.get()));
            } else {
                counts.merge(table, 1L, Long::sum);
            }
        }

        @Override
        public void damaged(OctetString key, String reason) {
            step();
            findings.accept(new Finding.BadRecord(table, key, reason));
        }

        @Override
        public void suspicious(Optional<OctetString> after, String reason) {
            // The file was told of.
        }

        @Override
        public void lost(Optional<OctetString> after, Optional<OctetString> before, String reason)
                throws RocksDBException {
            long[] kept = {0};
            copy.flawless().readBetween(table, after, before, (key, value) -> {
                record(key, value);
                kept[0]++;
            });
            findings.accept(new Finding.LostRange(table, after, before, kept[0], reason));
        }
    }

    /** Takes a table's whole records to the repaired database. */
    private final class Writing implements TableReader.Sink {
        private final Table table;
        private final ReadableCopy copy;
        private final RocksDatabase repaired;
        private final List<Change> batch = new ArrayList<>();

        Writing(Table table, ReadableCopy copy, RocksDatabase repaired) {
            this.table = table;
            this.copy = copy;
            this.repaired = repaired;
        }

        @Override
        public void record(OctetString key, OctetString value) throws RocksDBException {
            step();
            if (records.problem(table, key, value).isEmpty()) {
                batch.add(Change.put(table, key, value));
                if (batch.size() >= BATCH) {
                    flush();
                }
            }
        }

        void flush() throws RocksDBException {
            repaired.write(batch);
            batch.clear();
        }

        @Override
        public void damaged(OctetString key, String reason) {
            step();
        }

        @Override
        public void suspicious(Optional<OctetString> after, String reason) {}

        @Override
        public void lost(Optional<OctetString> after, Optional<OctetString> before, String reason)
                throws RocksDBException {
            copy.flawless().readBetween(table, after, before, this::record);
        }
    }
}
