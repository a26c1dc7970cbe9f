package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rollcall.directory.store.StoreException;
import org.rollcall.store.rocksdb.MaintenanceException.Kind;

/** One restore: checks each octet of the backup on its way into the data directory, and opens the result once. */
final class RestoreRun {
    private final Path folder;
    private final DiskFiles files;
    private final Progress progress;
    private long copied;

    /** @param folder the backup */
    RestoreRun(Path folder, DiskFiles files, Progress progress) {
        this.folder = folder;
        this.files = files;
        this.progress = progress;
    }

    Backups.Restored run(long number, Path data, boolean force, Instant now) throws MaintenanceException {
        BackupManifest manifest = BackupManifest.read(folder);
        Marker marker = marker();
        if (!marker.store().equals(manifest.store())) {
            throw BackupManifest.damaged(folder, "its marker is another store's");
        }
        try {
            files.createFolders(data);
            Path directory = data.toRealPath();
            refuse(directory, force);
            try (DirectoryLock _ = DirectoryLock.take(directory, "data directory")) {
                // Again: by now nobody else begins something in it.
                refuse(directory, force);
                files.need(directory, manifest.bytes());
                Replacement replacement = new Replacement(directory, files);
                boolean done = false;
                try {
                    replacement.begin();
                    copy(manifest, replacement.incoming());
                    open(replacement.database());
                    Optional<Path> aside = replacement.finish(marker, now);
                    done = true;
                    return new Backups.Restored(manifest.describe(number), aside);
                } finally {
                    if (!done) {
                        replacement.abandon();
                    }
                }
            }
        } catch (StoreException e) {
            throw MaintenanceException.refused(e);
        } catch (IOException e) {
            throw MaintenanceException.failed("the restore into " + data + " was not done", e);
        }
    }

    private Marker marker() throws MaintenanceException {
        try {
            return Marker.read(Marker.Kind.STORE, folder);
        } catch (Marker.Unusable e) {
            throw new MaintenanceException(Kind.REFUSED, "the backup " + folder + " is not used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw BackupManifest.damaged(folder, DiskFiles.reason(e));
        }
    }

    private static void refuse(Path directory, boolean force) throws IOException, MaintenanceException {
        if (DataDirectory.isHalfReplaced(directory)) {
            return;
        }
        List<String> others = DataDirectory.foreign(directory);
        List<String> foreign =
                others.stream().filter(name -> !isStores(name)).limit(3).toList();
        if (!foreign.isEmpty()) {
            throw refused(directory, "it has other files in it, such as " + String.join(", ", foreign));
        }
        if (!force && !others.isEmpty()) {
            throw refused(directory, "there is a store in it, or what is left of one; --force puts that aside");
        }
    }

    private static MaintenanceException refused(Path directory, String reason) {
        return new MaintenanceException(
                Kind.REFUSED, "the data directory " + directory + " is not restored into: " + reason);
    }

    private static boolean isStores(String name) {
        return name.equals(Marker.Kind.STORE.file())
                || name.equals(DataDirectory.DATABASE)
                || name.equals(DataDirectory.SCRATCH)
                || name.equals(DataDirectory.INCOMING)
                || Replacement.isAside(name);
    }

    private void copy(BackupManifest manifest, Path target) throws IOException, MaintenanceException {
        long total = manifest.bytes();
        progress.report(Progress.Stage.COPY, 0, total);
        for (BackupManifest.Item item : manifest.items()) {
            if (item.name().equals(Marker.Kind.STORE.file())) {
                // It is written last, when the database is in its place.
                continue;
            }
            Path from = folder.resolve(item.name());
            if (!Files.isRegularFile(from)) {
                throw BackupManifest.damaged(folder, "its file " + item.name() + " is missing");
            }
            long before = copied;
            int checksum = files.copy(from, target.resolve(item.name()), octets -> {
                copied += octets;
                progress.report(Progress.Stage.COPY, Math.min(copied, total), total);
            });
            if (copied - before != item.bytes()) {
                throw BackupManifest.damaged(
                        folder,
                        "its file " + item.name() + " has " + (copied - before) + " octets instead of " + item.bytes());
            }
            if (checksum != item.checksum()) {
                HexFormat hex = HexFormat.of();
                throw BackupManifest.damaged(
                        folder,
                        "the checksum of its file " + item.name() + " is " + hex.toHexDigits(checksum) + " instead of "
                                + hex.toHexDigits(item.checksum()));
            }
        }
    }

    private void open(Path database) throws MaintenanceException {
        try {
            NativeLibrary.load();
            RocksDatabase.tryOut(database);
        } catch (RocksDBException e) {
            throw BackupManifest.damaged(folder, "RocksDB does not open it: " + e.getMessage());
        }
    }
}
