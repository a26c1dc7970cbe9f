package org.rollcall.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rollcall.directory.store.StoreException;

/**
 * One process, and in it one store, has the directory. The file says who, for the message that others get; what counts
 * is the lock on it, which ends with the process however that ends.
 */
final class DirectoryLock implements AutoCloseable {
    static final String FILE = "lock";

    // Closing any channel of the file gives up the process's lock (POSIX), so that a second store in this process must
    // not even open it.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the directory.
     *
     * @param directory its real path
     * @param what it is, for the message
     * @throws StoreException if somebody has it
     */
    static DirectoryLock take(Path directory, String what) throws IOException {
        if (!HELD.add(directory)) {
            throw inUse(directory, what, "this very process");
        }
        try {
            return new DirectoryLock(directory, lock(directory, what));
        } catch (IOException | RuntimeException e) {
            HELD.remove(directory);
            throw e;
        }
    }

    private static FileChannel lock(Path directory, String what) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory, what, Files.readString(file).strip());
            }
            ProcessHandle self = ProcessHandle.current();
            String since = self.info().startInstant().map(Instant::toString).orElse("an unknown time");
            byte[] holder =
                    ("process " + self.pid() + ", running since " + since + "\n").getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StoreException inUse(Path directory, String what, String holder) {
        return new StoreException(
                StoreException.Kind.REFUSED,
                "the " + what + " " + directory + " is in use by " + (holder.isEmpty() ? "another process" : holder)
                        + "; end that first, or wait for its end");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(directory);
        }
    }
}
