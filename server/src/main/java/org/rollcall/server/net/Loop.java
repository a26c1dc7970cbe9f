package org.rollcall.server.net;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.server.limits.Admission;
import org.rollcall.server.session.Protection;
import org.rollcall.server.session.SessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of one event loop share: the decoder, the turns of those with work left, the search for idle
 * ones. Used by that loop's thread, where nothing else is said.
 */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** How long the connections with work left keep the others waiting, taken together. */
    private static final long ROUND_NANOS = 500_000;
    /** How often connections that don't notice their end are looked for while the server goes down. */
    private static final long HURRIED_SWEEP_MILLIS = 50;

    /** Connections that are told of changed accounts before others have their turn. */
    private static final int TOLD_AT_ONCE = 256;

    private final EventLoop eventLoop;
    private final MessageDecoder decoder;
    private final RequestOctets octets = new RequestOctets();
    private final Ahead ahead = new Ahead();
    private final SessionContext context;
    private final ConnectionLimits limits;
    private final Admission admission;
    private final HeldOutput held;
    private final ArrayList<Connection> connections = new ArrayList<>();
    private final ArrayDeque<Connection> turns = new ArrayDeque<>();
    private final Runnable round = this::round;
    private boolean roundIsComing;
    private final AtomicBoolean newsIsComing = new AtomicBoolean();
    /** Connections that are still to be told of changed accounts: so many from the first on. */
    private int untold;
    /** What was told of replies that are held. */
    private long heldOctets;
    /** Completed when no connection is left; there is one while the server goes down. */
    private @Nullable CompletableFuture<Void> drained;

    Loop(
            EventLoop eventLoop,
            MessageDecoder decoder,
            SessionContext context,
            ConnectionLimits limits,
            Admission admission,
            HeldOutput held) {
        this.eventLoop = eventLoop;
        this.decoder = decoder;
        this.context = context;
        this.limits = limits;
        this.admission = admission;
        this.held = held;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    MessageDecoder decoder() {
        return decoder;
    }

    /** Room for the request that is looked at. */
    RequestOctets octets() {
        return octets;
    }

    /** Room for the requests that come after it. */
    Ahead ahead() {
        return ahead;
    }

    SessionContext context() {
        return context;
    }

    ConnectionLimits limits() {
        return limits;
    }

    Admission admission() {
        return admission;
    }

    LongSupplier clock() {
        return context.nanoTime();
    }

    void add(Connection connection) {
        connection.setPlace(connections.size());
        connections.add(connection);
        if (drained != null) {
            connection.drain();
        }
    }

    void remove(Connection connection) {
        Connection last = connections.removeLast();
        if (last != connection) {
            last.setPlace(connection.place());
            connections.set(connection.place(), last);
        }
        tellIfDrained();
    }

    /** Gives the connection a turn soon; it asks once until it had it. */
    void requestTurn(Connection connection) {
        turns.add(connection);
        if (!roundIsComing) {
            roundIsComing = true;
            eventLoop.execute(round);
        }
    }

    private void round() {
        long now = clock().getAsLong();
        long end = now + ROUND_NANOS;
        Connection connection;
        // A round goes on being announced while it runs, so that whoever asks for a turn meanwhile gets it in this one
        // or in the next, and does not announce another.
        while (now - end < 0 && (connection = turns.poll()) != null) {
            now = connection.turn(now, end - now);
        }
        roundIsComing = !turns.isEmpty();
        if (roundIsComing) {
            // A task that puts itself behind the others would keep the loop from its sockets; a scheduled one does not.
            var _ = eventLoop.schedule(round, 1, TimeUnit.NANOSECONDS);
        }
    }

    /** Closes what was idle for too long; to be called about once a second. */
    void sweep() {
        long now = clock().getAsLong();
        for (int i = connections.size() - 1; i >= 0; i--) {
            connections.get(i).checkTime(now);
        }
    }

    /** Cuts off clients that don't read, the slowest first, where all together hold too much; to be called often. */
    void relieve() {
        long now = pendingOctets();
        long excess = held.told(heldOctets, now);
        heldOctets = now;
        if (excess <= 0) {
            return;
        }
        List<Connection> slowest = new ArrayList<>(connections);
        slowest.sort(Comparator.comparingLong(Connection::pendingOctets).reversed());
        for (Connection connection : slowest) {
            if (excess <= 0) {
                return;
            }
            excess -= connection.pendingOctets();
            connection.cutOff();
        }
    }

    /** Has the clients lose or get what they do by the accounts as they are now; called on any thread. */
    void accountsChanged() {
        if (!newsIsComing.compareAndSet(false, true)) {
            return;
        }
        try {
            eventLoop.execute(() -> {
                newsIsComing.set(false);
                boolean telling = untold > 0;
                untold = connections.size();
                if (!telling) {
                    tellOfAccounts();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop is at its end, and its connections with it", e);
        }
    }

    // Whoever leaves meanwhile has the last one take its place: that one was told, or will be. Whoever comes is nobody.
    private void tellOfAccounts() {
        long now = clock().getAsLong();
        int last = Math.max(0, untold - TOLD_AT_ONCE);
        untold = Math.min(untold, connections.size());
        while (untold > last) {
            connections.get(--untold).accountsChanged(now);
        }
        if (untold > 0) {
            var _ = eventLoop.schedule(this::tellOfAccounts, 1, TimeUnit.NANOSECONDS);
        }
    }

    /** Takes nothing more from clients, now and later. */
    void drain(CompletableFuture<Void> whenDone) {
        drained = whenDone;
        for (int i = connections.size() - 1; i >= 0; i--) {
            connections.get(i).drain();
        }
        tellIfDrained();
        var _ = eventLoop.scheduleWithFixedDelay(
                this::sweep, HURRIED_SWEEP_MILLIS, HURRIED_SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean draining() {
        return drained != null;
    }

    private void tellIfDrained() {
        if (drained != null && connections.isEmpty()) {
            drained.complete(null);
        }
    }

    /** Closes all connections, whatever they are doing. */
    void abort() {
        for (int i = connections.size() - 1; i >= 0; i--) {
            connections.get(i).abort();
        }
    }

    /** How the connections are protected, in no order. */
    List<Protection> protections() {
        return connections.stream().map(Connection::protection).toList();
    }

    /** Replies that clients have not taken yet, in octets. */
    long pendingOctets() {
        long pending = 0;
        for (Connection connection : connections) {
            pending += connection.pendingOctets();
        }
        return pending;
    }
}
