package org.rollcall.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.bench.wire.MalformedMessageException;
import org.rollcall.bench.wire.MessageScanner;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Template;

/**
 * One connection of the load generator: a fixed number of slots, each with at most one request in flight. A message id
 * is its slot's number in the low bits and a generation above, so that replies find their slot in any order and a
 * repeated or stale reply is noticed. What is sent while a read is handled leaves in one flush at its end.
 */
// A failed write or close ends in channelInactive or exceptionCaught, which are handled.
@SuppressWarnings("FutureReturnValueIgnored")
final class Lane extends ChannelInboundHandlerAdapter implements MessageScanner.Sink {
    /** Told of each right answer, on the lane's event loop. */
    @FunctionalInterface
    interface Listener {
        void completed(Lane lane, int slot, long nowNanos);
    }

    private static final int FREE = 0;

    private final RequestSource source;
    private final Expectation expectation;
    private final Tally tally;
    private final LongSupplier nanoClock;
    private final Listener listener;
    private final Consumer<Throwable> failure;
    private final MessageScanner scanner = new MessageScanner();
    private final int slotBits;
    private final int[] ids;
    private final int[] entries;
    private final long[] startedNanos;
    private int generation;
    private int inFlight;
    private long nowNanos;
    private boolean reading;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf out;

    Lane(
            int slots,
            RequestSource source,
            Expectation expectation,
            Tally tally,
            LongSupplier nanoClock,
            Listener listener,
            Consumer<Throwable> failure) {
        this.source = source;
        this.expectation = expectation;
        this.tally = tally;
        this.nanoClock = nanoClock;
        this.listener = listener;
        this.failure = failure;
        this.slotBits = 32 - Integer.numberOfLeadingZeros(slots - 1);
        this.ids = new int[slots];
        this.entries = new int[slots];
        this.startedNanos = new long[slots];
    }

    int slots() {
        return ids.length;
    }

    int inFlight() {
        return inFlight;
    }

    /** Sends the source's next request from a free slot; false when the source has none. */
    boolean send(int slot, long startNanos) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not connected");
        }
        if (ids[slot] != FREE) {
            throw new IllegalStateException("slot " + slot + " is busy");
        }
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = ctx.alloc().ioBuffer(4_096);
            out = buffer;
        }
        int generations = (Integer.MAX_VALUE - Template.FIRST_ID) >>> slotBits;
        generation = (generation + 1) % generations;
        int id = Template.FIRST_ID + (generation << slotBits) + slot;
        if (!source.writeNext(buffer, id)) {
            return false;
        }
        ids[slot] = id;
        entries[slot] = 0;
        startedNanos[slot] = startNanos;
        inFlight++;
        return true;
    }

    /** Hands what was sent outside a read to the kernel. */
    void flush() {
        ChannelHandlerContext ctx = context;
        ByteBuf buffer = out;
        if (reading || ctx == null || buffer == null) {
            return;
        }
        out = null;
        if (buffer.isReadable()) {
            ctx.writeAndFlush(buffer, ctx.voidPromise());
        } else {
            buffer.release();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        reading = true;
        nowNanos = nanoClock.getAsLong();
        try {
            scanner.scan(in, this);
        } catch (MalformedMessageException | LoadFailedException e) {
            failure.accept(e);
            ctx.close();
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        flush();
    }

    @Override
    public void message(int id, int op, int resultCode, int bytes) {
        tally.received(bytes);
        int slot = id & ((1 << slotBits) - 1);
        if (slot >= ids.length || ids[slot] != id) {
            throw new LoadFailedException(String.format(
                    "a reply %#x with result %d to message %#x, which waits for none", op, resultCode, id));
        }
        if (op == Op.SEARCH_ENTRY) {
            entries[slot]++;
            return;
        }
        expectation.check(op, resultCode, entries[slot]);
        ids[slot] = FREE;
        inFlight--;
        tally.completed(nowNanos - startedNanos[slot], entries[slot]);
        listener.completed(this, slot, nowNanos);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ByteBuf buffer = out;
        if (buffer != null) {
            out = null;
            buffer.release();
        }
        if (inFlight > 0) {
            failure.accept(new LoadFailedException("the server closed a connection with requests in flight"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure.accept(cause);
        ctx.close();
    }
}
