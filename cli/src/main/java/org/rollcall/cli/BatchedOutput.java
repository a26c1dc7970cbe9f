package org.rollcall.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * Collects what is written and passes it on when there is much of it, or after a moment: a call of the system for each
 * line would cost more than the lines. The thread that sees to the moment ends with the stream.
 */
final class BatchedOutput extends OutputStream {
    private static final int CAPACITY = 1 << 16;
    private static final long MOMENT_NANOS = 200_000_000;

    private final BufferedOutputStream buffer;
    private final Thread flusher;
    private volatile boolean closed;

    BatchedOutput(OutputStream target) {
        buffer = new BufferedOutputStream(target, CAPACITY);
        flusher = Thread.ofPlatform().name("rollcall-log-flush").daemon().start(this::flushNowAndThen);
    }

    private void flushNowAndThen() {
        while (!closed) {
            LockSupport.parkNanos(this, MOMENT_NANOS);
            try {
                buffer.flush();
            } catch (IOException _) {
                // Whoever writes next is told.
            }
        }
    }

    @Override
    public void write(int octet) throws IOException {
        buffer.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        buffer.write(octets, offset, length);
    }

    @Override
    public void flush() throws IOException {
        buffer.flush();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(flusher);
        buffer.close();
    }
}
