package org.rollcall.server.audit;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line of JSON for each deed. One thread writes, much at a time; lines that come faster than they can be written,
 * and lines that can't be written, are lost, counted and told of: neither a slow disk nor a full one slows the directory.
 */
public final class AuditLog implements Audit, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** Lines that wait to be written. */
    private static final int WAITING = 64 * 1024;
    /** Of a text that a client sent. */
    private static final int LONGEST_TEXT = 1_024;

    private static final Duration LAST_PATIENCE = Duration.ofMillis(200);
    /** Behind the last line. */
    private static final byte[] END = {};

    private final AuditFiles files;
    private final InstantSource wall;
    private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread writer;
    /** For the thread that writes. */
    private boolean failing;

    private AuditLog(AuditFiles files, InstantSource wall) {
        this.files = files;
        this.wall = wall;
        this.writer = Thread.ofPlatform().name("rollcall-audit").daemon().unstarted(this::writeAll);
    }

    /**
     * Begins to write.
     *
     * @param file made where it is missing, for its owner alone
     * @param largest size in octets beyond which it is turned over
     * @param kept how many older files stay
     * @throws IOException where the file can't be written
     */
    public static AuditLog start(Path file, long largest, int kept, InstantSource wall) throws IOException {
        AuditLog log = new AuditLog(new AuditFiles(file, largest, kept), wall);
        log.writer.start();
        return log;
    }

    /** Lines that are not in the files, for want of room or because they could not be written. */
    public long lost() {
        return lost.get();
    }

    @Override
    public void record(Deed deed) {
        if (!waiting.offer(line(deed))) {
            lost.incrementAndGet();
        }
    }

    private byte[] line(Deed deed) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", wall.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        switch (deed) {
            case Deed.Bind bind -> {
                members.put("event", "bind");
                from(members, bind.from(), bind.doer());
                members.put("method", shortened(bind.method()));
                members.put("name", shortened(bind.name()));
                members.put("result", bind.result());
                if (!bind.reason().isEmpty()) {
                    members.put("reason", shortened(bind.reason()));
                }
            }
            case Deed.Operation operation -> {
                members.put("event", operation.operation());
                from(members, operation.from(), operation.doer());
                members.put("target", shortened(operation.target()));
                members.put("result", operation.result());
            }
            case Deed.Revocation revocation -> {
                members.put("event", "revocation");
                from(members, revocation.from(), revocation.doer());
            }
            case Deed.Administration administration -> {
                members.put("event", "administration");
                members.put("act", administration.act());
                members.put("target", shortened(administration.target()));
                members.put("result", shortened(administration.result()));
            }
        }
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream(256);
            line.write(JSON.std.asBytes(members));
            line.write('\n');
            return line.toByteArray();
        } catch (IOException e) {
            // It is written to memory.
            throw new UncheckedIOException(e);
        }
    }

    private static void from(Map<String, Object> members, InetSocketAddress from, Optional<Deed.Doer> doer) {
        members.put(
                "address",
                from.getAddress() == null
                        ? from.getHostString()
                        : from.getAddress().getHostAddress());
        members.put("port", from.getPort());
        doer.ifPresent(known -> {
            members.put("account", known.account());
            members.put("sid", known.sid());
        });
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private void writeAll() {
        List<byte[]> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                // The thread is nobody's to interrupt.
                continue;
            }
            waiting.drainTo(batch);
            last = batch.getLast().length == 0;
            write(batch);
            batch.clear();
        }
    }

    private void write(List<byte[]> batch) {
        try {
            for (byte[] line : batch) {
                if (line.length > 0) {
                    files.write(line);
                }
            }
            files.flush();
            if (failing) {
                LOG.warn("The audit log can be written again; {} of its lines are lost so far", lost.get());
            }
            failing = false;
        } catch (IOException e) {
            lost.addAndGet(batch.stream().filter(line -> line.length > 0).count());
            if (!failing) {
                LOG.error("The audit log can't be written, and its lines are lost until it can: {}", e.toString());
            }
            failing = true;
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        try {
            // Behind all that came. A disk that hangs does not keep the server from ending.
            if (waiting.offer(END, LAST_PATIENCE.toNanos(), TimeUnit.NANOSECONDS) && writer.join(LAST_PATIENCE)) {
                files.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("The audit log was not closed well: {}", e.toString());
        }
    }
}
