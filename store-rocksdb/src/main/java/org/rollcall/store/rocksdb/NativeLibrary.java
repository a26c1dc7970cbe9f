package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.rollcall.directory.store.StoreException;

/**
 * Loads RocksDB. Its own loader leaves 17 MB in the temporary directory whenever the process is killed, and prints to
 * the standard output; here the file is gone as soon as it is loaded.
 */
final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("rollcall-rocksdb");
            // The doubled syllable is what loadLibrary(List) asks for.
            Path file = folder.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
            try {
                try (InputStream library = library()) {
                    Files.copy(library, file);
                }
                RocksDB.loadLibrary(List.of(folder.toString()));
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new StoreException(
                    StoreException.Kind.REFUSED, "RocksDB does not load on this machine: " + e.getMessage(), e);
        }
        loaded = true;
    }

    private static InputStream library() throws IOException {
        for (String name : List.of(
                Environment.getJniLibraryFileName("rocksdb"),
                String.valueOf(Environment.getFallbackJniLibraryFileName("rocksdb")))) {
            InputStream found = RocksDB.class.getClassLoader().getResourceAsStream(name);
            if (found != null) {
                return found;
            }
        }
        throw new IOException("no build of it for this system");
    }
}
