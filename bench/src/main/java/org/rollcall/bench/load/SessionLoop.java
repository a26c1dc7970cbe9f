package org.rollcall.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rollcall.bench.wire.MalformedMessageException;
import org.rollcall.bench.wire.MessageScanner;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Requests;
import org.rollcall.bench.wire.Template;

/**
 * One run of whole sessions: each seat connects, takes its steps one reply after the other, unbinds, closes, and begins
 * anew. Like the clients' own libraries it closes right behind the unbind. On the load's event loop.
 */
// A failed write or close ends in channelInactive or exceptionCaught, which are handled.
@SuppressWarnings("FutureReturnValueIgnored")
final class SessionLoop {
    /** Closed connections keep their ports for a minute: one address alone would have the kernel search for free ones. */
    private static final List<InetAddress> SOURCES = IntStream.rangeClosed(1, 32)
            .mapToObj(i -> InetAddress.ofLiteral("127.0.0." + i))
            .toList();

    private static final Template UNBIND = Template.of(Requests.unbind());

    private final LoadClient client;
    private final Loads.Sessions load;
    private final Tally tally = new Tally();
    private final CompletableFuture<Measurement> result = new CompletableFuture<>();
    private long startNanos;
    private long lastNanos;
    private long deadlineNanos;
    private long begun;
    private int seatsAtWork;

    SessionLoop(LoadClient client, Loads.Sessions load) {
        this.client = client;
        this.load = load;
    }

    CompletableFuture<Measurement> start(Target target) {
        client.loop().execute(() -> {
            startNanos = client.nanoClock().getAsLong();
            lastNanos = startNanos;
            deadlineNanos = startNanos + load.duration().toNanos();
            seatsAtWork = load.concurrent();
            client.limit(result, load.duration().plus(Loads.DRAIN_LIMIT));
            for (int i = 0; i < load.concurrent(); i++) {
                new Seat(target).beginOrEnd(startNanos);
            }
        });
        return result;
    }

    /** The sessions of one place at the table, one after the other; the handler of each one's channel in turn. */
    private final class Seat extends ChannelInboundHandlerAdapter implements MessageScanner.Sink {
        private final Target target;
        private MessageScanner scanner = new MessageScanner();
        private @Nullable Channel current;
        private long sessionStartNanos;
        private long serial;
        private long nowNanos;
        private int step;
        private int entries;
        private int sessionEntries;

        Seat(Target target) {
            this.target = target;
        }

        @Override
        public boolean isSharable() {
            return true;
        }

        void beginOrEnd(long now) {
            if (result.isDone()) {
                return;
            }
            if (now - deadlineNanos >= 0 || begun >= load.maxSessions()) {
                seatsAtWork--;
                if (seatsAtWork == 0) {
                    result.complete(tally.over(Duration.ofNanos(lastNanos - startNanos)));
                }
                return;
            }
            begun++;
            sessionStartNanos = now;
            serial = load.serials().getAsLong();
            step = 0;
            entries = 0;
            sessionEntries = 0;
            scanner = new MessageScanner();
            ChannelFuture connecting = client.bootstrap(target, this, SOURCES.get((int) (begun % SOURCES.size())))
                    .connect(target.address());
            current = connecting.channel();
            connecting.addListener((ChannelFutureListener) future -> {
                if (future.isSuccess()) {
                    sendStep(future.channel());
                } else {
                    result.completeExceptionally(
                            new LoadFailedException("no connection: " + future.cause(), future.cause()));
                }
            });
        }

        private void sendStep(Channel channel) {
            Template template = load.steps().get(step).template();
            ByteBuf out = channel.alloc().ioBuffer(template.length());
            template.writeTo(out, Template.FIRST_ID + step, serial);
            channel.writeAndFlush(out, channel.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                if (ctx.channel().equals(current)) {
                    nowNanos = client.nanoClock().getAsLong();
                    scanner.scan(in, this);
                }
            } catch (MalformedMessageException | LoadFailedException e) {
                fail(ctx, e);
            } finally {
                in.release();
            }
        }

        @Override
        public void message(int id, int op, int resultCode, int bytes) {
            tally.received(bytes);
            Channel channel = current;
            if (channel == null || id != Template.FIRST_ID + step) {
                throw new LoadFailedException(String.format(
                        "a reply %#x with result %d to message %#x, which waits for none", op, resultCode, id));
            }
            if (op == Op.SEARCH_ENTRY) {
                entries++;
                return;
            }
            load.steps().get(step).expectation().check(op, resultCode, entries);
            sessionEntries += entries;
            entries = 0;
            step++;
            if (step < load.steps().size()) {
                sendStep(channel);
                return;
            }
            current = null;
            ByteBuf out = channel.alloc().ioBuffer(UNBIND.length());
            UNBIND.writeTo(out, Template.FIRST_ID + step, serial);
            channel.writeAndFlush(out).addListener(ChannelFutureListener.CLOSE);
            lastNanos = nowNanos;
            tally.completed(nowNanos - sessionStartNanos, sessionEntries);
            beginOrEnd(client.nanoClock().getAsLong());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (ctx.channel().equals(current)) {
                fail(ctx, new LoadFailedException("the server closed a connection in step " + (step + 1)));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (ctx.channel().equals(current)) {
                fail(ctx, cause);
            }
            ctx.close();
        }

        private void fail(ChannelHandlerContext ctx, Throwable cause) {
            current = null;
            result.completeExceptionally(cause);
            ctx.close();
        }
    }
}
