package org.rollcall.server.control;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.rollcall.server.audit.Audit;
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
    private final ControlHandlers handlers;
    private final Optional<Audit> audit;
    private final ControlLimits limits;
    private final LongSupplier nanoTime;
    private final Semaphore room;
    private final ScheduledThreadPoolExecutor timer;
    private final Thread acceptor;
    // Those whose request is not complete, or whose entries come and go: nothing that was answered is lost when they
    // end.
    private final Set<Lines> passing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ControlServer(
            Path path,
            ControlSocket socket,
            ControlHandlers handlers,
            Optional<Audit> audit,
            ControlLimits limits,
            LongSupplier nanoTime) {
        this.path = path;
        this.socket = socket;
        this.handlers = handlers;
        this.audit = audit;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.room = new Semaphore(limits.connections());
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("rollcall-control-timer").daemon().factory());
        this.timer.setRemoveOnCancelPolicy(true);
        this.acceptor = Thread.ofPlatform().name("rollcall-control").daemon().unstarted(this::acceptAll);
    }

    /**
     * Opens the channel.
     *
     * @param path of its socket; what a killed server left there is replaced
     * @param handlers do what is asked
     * @param audit hears of all that is more than looking
     * @throws IOException if that cannot be, with a message for operators
     */
    public static ControlServer start(Path path, ControlHandlers handlers, Optional<Audit> audit, ControlLimits limits)
            throws IOException {
        return start(path, handlers, audit, limits, System::nanoTime);
    }

    static ControlServer start(
            Path path, ControlHandlers handlers, Optional<Audit> audit, ControlLimits limits, LongSupplier nanoTime)
            throws IOException {
        ControlServer server = new ControlServer(path, ControlSocket.open(path), handlers, audit, limits, nanoTime);
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
        return new Lines(channel, timer, limits.patience());
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
        passing.add(lines);
        try {
            if (closed) {
                throw new IOException("it came too late");
            }
            return new Line.Result(done(ask(lines), lines));
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
        } finally {
            passing.remove(lines);
        }
    }

    private ControlResult done(ControlRequest request, Lines lines) throws IOException, ControlException {
        String outcome = "it was broken off";
        try {
            ControlResult result = handle(request, lines);
            outcome = "done";
            return result;
        } catch (ControlException e) {
            outcome = String.valueOf(e.getMessage());
            throw e;
        } finally {
            String told = outcome;
            audit.ifPresent(log -> Acts.of(request, told).ifPresent(log::record));
        }
    }

    private ControlResult handle(ControlRequest request, Lines lines) throws IOException, ControlException {
        return switch (request) {
            case ControlRequest.OfStore ofStore -> {
                passing.remove(lines);
                yield handlers.store().handle(ofStore, new Told(lines));
            }
            case ControlRequest.OfAccounts ofAccounts -> {
                passing.remove(lines);
                yield handlers.accounts().handle(ofAccounts, new Told(lines));
            }
            case ControlRequest.OfDescriptors ofDescriptors -> {
                passing.remove(lines);
                yield handlers.descriptors().handle(ofDescriptors, new Told(lines));
            }
            case ControlRequest.OfEntries ofEntries -> {
                lines.takeTime(limits.entryPatience());
                yield new EntriesDesk(handlers.entries(), lines, limits).handle(ofEntries);
            }
        };
    }

    private ControlRequest ask(Lines lines) throws IOException, ControlException {
        try {
            byte[] line = lines.read(limits.lineBytes());
            if (line == null) {
                throw new IOException("it ended before its request did");
            }
            try {
                return ControlCodec.decodeRequest(line);
            } finally {
                // It may have a password in it.
                Arrays.fill(line, (byte) 0);
            }
        } catch (Lines.TooLongException e) {
            throw Fields.notUnderstood(String.valueOf(e.getMessage()));
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

    /** Takes no more requests and no more entries. Works that are being done end by themselves. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("The control socket {} could not be taken away: {}", path, e.getMessage());
        }
        closed = true;
        passing.forEach(Lines::closeQuietly);
        endTimer();
    }

    // Works that are still being done need it.
    private void endTimer() {
        if (closed && room.availablePermits() == limits.connections()) {
            timer.shutdown();
        }
    }
}
