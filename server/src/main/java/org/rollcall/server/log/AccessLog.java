package org.rollcall.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each operation. Each event loop makes its lines itself, in a ring of its own; one thread looks at all
 * rings every few milliseconds and writes what is there, much at a time. Lines that come faster than they can be
 * written, and lines that can't be written, are lost and counted: neither a slow disk nor a full one slows the
 * directory.
 */
public final class AccessLog implements AutoCloseable {
    /** Room for the lines of one event loop, in octets. */
    private static final int RING = 1 << 20;
    /** How long lines may wait to be written, in nanoseconds. */
    private static final long PAUSE_NANOS = 20_000_000;

    /** How long the last lines may take when the server ends. */
    private static final Duration LAST_PATIENCE = Duration.ofMillis(100);

    private final OutputStream output;
    private final LineForm form;
    private final InstantSource wall;
    private final ZoneId zone;
    private final Logger logger;
    private final Duration lastPatience;
    private final List<LineRing> rings = new CopyOnWriteArrayList<>();
    private final AtomicLong unwritten = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;
    /** Lines lost since the output failed; 0 while it does not. For the thread that writes. */
    private long failing;

    /**
     * Begins to write.
     *
     * @param output takes whole lines, many at a time, from one thread; is not closed
     * @param wall the time of day, in milliseconds
     */
    public AccessLog(OutputStream output, LineForm form, InstantSource wall, ZoneId zone) {
        this(output, form, wall, zone, LoggerFactory.getLogger(AccessLog.class), LAST_PATIENCE);
    }

    AccessLog(
            OutputStream output, LineForm form, InstantSource wall, ZoneId zone, Logger logger, Duration lastPatience) {
        this.output = output;
        this.form = form;
        this.wall = wall;
        this.zone = zone;
        this.logger = logger;
        this.lastPatience = lastPatience;
        this.writer = Thread.ofPlatform().name("rollcall-access-log").daemon().start(this::writeUntilClosed);
    }

    /** A place where one event loop makes its lines. */
    LineDesk desk() {
        LineRing ring = new LineRing(RING, Line.LONGEST, this::wake);
        rings.add(ring);
        return new LineDesk(form, ring, wall, zone);
    }

    /** Lines that were lost, for want of room or because the output failed. */
    public long dropped() {
        return rings.stream().mapToLong(LineRing::lost).sum() + unwritten.get();
    }

    private void wake() {
        LockSupport.unpark(writer);
    }

    private void writeUntilClosed() {
        while (true) {
            boolean last = closing;
            boolean some = false;
            for (LineRing ring : rings) {
                some |= ring.drain(this::writeLines);
            }
            if (last && !some) {
                return;
            }
            if (!last) {
                // Nobody wakes this thread for a line: that would cost more than the line itself.
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    private void writeLines(byte[] octets, int offset, int length) {
        try {
            if (failing > 0) {
                // What failed may have left the beginning of a line.
                output.write('\n');
            }
            output.write(octets, offset, length);
            output.flush();
        } catch (IOException | RuntimeException e) {
            lose(lines(octets, offset, length), e);
            return;
        }
        if (failing > 0) {
            logger.warn("the access log can be written again; {} lines were lost", failing);
            failing = 0;
        }
    }

    private void lose(long lines, Exception failure) {
        if (failing == 0) {
            logger.error(
                    "cannot write the access log: {}; its lines are lost until that is mended", failure.toString());
        }
        failing += lines;
        unwritten.addAndGet(lines);
    }

    private static long lines(byte[] octets, int offset, int length) {
        long lines = 0;
        for (int i = offset; i < offset + length; i++) {
            if (octets[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }

    /** Writes what is left. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            var _ = writer.join(lastPatience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
