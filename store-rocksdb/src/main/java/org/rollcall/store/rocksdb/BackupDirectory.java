package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.rollcall.directory.store.StoreException;
import org.rollcall.store.rocksdb.MaintenanceException.Kind;

/**
 * A directory of numbered backups of one store. Each is a folder laid out as a data directory; files of tables, which
 * never change, it shares by hard links with the backup before it.
 */
final class BackupDirectory implements AutoCloseable {
    private static final Set<String> HARMLESS = Set.of(DirectoryLock.FILE, "lost+found");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    /** A folder on its way in or out. */
    private static final Pattern UNFINISHED = Pattern.compile("[1-9][0-9]{0,17}\\.(new|gone)");

    private final Path path;
    private final DiskFiles files;
    private final DirectoryLock lock;

    private BackupDirectory(Path path, DiskFiles files, DirectoryLock lock) {
        this.path = path;
        this.files = files;
        this.lock = lock;
    }

    /**
     * Takes the directory to put a backup into it, and makes it first where it is missing. What earlier ones left
     * unfinished goes.
     *
     * @throws MaintenanceException of kind REFUSED if it is somebody else's, another store's, or in use
     */
    static BackupDirectory take(Path directory, UUID store, DiskFiles files) throws MaintenanceException {
        try {
            files.createFolders(directory);
            Path path = directory.toRealPath();
            refuseForeign(path);
            DirectoryLock lock = DirectoryLock.take(path, "directory of backups");
            try {
                if (Files.exists(Marker.Kind.BACKUPS.in(path))) {
                    refuseOthers(path, store);
                } else {
                    Path fresh = path.resolve(Marker.Kind.BACKUPS.file() + ".new");
                    files.write(fresh, new Marker(Marker.Kind.BACKUPS, store).text());
                    files.move(fresh, Marker.Kind.BACKUPS.in(path));
                }
                for (Path each : DiskFiles.list(path)) {
                    if (UNFINISHED.matcher(DiskFiles.name(each)).matches()) {
                        files.delete(each);
                    }
                }
                return new BackupDirectory(path, files, lock);
            } catch (IOException | MaintenanceException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (StoreException e) {
            throw MaintenanceException.refused(e);
        } catch (IOException e) {
            throw refused(directory, DiskFiles.reason(e));
        }
    }

    private static void refuseForeign(Path path) throws IOException, MaintenanceException {
        if (Files.exists(Marker.Kind.BACKUPS.in(path))) {
            return;
        }
        List<String> foreign = DiskFiles.list(path).stream()
                .map(DiskFiles::name)
                .filter(name -> !HARMLESS.contains(name) && !name.equals(Marker.Kind.BACKUPS.file() + ".new"))
                .limit(3)
                .toList();
        if (!foreign.isEmpty()) {
            throw refused(
                    path,
                    "it has other files in it, such as " + String.join(", ", foreign) + ", and no "
                            + Marker.Kind.BACKUPS.file());
        }
    }

    private static Marker marker(Path path) throws IOException, MaintenanceException {
        try {
            return Marker.read(Marker.Kind.BACKUPS, path);
        } catch (Marker.Unusable e) {
            throw refused(path, String.valueOf(e.getMessage()));
        }
    }

    private static void refuseOthers(Path path, UUID store) throws IOException, MaintenanceException {
        UUID found = marker(path).store();
        if (!found.equals(store)) {
            throw refused(
                    path,
                    "it has the backups of another store, " + found + ", and this one is " + store
                            + "; name another directory");
        }
    }

    /**
     * The numbers of the backups in a directory, the oldest first.
     *
     * @throws MaintenanceException of kind REFUSED if it is no directory of backups
     */
    static List<Long> numbers(Path directory) throws MaintenanceException {
        try {
            if (!Files.exists(Marker.Kind.BACKUPS.in(directory))) {
                throw refused(
                        directory,
                        Files.isDirectory(directory)
                                ? "it has no " + Marker.Kind.BACKUPS.file() + " in it"
                                : "there is no such directory");
            }
            marker(directory);
            return DiskFiles.list(directory).stream()
                    .filter(each -> NUMBER.matcher(DiskFiles.name(each)).matches() && Files.isDirectory(each))
                    .map(each -> Long.valueOf(DiskFiles.name(each)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw MaintenanceException.failed("the directory of backups " + directory + " cannot be read", e);
        }
    }

    /** The backups whose lists of files can be read, the newest first: the others share nothing. */
    List<Backup> readable() throws MaintenanceException {
        List<Backup> readable = new ArrayList<>();
        for (long number : numbers(path).reversed()) {
            try {
                readable.add(BackupManifest.read(folder(number)).describe(number));
            } catch (MaintenanceException e) {
                if (e.kind() != Kind.DAMAGED) {
                    throw e;
                }
            }
        }
        return readable;
    }

    long nextNumber() throws MaintenanceException {
        List<Long> numbers = numbers(path);
        return numbers.isEmpty() ? 1 : numbers.getLast() + 1;
    }

    Path folder(long number) {
        return path.resolve(String.valueOf(number));
    }

    /** Where the backup of this number is made. */
    Path unfinished(long number) {
        return path.resolve(number + ".new");
    }

    /**
     * Looks whether there is room.
     *
     * @throws MaintenanceException of kind REFUSED if there is not
     */
    void need(long octets) throws IOException, MaintenanceException {
        files.need(path, octets);
    }

    /** What was made is whole: from now on it counts. */
    void finish(long number) throws IOException {
        files.move(unfinished(number), folder(number));
    }

    /** What was made will not be whole. Where it cannot be taken away now, it goes before the next. */
    void discard(long number) {
        files.discard(unfinished(number));
    }

    /**
     * Deletes what is older than the newest few that can be read.
     *
     * @param keep 1 or more
     */
    void prune(int keep) throws MaintenanceException {
        List<Backup> readable = readable();
        if (readable.size() <= keep) {
            return;
        }
        long oldest = readable.get(keep - 1).number();
        for (long number : numbers(path)) {
            if (number < oldest) {
                try {
                    Path going = path.resolve(number + ".gone");
                    files.move(folder(number), going);
                    files.delete(going);
                } catch (IOException e) {
                    throw MaintenanceException.failed(
                            "the backup was made, and the older one " + folder(number) + " could not be deleted", e);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    static MaintenanceException refused(Path directory, String reason) {
        return new MaintenanceException(
                Kind.REFUSED, "the directory of backups " + directory + " is not used: " + reason);
    }
}
