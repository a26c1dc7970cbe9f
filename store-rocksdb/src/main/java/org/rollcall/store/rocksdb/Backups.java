package org.rollcall.store.rocksdb;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.rollcall.store.rocksdb.MaintenanceException.Kind;

/** What can be done with backups without the store that they are of; {@link RocksStore#backup} makes them. */
public final class Backups {
    private Backups() {}

    /**
     * What is in a directory of backups.
     *
     * @param whole the backups, the oldest first
     * @param damaged what is wrong, by number, with those that are none any more
     */
    public record Listing(List<Backup> whole, Map<Long, String> damaged) {
        public Listing {
            whole = List.copyOf(whole);
            damaged = Map.copyOf(damaged);
        }
    }

    /**
     * What a restore did.
     *
     * @param backup what is in the data directory now
     * @param aside where the store is now that was there before, if there was one: a data directory as well
     */
    public record Restored(Backup backup, Optional<Path> aside) {}

    /**
     * The backups in a directory; looks at their lists of files, not at the files.
     *
     * @throws MaintenanceException of kind REFUSED if it is not a directory of backups
     */
    public static Listing list(Path directory) throws MaintenanceException {
        List<Backup> whole = new ArrayList<>();
        Map<Long, String> damaged = new TreeMap<>();
        for (long number : BackupDirectory.numbers(directory)) {
            try {
                whole.add(BackupManifest.read(directory.resolve(String.valueOf(number)))
                        .describe(number));
            } catch (MaintenanceException e) {
                damaged.put(number, String.valueOf(e.getMessage()));
            }
        }
        return new Listing(whole, damaged);
    }

    /**
     * Makes a data directory of a backup. Whenever it ends, the directory is the old store, or the restored one, or is
     * refused when it is opened.
     *
     * @param number of the backup; the newest if it is empty
     * @param data made where it is missing; must be empty otherwise, unless {@code force} is set
     * @param force whether a store that is there is put aside, within the directory
     * @throws MaintenanceException of kind REFUSED if there is no such backup, or the data directory has something in it
     *     or is in use; of kind DAMAGED if the backup does not fit its checksums
     */
    public static Restored restore(Path directory, OptionalLong number, Path data, boolean force, Progress progress)
            throws MaintenanceException {
        return restore(directory, number, data, force, progress, DiskFiles.REAL, InstantSource.system());
    }

    static Restored restore(
            Path directory,
            OptionalLong number,
            Path data,
            boolean force,
            Progress progress,
            DiskFiles files,
            InstantSource wall)
            throws MaintenanceException {
        List<Long> numbers = BackupDirectory.numbers(directory);
        if (numbers.isEmpty()) {
            throw BackupDirectory.refused(directory, "there is no backup in it yet");
        }
        long wanted = number.orElse(numbers.getLast());
        if (!numbers.contains(wanted)) {
            throw new MaintenanceException(
                    Kind.REFUSED, "there is no backup " + wanted + " in " + directory + "; there are " + numbers);
        }
        return new RestoreRun(directory.resolve(String.valueOf(wanted)), files, progress)
                .run(wanted, data, force, wall.instant());
    }
}
