package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What is done to files: one step each, and on the disk when it returns unless it says otherwise. Tests let single steps
 * fail, or look at what a power failure before one would leave.
 */
class DiskFiles {
    static final DiskFiles REAL = new DiskFiles();

    private static final String OWNER_ONLY = "rwx------";
    private static final long MIB = 1 << 20;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long RESERVE_BYTES = 64 * MIB;

    /** Comes before each step that changes something. */
    void before(String step, Path path) throws IOException {}

    /** Octets that may still be written where the folder is. */
    long free(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /**
     * Looks whether so much may still be written where the folder is, with something left for the store itself: it is not
     * for a copy of it to fill its disk.
     *
     * @throws MaintenanceException of kind REFUSED if not
     */
    void need(Path folder, long octets) throws IOException, MaintenanceException {
        long free = free(folder);
        if (octets + RESERVE_BYTES > free) {
            throw new MaintenanceException(
                    MaintenanceException.Kind.REFUSED,
                    "there is too little room on the disk of " + folder + ": " + octets / MIB + " MiB are needed and "
                            + RESERVE_BYTES / MIB + " MiB more in reserve, and " + free / MIB + " MiB are free");
        }
    }

    /** Makes a folder that only its owner may enter; its name is not yet on the disk. */
    void createFolder(Path folder) throws IOException {
        before("create", folder);
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))
                }
                : new FileAttribute<?>[0];
        Files.createDirectory(folder, attributes);
    }

    /** Makes a folder such as {@link #createFolder} does, with those above it, where there is none. */
    void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            createFolder(folder);
            return;
        }
        Files.createDirectories(parent);
        createFolder(folder);
        sync(parent);
    }

    /** Writes a file whole, in place of one that may be there; its name is not yet on the disk. */
    void write(Path file, String text) throws IOException {
        before("write", file);
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    /**
     * Copies a file to where there is none; its name is not yet on the disk.
     *
     * @param meter is told of octets copied, and may end it by an exception
     * @return the CRC-32C of its octets
     */
    int copy(Path from, Path to, LongConsumer meter) throws IOException {
        before("copy", to);
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                crc.update(buffer.duplicate());
                meter.accept(buffer.remaining());
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
            out.force(true);
        }
        return (int) crc.getValue();
    }

    /** Gives a file a second name, not yet on the disk. @return whether this file system could */
    boolean link(Path existing, Path link) throws IOException {
        before("link", link);
        try {
            Files.createLink(link, existing);
            return true;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        }
    }

    /** Gives a file or folder another place, in one step. */
    void move(Path from, Path to) throws IOException {
        before("move", to);
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        syncParent(to);
        syncParent(from);
    }

    /** Deletes a file, or a folder with all in it, if it is there. */
    void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        empty(tree);
        before("delete", tree);
        Files.delete(tree);
        syncParent(tree);
    }

    /** Deletes it if that can be done; for what the next one deletes otherwise. */
    void discard(Path tree) {
        try {
            delete(tree);
        } catch (IOException e) {
            return;
        }
    }

    /** Deletes all that is in a folder; what goes is not yet gone on the disk. */
    void empty(Path folder) throws IOException {
        for (Path each : list(folder)) {
            empty(each);
            before("delete", each);
            Files.delete(each);
        }
    }

    /** Puts the names in a folder on the disk. */
    void sync(Path folder) throws IOException {
        before("sync", folder);
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void syncParent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** What is in a folder, in the order of the names; empty where it is none. */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.sorted().toList();
        }
    }

    static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** What went wrong, for people. */
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "this user may not read or write " + denied.getFile();
            case NotDirectoryException not -> not.getFile() + " is not a directory";
            case NoSuchFileException no -> "there is no " + no.getFile();
            case FileSystemException failed
            when failed.getReason() != null -> failed.getFile() + ": " + failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
