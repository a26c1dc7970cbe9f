package org.rollcall.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.message.LdapMessage;

/** A connection in memory: what was written can be read as messages, and the window is closed by hand. */
final class FakeWire implements Wire {
    private final ByteBuf out = Unpooled.buffer();
    private final MessageDecoder decoder = new MessageDecoder(DecoderLimits.DEFAULT);
    final Queue<Runnable> tasks = new ArrayDeque<>();
    /** What is to run later, with its pause. */
    final Map<Runnable, Duration> delayed = new LinkedHashMap<>();

    boolean writable = true;
    boolean turnRequested;
    boolean hungUp;
    boolean unexpected;
    boolean offersTls;
    boolean octetsWait;
    boolean tlsStarted;
    final List<SecurityLayer> layers = new ArrayList<>();

    @Override
    public ByteBuf out() {
        return out;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void requestTurn() {
        turnRequested = true;
    }

    @Override
    public void handOver(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Runnable later(Runnable task, Duration pause) {
        delayed.put(task, pause);
        return () -> delayed.remove(task);
    }

    @Override
    public boolean octetsWait() {
        return octetsWait;
    }

    @Override
    public boolean offersTls() {
        return offersTls;
    }

    @Override
    public void startTls() {
        tlsStarted = true;
    }

    @Override
    public void wrap(SecurityLayer layer) {
        layers.add(layer);
    }

    @Override
    public void hangUp(boolean clientMaySend) {
        hungUp = true;
        unexpected = clientMaySend;
    }

    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Runs what waits, however long it has to. */
    void runDelayed() {
        List<Runnable> due = List.copyOf(delayed.keySet());
        delayed.clear();
        due.forEach(Runnable::run);
    }

    int octets() {
        return out.readableBytes();
    }

    /** Everything written since the last call. */
    List<LdapMessage> replies() {
        List<LdapMessage> messages = new ArrayList<>();
        try {
            while (out.isReadable()) {
                messages.add(decoder.decode(out));
            }
        } catch (ProtocolException e) {
            throw new AssertionError("not a reply: " + e.text(), e);
        }
        return messages;
    }
}
