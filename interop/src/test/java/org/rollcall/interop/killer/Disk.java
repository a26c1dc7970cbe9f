package org.rollcall.interop.killer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rollcall.interop.Program;
import org.rollcall.interop.Workplace;

/** A file system of one's own, which root may mount. It goes with this JVM, however a test ends. */
final class Disk implements AutoCloseable {
    private final Path mountPoint = Workplace.newFolder("disk").toAbsolutePath();
    private final List<String> what;
    private final Thread atTheEnd = new Thread(this::detach, "unmount " + mountPoint);

    private Disk(List<String> what) {
        this.what = what;
        mount();
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /** In memory, with room for so much. */
    static Disk inMemory(int mebibytes) {
        return new Disk(List.of("-t", "tmpfs", "-o", "size=" + mebibytes + "m", "none"));
    }

    /**
     * A disk that is a file on another one, as sparse as ext4 lets it be.
     *
     * @param mebibytes what the file system believes to have
     */
    static Disk on(Disk below, int mebibytes) {
        Path image = below.path().resolve("image");
        run("truncate", "-s", mebibytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=4", "-N", "2048", "-E", "nodiscard", image.toString());
        return of(image);
    }

    /** What is in such a file. Nothing is written to it before somebody syncs, or the system finds it is time. */
    static Disk of(Path image) {
        return new Disk(List.of("-t", "ext4", "-o", "loop,commit=300", image.toString()));
    }

    private static void run(String... command) {
        Program.of(command).run().expect(0);
    }

    Path path() {
        return mountPoint;
    }

    /** The file of a disk made by {@link #on} or {@link #of}. */
    Path image() {
        return Path.of(what.getLast());
    }

    void mount() {
        Program.of("mount").with(what).with(mountPoint.toString()).run().expect(0);
    }

    void unmount() {
        run("umount", mountPoint.toString());
    }

    void readOnly() {
        run("mount", "-o", "remount,ro", mountPoint.toString());
    }

    /** Takes room until only so much is left; {@link #free} does not give it back. */
    void leave(int mebibytes) throws IOException {
        long left = Files.getFileStore(mountPoint).getUsableSpace() - ((long) mebibytes << 20);
        run("fallocate", "-l", Long.toString(left), reserve().toString());
    }

    /** Takes all room that there is. */
    void fill() {
        byte[] octets = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (; ; ) {
                out.write(octets);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    void free() {
        delete(ballast());
    }

    /** Gives back what {@link #leave} took as well. */
    void freeAll() {
        free();
        delete(reserve());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return mountPoint.resolve("ballast");
    }

    private Path reserve() {
        return mountPoint.resolve("reserve");
    }

    /** At once where nobody uses it; else, as after a failed test, as soon as the last one has let go of it. */
    private Program.Outcome detach() {
        return Program.of("umount", "--lazy", mountPoint.toString()).run();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        detach().expect(0);
        delete(mountPoint);
    }
}
