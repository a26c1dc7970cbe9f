package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rollcall.directory.store.StoreException;

/**
 * The directory that a store owns, held by its lock: made when missing, and refused when it is somebody else's or a
 * newer version's, before anything in it is touched.
 */
final class DataDirectory implements AutoCloseable {
    /** The form of the directory that this version makes, and the newest that it reads. */
    static final int FORMAT = 1;

    static final String MARKER = "rollcall.store";
    static final String DATABASE = "db";

    private static final String FRESH_MARKER = MARKER + ".new";
    private static final String OWNER_ONLY = "rwx------";
    private static final int MAX_MARKER_BYTES = 4096;
    // Later formats may have other lines, but these first two.
    private static final Pattern MARKER_TEXT =
            Pattern.compile("Rollcall store\nformat (?<format>[0-9]{1,9})\n(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern ID =
            Pattern.compile("id ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\n");

    /** What may stand in a directory that is not a store yet: what file systems and an interrupted start leave. */
    private static final Set<String> HARMLESS = Set.of(DirectoryLock.FILE, "lost+found");

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
        try {
            create(directory);
            Path path = directory.toRealPath();
            // Looked at before the lock's file is made in it.
            refuseForeign(path);
            DirectoryLock lock = DirectoryLock.take(path);
            try {
                // Again: by now nobody else makes it a store.
                refuseForeign(path);
                if (Files.exists(path.resolve(MARKER))) {
                    return new DataDirectory(path, identify(path), false, lock);
                }
                return new DataDirectory(path, begin(path), true, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw refused(directory, reason(e), e);
        }
    }

    /** Whether there is no database yet: it is to be made, and then {@link #finish} called. */
    boolean isFresh() {
        return fresh;
    }

    /** The database is there: from now on it must be. */
    void finish() {
        try {
            Files.move(path.resolve(FRESH_MARKER), path.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
            sync(path);
        } catch (IOException e) {
            throw refused(path, reason(e), e);
        }
    }

    Path database() {
        return path.resolve(DATABASE);
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

    private static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (Files.exists(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        createForOwnerOnly(directory);
        if (parent != null) {
            sync(parent);
        }
    }

    private static void createForOwnerOnly(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
        Files.createDirectory(directory, attributes);
    }

    private static void refuseForeign(Path path) throws IOException {
        if (Files.exists(path.resolve(MARKER))) {
            return;
        }
        boolean begun = Files.exists(path.resolve(FRESH_MARKER));
        try (Stream<Path> content = Files.list(path)) {
            List<String> foreign = content.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> !HARMLESS.contains(name) && !(begun && OURS.contains(name)))
                    .sorted()
                    .limit(3)
                    .toList();
            if (!foreign.isEmpty()) {
                throw refused(
                        path, "it has other files in it, such as " + String.join(", ", foreign) + ", and no " + MARKER);
            }
        }
    }

    private static UUID identify(Path path) throws IOException {
        Path marker = path.resolve(MARKER);
        String text =
                Files.size(marker) > MAX_MARKER_BYTES ? "" : Files.readString(marker, StandardCharsets.ISO_8859_1);
        Matcher matcher = MARKER_TEXT.matcher(text);
        if (!matcher.matches()) {
            throw refused(path, "its " + MARKER + " is not one of Rollcall, or is damaged");
        }
        int format = Integer.parseInt(matcher.group("format"));
        if (format > FORMAT) {
            throw refused(
                    path,
                    "a newer version of Rollcall made it, in format " + format + "; this version reads formats up to "
                            + FORMAT);
        }
        Matcher id = ID.matcher(matcher.group("rest"));
        if (format < 1 || !id.lookingAt()) {
            throw refused(path, "its " + MARKER + " is damaged");
        }
        if (!Files.isDirectory(path.resolve(DATABASE))) {
            throw refused(path, "its folder " + DATABASE + " is missing");
        }
        return UUID.fromString(id.group(1));
    }

    // The marker gets its name when the database is there, so that one that vanishes is not replaced by an empty one.
    private static UUID begin(Path path) throws IOException {
        UUID id = UUID.randomUUID();
        ByteBuffer octets = ByteBuffer.wrap(
                ("Rollcall store\nformat " + FORMAT + "\nid " + id + "\n").getBytes(StandardCharsets.US_ASCII));
        try (FileChannel channel = FileChannel.open(
                path.resolve(FRESH_MARKER),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        if (!Files.exists(path.resolve(DATABASE))) {
            createForOwnerOnly(path.resolve(DATABASE));
        }
        sync(path);
        return id;
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "this user may not write " + denied.getFile();
            case NotDirectoryException not -> not.getFile() + " is not a directory";
            case FileSystemException failed
            when failed.getReason() != null -> failed.getFile() + ": " + failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static StoreException refused(Path directory, String reason) {
        return refused(directory, reason, null);
    }

    private static StoreException refused(Path directory, String reason, @Nullable IOException cause) {
        return new StoreException(
                StoreException.Kind.REFUSED, "the data directory " + directory + " is not used: " + reason, cause);
    }
}
