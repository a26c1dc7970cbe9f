package org.rollcall.interop.killer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What clients mean to do and what was acknowledged, a line each, on disk: a thread of its own syncs it, once for all that
 * came meanwhile. Nothing else remembers what the clients did, so that the comparison goes by what is written.
 *
 * <p>Lines are {@code I NAME ACT NUMBER SECONDS ADDRESS TIME} before a request is sent, {@code A NAME SENT TIME} after it
 * was acknowledged and {@code U NAME TIME} after the server said that it is unavailable; {@code E TIME FORGOTTEN} at a
 * server's end, and {@code S FROM TO} after its start. Times are milliseconds since 1970.
 */
final class Journal implements AutoCloseable {
    private final FileChannel file;
    private final Path path;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Condition synced = lock.newCondition();
    // Guarded by the lock.
    private StringBuilder waiting = new StringBuilder();
    private long appended;
    private long onDisk;
    private boolean closing;
    private Optional<IOException> failure = Optional.empty();

    Journal(Path path) {
        this.path = path;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writer = Thread.ofPlatform().name("journal").daemon().start(this::write);
    }

    Path path() {
        return path;
    }

    /** @return once this is on disk */
    void intend(Identity identity, Operation operation, long now) {
        awaitSync(append("I " + identity + " " + operation.act() + " " + operation.number() + " " + operation.seconds()
                + " " + operation.address() + " " + now));
    }

    void acknowledged(Identity identity, long sent, long now) {
        append("A " + identity + " " + sent + " " + now);
    }

    void unavailable(Identity identity, long now) {
        append("U " + identity + " " + now);
    }

    /**
     * @param forgottenMillis how long before the end renewals may have been forgotten
     * @return once all is on disk
     */
    void ended(long now, long forgottenMillis) {
        awaitSync(append("E " + now + " " + forgottenMillis));
    }

    void started(Lease.Start start) {
        awaitSync(append("S " + start.from() + " " + start.to()));
    }

    /** Which of several operations that were not acknowledged was found done; 0 if none. */
    void found(Identity identity, int number) {
        append("F " + identity + " " + number);
    }

    void sync() {
        lock.lock();
        try {
            awaitSync(appended);
        } finally {
            lock.unlock();
        }
    }

    private long append(String line) {
        lock.lock();
        try {
            waiting.append(line).append('\n');
            appended++;
            something.signal();
            return appended;
        } finally {
            lock.unlock();
        }
    }

    private void awaitSync(long number) {
        lock.lock();
        try {
            while (onDisk < number && failure.isEmpty()) {
                synced.awaitUninterruptibly();
            }
            if (failure.isPresent()) {
                throw new UncheckedIOException("the journal " + path, failure.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private void write() {
        while (true) {
            StringBuilder lines;
            long last;
            lock.lock();
            try {
                while (waiting.isEmpty()) {
                    if (closing) {
                        return;
                    }
                    something.awaitUninterruptibly();
                }
                lines = waiting;
                last = appended;
                waiting = new StringBuilder();
            } finally {
                lock.unlock();
            }
            Optional<IOException> now = Optional.empty();
            try {
                ByteBuffer octets = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
                while (octets.hasRemaining()) {
                    file.write(octets);
                }
                file.force(false);
            } catch (IOException e) {
                now = Optional.of(e);
            }
            lock.lock();
            try {
                onDisk = last;
                failure = now;
                synced.signalAll();
                if (failure.isPresent()) {
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            something.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
