package org.rollcall.store.rocksdb;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.rollcall.store.rocksdb.MaintenanceException.Kind;

/**
 * Makes RocksDB's list of files anew, from the files: what RocksDB can do, and its Java binding does not offer, though
 * the library that it loads does. A file with any damage in it is left out.
 */
final class LostManifest {
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final long MOST_OF_A_MESSAGE = 4096;

    private LostManifest() {}

    /** Rebuilds it; the library is loaded. The database is not open, and nobody needs it as it is. */
    @SuppressWarnings("restricted") // the library is loaded and native access granted anyway
    static void rebuild(Path database) throws MaintenanceException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment options = (MemorySegment) function("rocksdb_options_create", FunctionDescriptor.of(POINTER))
                    .invokeExact();
            try {
                MemorySegment error = arena.allocate(POINTER);
                function("rocksdb_repair_db", FunctionDescriptor.ofVoid(POINTER, POINTER, POINTER))
                        .invokeExact(options, arena.allocateFrom(database.toString()), error);
                MemorySegment message = error.get(POINTER, 0);
                if (!message.equals(MemorySegment.NULL)) {
                    String text = message.reinterpret(MOST_OF_A_MESSAGE).getString(0);
                    function("rocksdb_free", FunctionDescriptor.ofVoid(POINTER)).invokeExact(message);
                    throw failed(text, null);
                }
            } finally {
                function("rocksdb_options_destroy", FunctionDescriptor.ofVoid(POINTER))
                        .invokeExact(options);
            }
        } catch (MaintenanceException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) throws MaintenanceException {
        try {
            return Linker.nativeLinker()
                    .downcallHandle(SymbolLookup.loaderLookup().findOrThrow(name), type);
        } catch (NoSuchElementException | UnsupportedOperationException e) {
            throw failed("this system's RocksDB cannot do it: " + e.getMessage(), e);
        }
    }

    private static MaintenanceException failed(String reason, @Nullable Throwable cause) {
        return new MaintenanceException(
                Kind.FAILED,
                "the database's list of files is lost and cannot be made anew; restore a backup: " + reason,
                cause);
    }
}
