package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.limits.Client;
import org.rollcall.server.net.Envelope;
import org.rollcall.server.net.LastWords;
import org.rollcall.server.session.Observer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session service: what clients say is taken out of its frames, and what they are told is put into some. */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by exceptionCaught and by closing
final class SessionService implements Envelope {
    private static final Logger LOG = LoggerFactory.getLogger(SessionService.class);

    /** How long a client may take to notice that there is no session, or no more. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final SessionDesk desk;
    private final Duration keepAlive;
    private final NetbiosCounters counters;

    /** @param keepAlive how long the server is silent before it shows that it is there; zero for ever */
    SessionService(SessionDesk desk, Duration keepAlive, NetbiosCounters counters) {
        this.desk = desk;
        this.keepAlive = keepAlive;
        this.counters = counters;
    }

    @Override
    public void enclose(ChannelPipeline pipeline, Client client, Observer observer) {
        if (!keepAlive.isZero()) {
            pipeline.addLast(new IdleStateHandler(0, keepAlive.toNanos(), 0, TimeUnit.NANOSECONDS));
        }
        pipeline.addLast(new Frames(client, observer));
    }

    @Override
    public void turnAway(Channel channel) {
        SessionAnswer answer = new SessionAnswer.Negative(SessionOutcome.INSUFFICIENT_RESOURCES);
        counters.answered(answer.outcome());
        channel.writeAndFlush(encoded(channel, answer)).addListener(ChannelFutureListener.CLOSE);
    }

    private static ByteBuf encoded(Channel channel, SessionAnswer answer) {
        ByteBuf packet = channel.alloc().ioBuffer(16);
        answer.write(packet);
        return packet;
    }

    /** The frames of one connection. Runs on its event loop. */
    private final class Frames extends ChannelDuplexHandler implements FrameReader.Listener {
        private final Client client;
        private final Observer observer;
        private final FrameReader reader = new FrameReader();
        private @Nullable ChannelHandlerContext context;
        private State state = State.AWAITED;
        /** What messages held that were read last; it can grow, as whoever gets it may want to put more into it. */
        private ByteBuf carried = Unpooled.EMPTY_BUFFER;

        private enum State {
            /** The client is to say whom it wants. */
            AWAITED,
            ESTABLISHED,
            /** What was read last made no sense; what came before it is still to be answered. */
            BROKEN,
            /** Whatever comes or goes is thrown away, until the client closes. */
            OVER
        }

        Frames(Client client, Observer observer) {
            this.client = client;
            this.observer = observer;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf octets = (ByteBuf) message;
            try {
                if (state == State.AWAITED || state == State.ESTABLISHED) {
                    reader.read(octets, this);
                }
            } catch (MalformedPacketException e) {
                observer.malformed(client, "NetBIOS: " + e.text());
                if (state == State.AWAITED) {
                    end(ctx, new SessionAnswer.Negative(SessionOutcome.UNSPECIFIED_ERROR));
                } else {
                    state = State.BROKEN;
                }
            } finally {
                octets.release();
            }
            if (carried.isReadable()) {
                ByteBuf whole = carried;
                carried = Unpooled.EMPTY_BUFFER;
                ctx.fireChannelRead(whole);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.fireChannelReadComplete();
            if (state == State.BROKEN) {
                end(ctx, Unpooled.EMPTY_BUFFER);
            }
        }

        @Override
        public boolean requested(SessionRequest request) {
            ChannelHandlerContext ctx = context();
            SessionAnswer answer = desk.answer(request);
            if (answer instanceof SessionAnswer.Positive) {
                LOG.debug("{}: NetBIOS session of {} with {}", client.remote(), request.calling(), request.called());
                counters.answered(answer.outcome());
                state = State.ESTABLISHED;
                ctx.writeAndFlush(encoded(ctx.channel(), answer), ctx.voidPromise());
                return true;
            }
            LOG.debug(
                    "{}: no NetBIOS session of {} with {}: {}",
                    client.remote(),
                    request.calling(),
                    request.called(),
                    answer.outcome().label());
            end(ctx, answer);
            return false;
        }

        @Override
        public void carried(ByteBuf octets) {
            if (carried.maxCapacity() == 0) {
                carried = context().alloc().buffer(octets.readableBytes());
            }
            carried.writeBytes(octets);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf octets = (ByteBuf) message;
            if (state == State.OVER) {
                octets.release();
                promise.trySuccess();
            } else if (!octets.isReadable()) {
                ctx.write(octets, promise);
            } else if (state == State.AWAITED) {
                // Last words in LDAP to somebody who has no session to hear them.
                octets.release();
                state = State.OVER;
                ctx.write(answer(ctx, new SessionAnswer.Negative(SessionOutcome.UNSPECIFIED_ERROR)), promise);
            } else {
                writeFrames(ctx, octets, promise);
            }
        }

        private void writeFrames(ChannelHandlerContext ctx, ByteBuf octets, ChannelPromise promise) {
            while (octets.readableBytes() > SessionFrames.MOST_OCTETS) {
                writeHeader(ctx, SessionFrames.MOST_OCTETS);
                ctx.write(octets.readRetainedSlice(SessionFrames.MOST_OCTETS), ctx.voidPromise());
            }
            writeHeader(ctx, octets.readableBytes());
            ctx.write(octets, promise);
        }

        private void writeHeader(ChannelHandlerContext ctx, int length) {
            ByteBuf header = ctx.alloc().ioBuffer(SessionFrames.HEADER_OCTETS);
            SessionFrames.writeHeader(header, SessionFrames.MESSAGE, length);
            ctx.write(header, ctx.voidPromise());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!(event instanceof IdleStateEvent)) {
                ctx.fireUserEventTriggered(event);
            } else if (state == State.ESTABLISHED && ctx.channel().isWritable()) {
                ByteBuf packet = ctx.alloc().ioBuffer(SessionFrames.HEADER_OCTETS);
                SessionFrames.writeHeader(packet, SessionFrames.KEEP_ALIVE, 0);
                ctx.writeAndFlush(packet, ctx.voidPromise());
            }
        }

        private void end(ChannelHandlerContext ctx, SessionAnswer answer) {
            end(ctx, answer(ctx, answer));
        }

        private ByteBuf answer(ChannelHandlerContext ctx, SessionAnswer answer) {
            counters.answered(answer.outcome());
            return encoded(ctx.channel(), answer);
        }

        /** Closes once the client has heard what it is told; it may be sending still. */
        private void end(ChannelHandlerContext ctx, ByteBuf lastWords) {
            state = State.OVER;
            ctx.writeAndFlush(lastWords).addListener(said -> LastWords.closeOutput(ctx.channel()));
            ctx.executor().schedule(() -> ctx.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }

        private ChannelHandlerContext context() {
            if (context == null) {
                throw new IllegalStateException("not part of a connection yet");
            }
            return context;
        }
    }
}
