package org.rollcall.server.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lines to and from a peer, each within a time and a length. One thread reads, and one writes. */
final class Lines implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final byte END = '\n';

    private final SocketChannel channel;
    private final @Nullable ScheduledExecutorService timer;
    private volatile Duration patience;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();

    /** What is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException(int most) {
            super("a line of more than " + most + " octets");
        }
    }

    /** @param timer closes the channel when a line takes longer than {@code patience}; null to wait forever */
    Lines(SocketChannel channel, @Nullable ScheduledExecutorService timer, Duration patience) {
        this.channel = channel;
        this.timer = timer;
        this.patience = patience;
    }

    /** Gives lines more time, or less, from now on. */
    void takeTime(Duration other) {
        patience = other;
    }

    /**
     * The next line, which may begin at any time; the time that it may take counts from there.
     *
     * @param mostBytes without its end
     * @return it without its end; null where the peer ended first
     */
    byte @Nullable [] readWhenItComes(int mostBytes) throws IOException {
        return buffer.hasRemaining() || fill() ? read(mostBytes) : null;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count >= 0;
    }

    /**
     * The next line.
     *
     * @param mostBytes without its end
     * @return it without its end; null where the peer ended first
     */
    byte @Nullable [] read(int mostBytes) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ScheduledFuture<?> end = limit();
        try {
            while (true) {
                while (buffer.hasRemaining()) {
                    byte octet = buffer.get();
                    if (octet == END) {
                        return line.toByteArray();
                    }
                    if (line.size() == mostBytes) {
                        throw new TooLongException(mostBytes);
                    }
                    line.write(octet);
                }
                if (!fill()) {
                    return null;
                }
            }
        } finally {
            cancel(end);
        }
    }

    void write(byte[] line) throws IOException {
        ByteBuffer octets =
                ByteBuffer.allocate(line.length + 1).put(line).put(END).flip();
        ScheduledFuture<?> end = limit();
        try {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } finally {
            cancel(end);
        }
    }

    private @Nullable ScheduledFuture<?> limit() {
        return timer == null ? null : timer.schedule(this::closeQuietly, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable ScheduledFuture<?> end) {
        if (end != null) {
            end.cancel(false);
        }
    }

    /** Ends it; whoever waits for a line hears of that. */
    void closeQuietly() {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing left to end.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
