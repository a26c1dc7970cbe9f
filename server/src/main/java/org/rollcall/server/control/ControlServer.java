package org.rollcall.server.control;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.rollcall.server.control.ControlCodec.Line;
import org.rollcall.server.control.ControlException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of the channel. Each connection has a thread, since works are long, wait for disks, and are few: they
 * are for operators, not for speed.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Path path;
    private final ControlSocket socket;
    private final ControlHandler handler;
    private final ControlLimits limits;
    private final LongSupplier nanoTime;
    private final Semaphore room;
    private final ScheduledExecutorService timer;
    private final Thread acceptor;
    // Those whose request is not complete: nothing is lost when they end.
    private final Set<Lines> asking = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ControlServer(
            Path path, ControlSocket socket, ControlHandler handler, ControlLimits limits, LongSupplier nanoTime) {
        this.path = path;
        this.socket = socket;
        this.handler = handler;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.room = new Semaphore(limits.connections());
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("rollcall-control-timer").daemon().factory());
        this.acceptor = Thread.ofPlatform().name("rollcall-control").daemon().unstarted(this::acceptAll);
    }

    /**
     * Opens the channel.
     *
     * @param path of its socket; what a killed server left there is replaced
     * @throws IOException if that cannot be, with a message for operators
     */
    public static ControlServer start(Path path, ControlHandler handler, ControlLimits limits) throws IOException {
        return start(path, handler, limits, System::nanoTime);
    }

    static ControlServer start(Path path, ControlHandler handler, ControlLimits limits, LongSupplier nanoTime)
            throws IOException {
        ControlServer server = new ControlServer(path, ControlSocket.open(path), handler, limits, nanoTime);
        server.acceptor.start();
        return server;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    private void acceptAll() {
        while (true) {
            try {
                SocketChannel channel = socket.accept();
                if (room.tryAcquire()) {
                    Thread.ofPlatform().name("rollcall-control-", 0).daemon().start(() -> serve(channel));
                } else {
                    refuse(channel);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("The control socket {} takes no more requests: {}", path, e.getMessage());
                return;
            }
        }
    }

    private void refuse(SocketChannel channel) {
        try (Lines lines = lines(channel)) {
            // A peer that has not read anything has room for a line.
            answer(
                    lines,
                    new Line.Failure(new ControlException(
                            Kind.BUSY, limits.connections() + " requests are under way; try again later")));
        } catch (IOException e) {
            LOG.debug("A client of the control socket went away: {}", e.toString());
        }
    }

    private Lines lines(SocketChannel channel) {
        return new Lines(channel, limits.lineBytes(), timer, limits.patience());
    }

    private void serve(SocketChannel channel) {
        try (Lines lines = lines(channel)) {
            answer(lines, work(lines));
        } catch (IOException e) {
            LOG.debug("A client of the control socket went away: {}", e.toString());
        } finally {
            room.release();
            endTimer();
        }
    }

    private Line work(Lines lines) throws IOException {
        try {
            return new Line.Result(handler.handle(ask(lines), new Told(lines)));
        } catch (ControlException e) {
            return new Line.Failure(e);
        } catch (CancellationException e) {
            if (e.getCause() instanceof IOException gone) {
                throw gone;
            }
            return new Line.Failure(new ControlException(Kind.FAILED, "it was ended: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            LOG.error("A request on the control socket failed", e);
            return new Line.Failure(new ControlException(Kind.FAILED, "the server failed: " + e, e));
        }
    }

    private ControlRequest ask(Lines lines) throws IOException, ControlException {
        asking.add(lines);
        try {
            byte[] line = lines.read();
            if (line == null) {
                throw new IOException("it ended before its request did");
            }
            return ControlCodec.decodeRequest(line);
        } catch (Lines.TooLongException e) {
            throw Fields.notUnderstood(String.valueOf(e.getMessage()));
        } finally {
            asking.remove(lines);
        }
    }

    private static void answer(Lines lines, Line line) throws IOException {
        lines.write(ControlCodec.encode(line));
    }

    /** Tells a client of progress, not too often; and that it went away, to the work that it asked for. */
    private final class Told implements ControlProgress {
        private final Lines lines;
        private long nextNanos = nanoTime.getAsLong();

        Told(Lines lines) {
            this.lines = lines;
        }

        @Override
        public void report(String stage, long done, long total) {
            long now = nanoTime.getAsLong();
            if (now - nextNanos < 0) {
                return;
            }
            nextNanos = now + limits.progressInterval().toNanos();
            try {
                answer(lines, new Line.Progress(stage, done, total));
            } catch (IOException e) {
                CancellationException ended = new CancellationException("its client went away");
                ended.initCause(e);
                throw ended;
            }
        }
    }

    /** Takes no more requests. Those that are being done end as their works do. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("The control socket {} could not be taken away: {}", path, e.getMessage());
        }
        for (Lines each : asking) {
            try {
                each.close();
            } catch (IOException e) {
                LOG.debug("A client of the control socket: {}", e.toString());
            }
        }
        closed = true;
        endTimer();
    }

    // Works that are still being done need it.
    private void endTimer() {
        if (closed && room.availablePermits() == limits.connections()) {
            timer.shutdown();
        }
    }
}
