package org.rollcall.server.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lines to and from a peer, each within a time and a length. One thread reads, and one writes. */
final class Lines implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final byte END = '\n';
    private static final int LOOKS = 10;
    private static final long LONGEST_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final long startNanos = System.nanoTime();
    private final @Nullable Future<?> watch;
    private volatile long patienceNanos;
    // When the line that is under way in each direction must have ended; counted from the start.
    private volatile long readEndNanos = NEVER;
    private volatile long writeEndNanos = NEVER;

    /** What is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1;

        TooLongException(int most) {
            super("a line of more than " + most + " octets");
        }
    }

    /** For a peer that is waited for as long as it takes. */
    Lines(SocketChannel channel) {
        this.channel = channel;
        this.watch = null;
        this.patienceNanos = NEVER;
    }

    /**
     * For a peer that is left when a line takes too long.
     *
     * @param timer closes the channel then
     * @param patience for each line; a tenth of it more may pass, and a second at most, since lines are many and looks at
     *     the clock few
     */
    Lines(SocketChannel channel, ScheduledExecutorService timer, Duration patience) {
        this.channel = channel;
        this.patienceNanos = patience.toNanos();
        long interval = Math.clamp(patience.toNanos() / LOOKS, 1, LONGEST_INTERVAL_NANOS);
        this.watch = timer.scheduleWithFixedDelay(this::endWhatIsLate, interval, interval, TimeUnit.NANOSECONDS);
    }

    /** Gives lines more time, or less, from now on. */
    void takeTime(Duration other) {
        patienceNanos = other.toNanos();
    }

    private void endWhatIsLate() {
        long now = System.nanoTime() - startNanos;
        if (now > readEndNanos || now > writeEndNanos) {
            closeQuietly();
        }
    }

    private long limit() {
        long patience = patienceNanos;
        return patience == NEVER ? NEVER : System.nanoTime() - startNanos + patience;
    }

    /**
     * The next line, which may begin at any time; the time that it may take counts from there.
     *
     * @param mostBytes without its end
     * @return it without its end; null where the peer ended first
     * @throws ClosedChannelException after {@link #closeQuietly}, whatever came before that
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
     * @throws ClosedChannelException after {@link #closeQuietly}, whatever came before that
     */
    byte @Nullable [] read(int mostBytes) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        readEndNanos = limit();
        try {
            while (true) {
                int count = untilEnd();
                if (count > mostBytes - line.size()) {
                    throw new TooLongException(mostBytes);
                }
                line.write(buffer.array(), buffer.position(), count);
                buffer.position(buffer.position() + count);
                if (buffer.hasRemaining()) {
                    buffer.get();
                    return line.toByteArray();
                }
                if (!fill()) {
                    return null;
                }
            }
        } finally {
            readEndNanos = NEVER;
        }
    }

    /** How many octets there are before the next end of a line, or all of them. */
    private int untilEnd() {
        int at = buffer.position();
        while (at < buffer.limit() && buffer.get(at) != END) {
            at++;
        }
        return at - buffer.position();
    }

    void write(byte[] line) throws IOException {
        ByteBuffer octets =
                ByteBuffer.allocate(line.length + 1).put(line).put(END).flip();
        writeEndNanos = limit();
        try {
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } finally {
            writeEndNanos = NEVER;
        }
    }

    /** Ends it; whoever waits for a line hears of that. */
    void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            // There is nothing left to end.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (watch != null) {
            watch.cancel(false);
        }
        channel.close();
    }
}
