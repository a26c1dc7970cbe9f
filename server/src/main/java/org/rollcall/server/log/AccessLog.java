package org.rollcall.server.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.rollcall.ldap.codec.MessageDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each operation, at level INFO of the logger {@code rollcall.access}. Whoever reports an operation only
 * puts it into a queue; a thread of its own finds the words. Lines that come faster than they can be written are
 * dropped and counted, so that a slow disk never slows the directory.
 */
public final class AccessLog implements AutoCloseable {
    /** Name of the logger that takes the lines. */
    public static final String LOGGER = "rollcall.access";

    private static final int CAPACITY = 1 << 16;
    private static final int BATCH = 1024;
    /** How long lines may wait to be written, in nanoseconds. */
    private static final long PAUSE_NANOS = 20_000_000;

    /** How long the last lines may take when the server ends. */
    private static final Duration LAST_PATIENCE = Duration.ofMillis(100);

    private final Logger logger;
    private final Duration lastPatience;
    private final ArrayBlockingQueue<AccessRecord> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean closing;

    public AccessLog() {
        this(LoggerFactory.getLogger(LOGGER), LAST_PATIENCE);
    }

    AccessLog(Logger logger, Duration lastPatience) {
        this.logger = logger;
        this.lastPatience = lastPatience;
        this.writer = Thread.ofPlatform().name("rollcall-access-log").daemon().start(this::write);
    }

    /** Takes note of an operation; never waits. */
    void record(AccessRecord operation) {
        if (!queue.offer(operation)) {
            dropped.increment();
        }
    }

    /** Operations that found the queue full. */
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        List<AccessRecord> batch = new ArrayList<>(BATCH);
        StringBuilder line = new StringBuilder(256);
        MessageDecoder decoder = new MessageDecoder(AccessRecord.Encoded.LIMITS);
        while (true) {
            boolean last = closing;
            batch.clear();
            if (queue.drainTo(batch, BATCH) == 0) {
                if (last) {
                    return;
                }
                // Nobody wakes this thread: that would cost those who report more than the line itself.
                LockSupport.parkNanos(this, PAUSE_NANOS);
                continue;
            }
            for (AccessRecord operation : batch) {
                line.setLength(0);
                operation.describe(line, decoder);
                logger.info(line.toString());
            }
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        try {
            var _ = writer.join(lastPatience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
