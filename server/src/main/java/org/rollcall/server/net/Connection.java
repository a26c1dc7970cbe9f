package org.rollcall.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.identity.sasl.SecurityLayerException;
import org.rollcall.ldap.codec.Framing;
import org.rollcall.ldap.codec.ProtocolException;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.Protection;
import org.rollcall.server.session.Session;
import org.rollcall.server.session.Wire;
import org.rollcall.server.tls.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: cuts what comes into messages for its session, gathers the replies of one read into one flush,
 * stops reading when the session is full, and ends in good order. Runs on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a channel tells of its failures by exceptionCaught and by closing
final class Connection extends ChannelInboundHandlerAdapter implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Output gathered in one buffer before the next is begun, in octets. */
    private static final int CHUNK = 32 * 1024;
    /** Smallest buffer for output, in octets. */
    private static final int SMALL = 512;
    /** How long what is left of one connection's requests keeps the others waiting. */
    private static final long TURN_NANOS = 200_000;
    /** How long one connection's pipelined requests keep the others waiting. */
    private static final long BATCH_NANOS = 500_000;
    /** How long a client may take to notice that its connection ended. */
    private static final long LINGER_NANOS = 1_000_000_000;
    /** The same while the server goes down. */
    private static final long HURRIED_LINGER_NANOS = 200_000_000;

    private final Loop loop;
    private final Client client;
    private final Channel channel;
    private final Encrypting encrypting;
    private final Session session;
    private final long openedNanos;

    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private int outCapacity = SMALL;
    private int place;
    private long activeNanos;
    private long endedNanos;
    private boolean unflushed;
    private boolean inBatch;
    private boolean awaitsTurn;
    private boolean heard;
    private boolean readingPaused;
    /** There once TLS has begun. */
    private @Nullable Encryption encryption;

    private Ending ending = Ending.NO;

    private enum Ending {
        NO,
        /** The session is over; what was written is still to be sent. */
        AGREED,
        /** The same, and the client may be sending still. */
        SUDDEN,
        /** Nothing is left to be done but to wait for the channel. */
        CLOSING
    }

    Connection(Loop loop, Client client, Channel channel, Encrypting encrypting) {
        this.loop = loop;
        this.client = client;
        this.channel = channel;
        this.encrypting = encrypting;
        this.openedNanos = loop.clock().getAsLong();
        this.activeNanos = openedNanos;
        this.session = new Session(loop.context(), client, this);
        session.awake(openedNanos);
    }

    int place() {
        return place;
    }

    void setPlace(int index) {
        place = index;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (encrypting instanceof Encrypting.FromTheStart(Tls tls)) {
            encryption = Encryption.begin(tls, client, channel, openedNanos);
        }
        loop.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ending = Ending.CLOSING;
        session.disconnected();
        in.release();
        in = Unpooled.EMPTY_BUFFER;
        out.release();
        out = Unpooled.EMPTY_BUFFER;
        if (encryption != null) {
            encryption.gone();
        }
        loop.remove(this);
        loop.admission().leave(client);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        if (ending != Ending.NO) {
            octets.release();
            return;
        }
        inBatch = true;
        session.awake(loop.clock().getAsLong());
        if (in.isReadable()) {
            in.writeBytes(octets);
            octets.release();
        } else {
            in.release();
            in = octets;
        }
        if (!decode()) {
            pauseReading();
        }
        keepRest();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inBatch = false;
        flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            activeNanos = loop.clock().getAsLong();
            requestTurn();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (encryption != null && encryption.hear(event, session)) {
            // RFC 4511 §4.14.3 lets us close as well: in clear text we would not go on.
            session.disconnected();
            hangUp(false);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the method is not deprecated where it concerns inbound handlers
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause.getCause() instanceof SecurityLayerException fault) {
            LOG.debug("{}: {}", client.remote(), fault.text());
            loop.context().observer().malformed(client, fault.text());
        } else if (encryption != null && cause instanceof DecoderException fault) {
            encryption.broken(fault);
        } else if (cause instanceof IOException) {
            LOG.debug("{}: {}", client.remote(), cause.getMessage());
        } else {
            LOG.error("{}: closing the connection after an internal error", client.remote(), cause);
        }
        abort();
    }

    /**
     * Hands whole messages to the session.
     *
     * @return false where whole messages may be left, since the session takes no more or the time is up
     */
    private boolean decode() {
        long end = session.nowNanos() + BATCH_NANOS;
        int seen = 0;
        while (ending == Ending.NO && in.isReadable()) {
            if (seen == 0) {
                seen = foresee();
            }
            seen--;
            if (!session.accepts()) {
                if (session.full()) {
                    loop.context().observer().limited(client, Limit.OUTSTANDING_REQUESTS);
                }
                return false;
            }
            if (!decodeOne()) {
                return true;
            }
            if (session.nowNanos() - end >= 0 && in.isReadable()) {
                requestTurn();
                return false;
            }
        }
        return true;
    }

    /** Tells the session what comes next; how many messages that are, at least one. */
    private int foresee() {
        Ahead ahead = loop.ahead();
        int seen = ahead.look(in);
        if (seen > 1) {
            session.foresee(ahead.requests(), seen);
        }
        return Math.max(seen, 1);
    }

    /** False where the message is not there in whole. */
    private boolean decodeOne() {
        RequestOctets octets = loop.octets();
        int start = in.readerIndex();
        LdapMessage message;
        int length;
        try {
            int readable = in.readableBytes();
            length = Framing.frameLength(in, in.readerIndex(), readable, Integer.MAX_VALUE);
            if (length > session.maxMessageOctets()) {
                loop.context().observer().limited(client, Limit.MESSAGE_SIZE);
                session.disconnect(
                        ResultCode.PROTOCOL_ERROR, "message larger than " + session.maxMessageOctets() + " octets");
                return false;
            }
            if (length == Framing.NEED_MORE || length > readable) {
                return false;
            }
            if (octets.read(in, in.readerIndex(), length)) {
                in.skipBytes(length);
                if (session.answered(octets)) {
                    heard = true;
                    activeNanos = session.nowNanos();
                    return true;
                }
                message = loop.decoder().decodeRequest(octets);
            } else {
                message = loop.decoder().decodeRequest(in);
            }
        } catch (ProtocolException e) {
            refuse(e, in.getByte(start));
            return true;
        }
        heard = true;
        activeNanos = session.nowNanos();
        session.received(message, octets, length);
        return true;
    }

    private void refuse(ProtocolException fault, byte first) {
        if (!heard && Encryption.isGreeting(first)) {
            // An answer in LDAP would be as strange to the client as its greeting is to us.
            LOG.debug(
                    "{}: the client speaks TLS, which this port does not expect; tls.ports is for such clients",
                    client.remote());
            loop.context().observer().malformed(client, "TLS");
            session.disconnected();
            hangUp(true);
        } else {
            session.malformed(fault);
        }
    }

    /** Puts what was not decoded where it does not hold a large buffer. */
    private void keepRest() {
        if (!in.isReadable() || ending != Ending.NO) {
            in.release();
            in = Unpooled.EMPTY_BUFFER;
        } else if (in.readerIndex() > 0 || in.capacity() > Math.max(SMALL, 2 * in.readableBytes())) {
            ByteBuf rest = channel.alloc().buffer(Math.max(SMALL, in.readableBytes()));
            rest.writeBytes(in);
            in.release();
            in = rest;
        }
    }

    private void pauseReading() {
        if (!readingPaused) {
            readingPaused = true;
            channel.config().setAutoRead(false);
        }
    }

    private void resumeReading() {
        if (readingPaused) {
            readingPaused = false;
            channel.config().setAutoRead(true);
        }
    }

    /**
     * Goes on with what was left: searches, requests that waited, octets that were not decoded.
     *
     * @return the time at the end
     */
    long turn(long now, long budgetNanos) {
        awaitsTurn = false;
        if (ending == Ending.CLOSING) {
            return now;
        }
        inBatch = true;
        activeNanos = now;
        session.awake(now);
        boolean more = ending == Ending.NO && session.turn(Math.min(budgetNanos, TURN_NANOS));
        if (ending == Ending.NO && readingPaused && session.accepts()) {
            if (decode()) {
                resumeReading();
            }
            keepRest();
        }
        inBatch = false;
        flush();
        if (more) {
            requestTurn();
        }
        return session.nowNanos();
    }

    /** Closes the connection if it has been idle for too long, or has not noticed that it is at its end. */
    void checkTime(long now) {
        if (ending != Ending.NO) {
            if (now - endedNanos > (loop.draining() ? HURRIED_LINGER_NANOS : LINGER_NANOS)) {
                abort();
            }
            return;
        }
        ConnectionLimits limits = loop.limits();
        if (encryption != null && encryption.isLate(now, limits.handshakeTime())) {
            loop.context().observer().limited(client, Limit.HANDSHAKE_TIME);
            abort();
            return;
        }
        long first = limits.firstMessageTime().toNanos();
        long idle = limits.idleTime().toNanos();
        if (!heard && first > 0 && now - openedNanos > first) {
            end(
                    Limit.FIRST_MESSAGE_TIME,
                    "no message within " + limits.firstMessageTime().toSeconds() + " s");
        } else if (idle > 0 && now - activeNanos > idle) {
            end(Limit.IDLE_TIME, "idle for " + limits.idleTime().toSeconds() + " s");
        }
    }

    private void end(Limit limit, String message) {
        loop.context().observer().limited(client, limit);
        session.disconnect(ResultCode.ADMIN_LIMIT_EXCEEDED, message);
        flush();
        if (!channel.isWritable()) {
            abort();
        }
    }

    void drain() {
        pauseReading();
        session.awake(loop.clock().getAsLong());
        session.drain();
        flush();
    }

    void accountsChanged(long now) {
        session.awake(now);
        session.accountsChanged();
    }

    void abort() {
        ending = Ending.CLOSING;
        session.disconnected();
        if (encryption == null) {
            channel.close();
        } else {
            encryption.abort();
        }
    }

    /** Closes the connection of a client that leaves too much unread: words would only be more of it. */
    void cutOff() {
        loop.context().observer().limited(client, Limit.OUTPUT_MEMORY);
        abort();
    }

    Protection protection() {
        return session.protection();
    }

    /** Replies that the client has not taken yet, in octets. */
    long pendingOctets() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return out.readableBytes() + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
    }

    @Override
    public ByteBuf out() {
        if (out.readableBytes() >= CHUNK) {
            channel.write(out, channel.voidPromise());
            unflushed = true;
            out = channel.alloc().ioBuffer(CHUNK + CHUNK / 2);
        } else if (out.maxCapacity() == 0) {
            out = channel.alloc().ioBuffer(outCapacity);
        }
        if (!inBatch) {
            requestTurn();
        }
        return out;
    }

    @Override
    public boolean writable() {
        return channel.isWritable();
    }

    @Override
    public void requestTurn() {
        if (!awaitsTurn) {
            awaitsTurn = true;
            loop.requestTurn(this);
        }
    }

    @Override
    public void handOver(Runnable task) {
        loop.eventLoop().execute(task);
    }

    @Override
    public Runnable later(Runnable task, Duration pause) {
        ScheduledFuture<?> scheduled = loop.eventLoop().schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void hangUp(boolean unexpected) {
        if (ending == Ending.NO) {
            ending = unexpected ? Ending.SUDDEN : Ending.AGREED;
            endedNanos = session.nowNanos();
            if (!inBatch) {
                requestTurn();
            }
        }
    }

    @Override
    public boolean octetsWait() {
        return in.isReadable();
    }

    @Override
    public boolean offersTls() {
        return encrypting instanceof Encrypting.OnRequest;
    }

    @Override
    public void startTls() {
        if (encrypting instanceof Encrypting.OnRequest(Tls tls)) {
            flush();
            encryption = Encryption.begin(tls, client, channel, session.nowNanos());
        }
    }

    @Override
    public void wrap(SecurityLayer layer) {
        flush();
        SecuredStream.begin(layer, session.maxMessageOctets(), channel);
    }

    private void flush() {
        if (ending != Ending.NO && encryption != null && !encryption.isEstablished()) {
            // Last words can't be understood yet.
            abort();
        }
        ByteBuf last = out;
        out = Unpooled.EMPTY_BUFFER;
        switch (ending) {
            case NO -> {
                if (last.isReadable()) {
                    outCapacity = Math.clamp(last.readableBytes() * 2L, SMALL, CHUNK);
                    channel.writeAndFlush(last, channel.voidPromise());
                    unflushed = false;
                } else {
                    last.release();
                    if (unflushed) {
                        unflushed = false;
                        channel.flush();
                    }
                }
            }
            case AGREED, SUDDEN -> {
                boolean sudden = ending == Ending.SUDDEN;
                ending = Ending.CLOSING;
                if (sudden) {
                    channel.writeAndFlush(last).addListener(written -> LastWords.sent(channel, encryption));
                } else if (last.isReadable() || unflushed) {
                    channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
                } else {
                    last.release();
                    channel.close();
                }
            }
            case CLOSING -> last.release();
        }
    }
}
