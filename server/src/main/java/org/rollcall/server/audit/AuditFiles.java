package org.rollcall.server.audit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file for its owner alone that becomes {@code FILE.1} when it is large, while {@code FILE.1} becomes {@code FILE.2} and
 * the oldest goes. For one thread.
 */
final class AuditFiles implements AutoCloseable {
    private final Path file;
    private final long largest;
    private final int kept;
    private OutputStream out;
    private long size;

    /**
     * Opens the file, and makes it where it is missing.
     *
     * @param largest size in octets beyond which it is turned over
     * @param kept how many older files stay
     */
    AuditFiles(Path file, long largest, int kept) throws IOException {
        this.file = file;
        this.largest = largest;
        this.kept = kept;
        this.out = open();
    }

    private OutputStream open() throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        size = Files.size(file);
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND));
    }

    /** Adds a line, which is there for others to see after {@link #flush}. */
    void write(byte[] line) throws IOException {
        if (size > 0 && size + line.length > largest) {
            turnOver();
        }
        out.write(line);
        size += line.length;
    }

    void flush() throws IOException {
        out.flush();
    }

    private void turnOver() throws IOException {
        out.close();
        for (int number = kept; number > 0; number--) {
            Path from = number == 1 ? file : numbered(number - 1);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (kept == 0) {
            Files.deleteIfExists(file);
        }
        out = open();
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
