package org.rollcall.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there under its name when it is whole, and else not at all: until then it stands beside it under another
 * name. Its owner alone may read it.
 */
final class WholeFile implements AutoCloseable {
    private final Path target;
    private final FileOutputStream stream;
    private @Nullable Path unfinished;

    private WholeFile(Path target, Path unfinished, FileOutputStream stream) {
        this.target = target;
        this.unfinished = unfinished;
        this.stream = stream;
    }

    /** Begins a file, which may take the place of another. */
    static WholeFile begin(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("is a folder");
        }
        // Made readable by its owner alone.
        Path unfinished = Files.createTempFile(folder, "." + target.getFileName() + ".", ".unfinished");
        return new WholeFile(target, unfinished, new FileOutputStream(unfinished.toFile()));
    }

    OutputStream stream() {
        return stream;
    }

    /** Gives it its name, when it is on the disk. */
    void finish() throws IOException {
        stream.getFD().sync();
        stream.close();
        if (unfinished != null) {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            unfinished = null;
        }
    }

    /** Without {@link #finish} it was never there. */
    @Override
    public void close() throws IOException {
        stream.close();
        if (unfinished != null) {
            Files.deleteIfExists(unfinished);
        }
    }
}
