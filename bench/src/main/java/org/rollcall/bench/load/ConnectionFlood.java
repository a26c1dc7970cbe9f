package org.rollcall.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that want nothing: many that have bound and are idle, and new ones at a steady pace, each of which goes
 * away after a second without a word. They come from several loopback addresses, since one has not enough ports. Used by
 * one thread, beside one of its own.
 */
public final class ConnectionFlood implements AutoCloseable {
    private static final int ADDRESSES = 8;
    private static final long STAY_NANOS = 1_000_000_000;

    private final Target target;
    private final List<SocketChannel> idle = new ArrayList<>();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private int next;
    private volatile boolean over;
    private final Thread pacer;

    private ConnectionFlood(Target target, int perSecond) {
        this.target = target;
        this.pacer = Thread.ofPlatform().name("flood").daemon().unstarted(() -> pace(1_000_000_000L / perSecond));
    }

    /**
     * Begins.
     *
     * @param idle connections that stay, opened before this returns
     * @param bind what each of these sends first, and is answered with as many octets
     * @param perSecond new connections from then on
     */
    public static ConnectionFlood begin(Target target, int idle, byte[] bind, int perSecond) throws IOException {
        ConnectionFlood flood = new ConnectionFlood(target, perSecond);
        try {
            for (int i = 0; i < idle; i++) {
                flood.idle.add(flood.bound(bind));
            }
        } catch (IOException e) {
            flood.close();
            throw e;
        }
        flood.pacer.start();
        return flood;
    }

    private SocketChannel bound(byte[] bind) throws IOException {
        SocketChannel channel = connect();
        channel.write(ByteBuffer.wrap(bind));
        if (channel.read(ByteBuffer.allocate(bind.length)) < 0) {
            channel.close();
            throw new IOException("the server wants no more than " + idle.size() + " connections");
        }
        return channel;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(source(next++ % ADDRESSES), 0));
            channel.connect(target.address());
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static InetAddress source(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number)});
        } catch (UnknownHostException e) {
            throw new AssertionError("four octets are an address", e);
        }
    }

    private record Guest(SocketChannel channel, long leavesNanos) {}

    private void pace(long intervalNanos) {
        Deque<Guest> guests = new ArrayDeque<>();
        long due = System.nanoTime();
        while (!over) {
            long now = System.nanoTime();
            while (!guests.isEmpty() && guests.peek().leavesNanos - now <= 0) {
                leave(guests.remove().channel);
            }
            if (due - now > 0) {
                LockSupport.parkNanos(due - now);
                continue;
            }
            due += intervalNanos;
            try {
                guests.add(new Guest(connect(), now + STAY_NANOS));
                opened.incrementAndGet();
            } catch (IOException e) {
                failed.incrementAndGet();
            }
        }
        guests.forEach(guest -> leave(guest.channel));
    }

    /** At once, so that no port stays in use. */
    private static void leave(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    /** New connections so far. */
    public long opened() {
        return opened.get();
    }

    /** Attempts that came to nothing. */
    public long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            pacer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        idle.forEach(ConnectionFlood::leave);
        idle.clear();
    }
}
