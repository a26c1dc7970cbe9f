package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.store.StoreException;

/**
 * The directory that a store owns, held by its lock: made when missing, and refused when it is somebody else's or a
 * newer version's, before anything in it is touched.
 */
final class DataDirectory implements AutoCloseable {
    static final String DATABASE = "db";

    /** Where a backup or a check works: nothing in it is needed afterwards. */
    static final String SCRATCH = "scratch";

    /** Where the next database is made ready by a restore or a repair. */
    static final String INCOMING = "incoming";

    private static final String FRESH_MARKER = Marker.Kind.STORE.file() + ".new";

    /**
     * What may stand in a directory that is not a store yet: what file systems and an interrupted start leave, the
     * socket of a server, and the key of its accounts, which an operator may bring back before the backup.
     */
    private static final Set<String> HARMLESS =
            Set.of(DirectoryLock.FILE, "lost+found", "control.sock", "accounts.key");

    /** And what else such a start leaves after it said so by its marker. */
    private static final Set<String> OURS = Set.of(FRESH_MARKER, DATABASE);

    private final Path path;
    private final UUID id;
    private final boolean fresh;
    private final DirectoryLock lock;

    private DataDirectory(Path path, UUID id, boolean fresh, DirectoryLock lock) {
        this.path = path;
        this.id = id;
        this.fresh = fresh;
        this.lock = lock;
    }

    /**
     * Takes the directory, and makes it first where it is missing.
     *
     * @throws StoreException of kind REFUSED
     */
    static DataDirectory take(Path directory) {
        return take(directory, true);
    }

    /**
     * Takes a directory that is a store already.
     *
     * @throws StoreException of kind REFUSED
     */
    static DataDirectory takeExisting(Path directory) {
        return take(directory, false);
    }

    private static DataDirectory take(Path directory, boolean create) {
        try {
            if (create) {
                DiskFiles.REAL.createFolders(directory);
            }
            Path path = directory.toRealPath();
            // Looked at before the lock's file is made in it.
            refuseForeign(path);
            if (isStore(path)) {
                marker(path);
            } else if (!create) {
                throw refused(path, "there is no store in it");
            }
            DirectoryLock lock = DirectoryLock.take(path, "data directory");
            try {
                // Again: by now nobody else makes it a store.
                refuseForeign(path);
                if (isStore(path)) {
                    UUID id = identify(path);
                    tidy(path);
                    return new DataDirectory(path, id, false, lock);
                }
                return new DataDirectory(path, begin(path), true, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw refused(directory, DiskFiles.reason(e), e);
        }
    }

    /**
     * Whether there is nothing: {@link #take} would make a store.
     *
     * @throws StoreException of kind REFUSED if that can't be known
     */
    static boolean isVacant(Path directory) {
        try {
            return Files.notExists(directory)
                    || (!isStore(directory)
                            && !isHalfReplaced(directory)
                            && foreign(directory).isEmpty());
        } catch (IOException e) {
            throw refused(directory, DiskFiles.reason(e), e);
        }
    }

    /** Whether there is no database yet: it is to be made, and then {@link #finish} called. */
    boolean isFresh() {
        return fresh;
    }

    /** The database is there: from now on it must be. */
    void finish() {
        try {
            DiskFiles.REAL.move(path.resolve(FRESH_MARKER), Marker.Kind.STORE.in(path));
        } catch (IOException e) {
            throw refused(path, DiskFiles.reason(e), e);
        }
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve(DATABASE);
    }

    Path scratch() {
        return path.resolve(SCRATCH);
    }

    /** What tells this store from others, whatever it is called and wherever it is moved. */
    UUID id() {
        return id;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStore(Path path) {
        return Files.exists(Marker.Kind.STORE.in(path));
    }

    /** Whether another database was on its way into the directory and never came to be all there. */
    static boolean isHalfReplaced(Path path) {
        return Files.exists(path.resolve(INCOMING)) && !(isStore(path) && Files.exists(path.resolve(DATABASE)));
    }

    /** What in the directory is neither a store's nor may stand beside it. */
    static List<String> foreign(Path path) throws IOException {
        boolean begun = Files.exists(path.resolve(FRESH_MARKER));
        return DiskFiles.list(path).stream()
                .map(DiskFiles::name)
                .filter(name -> !HARMLESS.contains(name) && !(begun && OURS.contains(name)))
                .toList();
    }

    private static void refuseForeign(Path path) throws IOException {
        if (isHalfReplaced(path)) {
            throw refused(path, "a restore or a repair of it was interrupted: run `rollcall restore` once more");
        }
        if (isStore(path)) {
            return;
        }
        List<String> foreign = foreign(path);
        if (!foreign.isEmpty()) {
            throw refused(
                    path,
                    "it has other files in it, such as "
                            + String.join(", ", foreign.subList(0, Math.min(3, foreign.size()))) + ", and no "
                            + Marker.Kind.STORE.file());
        }
    }

    private static UUID identify(Path path) throws IOException {
        UUID id = marker(path).store();
        if (!Files.isDirectory(path.resolve(DATABASE))) {
            throw refused(path, "its folder " + DATABASE + " is missing");
        }
        return id;
    }

    private static Marker marker(Path path) throws IOException {
        try {
            return Marker.read(Marker.Kind.STORE, path);
        } catch (Marker.Unusable e) {
            throw refused(path, String.valueOf(e.getMessage()));
        }
    }

    // What was interrupted and changed nothing yet.
    private static void tidy(Path path) throws IOException {
        DiskFiles.REAL.delete(path.resolve(SCRATCH));
        DiskFiles.REAL.delete(path.resolve(INCOMING));
    }

    // The marker gets its name when the database is there, so that one that vanishes is not replaced by an empty one.
    private static UUID begin(Path path) throws IOException {
        UUID id = UUID.randomUUID();
        DiskFiles.REAL.write(path.resolve(FRESH_MARKER), new Marker(Marker.Kind.STORE, id).text());
        if (!Files.exists(path.resolve(DATABASE))) {
            DiskFiles.REAL.createFolder(path.resolve(DATABASE));
        }
        DiskFiles.REAL.sync(path);
        return id;
    }

    private static StoreException refused(Path directory, String reason) {
        return refused(directory, reason, null);
    }

    private static StoreException refused(Path directory, String reason, @Nullable IOException cause) {
        return new StoreException(
                StoreException.Kind.REFUSED, "the data directory " + directory + " is not used: " + reason, cause);
    }
}
