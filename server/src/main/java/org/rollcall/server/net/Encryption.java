package org.rollcall.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.Protection;
import org.rollcall.server.session.Session;
import org.rollcall.server.tls.EndPoint;
import org.rollcall.server.tls.HandshakeResult;
import org.rollcall.server.tls.Tls;
import org.rollcall.server.tls.TlsCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TLS on one connection, from the beginning of its handshake to its closure. Used by the connection's event loop only. */
final class Encryption {
    private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);

    /** The type of records of the handshake (RFC 8446 §5.1). */
    private static final byte GREETING = 22;

    private final Client client;
    private final Channel channel;
    private final SslHandler handler;
    private final TlsCounters counters;
    private final long begunNanos;
    private State state = State.AGREEING;

    private enum State {
        AGREEING,
        ESTABLISHED,
        /** It never came to be. */
        FAILED,
        OVER
    }

    private Encryption(Client client, Channel channel, SslHandler handler, TlsCounters counters, long begunNanos) {
        this.client = client;
        this.channel = channel;
        this.handler = handler;
        this.counters = counters;
        this.begunNanos = begunNanos;
    }

    /** Takes all that comes from now on for TLS; what was written before leaves in clear text. */
    static Encryption begin(Tls tls, Client client, Channel channel, long now) {
        Encryption encryption = new Encryption(client, channel, tls.newHandler(channel.alloc()), tls.counters(), now);
        channel.pipeline().addFirst(encryption.new Doorman(), encryption.handler);
        return encryption;
    }

    /** True for the first octet that a client of TLS sends, which is never the first of an LDAP message. */
    static boolean isGreeting(byte first) {
        return first == GREETING;
    }

    boolean isEstablished() {
        return state == State.ESTABLISHED;
    }

    /**
     * Hears what TLS tells of itself.
     *
     * @return true where the client has closed it
     */
    boolean hear(Object event, Session session) {
        switch (event) {
            case SslHandshakeCompletionEvent done -> {
                if (done.isSuccess()) {
                    session.secured(established());
                } else {
                    failed(done.cause());
                }
            }
            case SslCloseCompletionEvent closure -> {
                return closure.isSuccess();
            }
            default -> {}
        }
        return false;
    }

    /** True once the handshake has taken too long. */
    boolean isLate(long now, Duration most) {
        if (state != State.AGREEING || now - begunNanos <= most.toNanos()) {
            return false;
        }
        state = State.FAILED;
        counters.handshake(HandshakeResult.TIMED_OUT);
        LOG.debug("{}: no agreement on TLS in time", client.remote());
        return true;
    }

    private Protection established() {
        state = State.ESTABLISHED;
        counters.handshake(HandshakeResult.DONE);
        SSLEngine engine = handler.engine();
        SSLSession agreed = engine.getSession();
        if (agreed.getProtocol().equals("TLSv1.2")) {
            // Without ciphers there is no agreeing anew, which only serves to keep the server busy, or to confuse it
            // about who is speaking. TLS 1.3 has nothing of the kind.
            engine.setEnabledCipherSuites(new String[0]);
        }
        Protection.Tls protection = new Protection.Tls(
                agreed.getProtocol(),
                agreed.getCipherSuite(),
                EndPoint.of(agreed.getLocalCertificates()),
                peer(agreed));
        LOG.debug(
                "{}: {} with {}, client certificate: {}",
                client.remote(),
                protection.version(),
                protection.cipherSuite(),
                protection
                        .client()
                        .map(certificate ->
                                certificate.getSubjectX500Principal().toString())
                        .orElse("none"));
        return protection;
    }

    private static Optional<X509Certificate> peer(SSLSession agreed) {
        try {
            return agreed.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            // Most clients have none.
            return Optional.empty();
        }
    }

    private void failed(Throwable cause) {
        if (state != State.AGREEING) {
            return;
        }
        state = State.FAILED;
        if (cause instanceof SSLException refusal) {
            counters.handshake(HandshakeResult.FAILED);
            LOG.debug("{}: no agreement on TLS: {}", client.remote(), reason(refusal));
        } else {
            brokenOff();
        }
    }

    /** Without what came instead of TLS, which may be a password. */
    private static String reason(SSLException fault) {
        return fault instanceof NotSslRecordException ? "something else came" : String.valueOf(fault.getMessage());
    }

    private void brokenOff() {
        counters.handshake(HandshakeResult.BROKEN_OFF);
        LOG.debug("{}: closed before TLS was agreed on", client.remote());
    }

    /** What came could not be decrypted; of handshakes that failed was told already. */
    void broken(DecoderException fault) {
        if (isEstablished() && fault.getCause() instanceof SSLException cause) {
            LOG.debug("{}: TLS is broken: {}", client.remote(), reason(cause));
        }
    }

    /** The connection is gone. */
    void gone() {
        if (state == State.ESTABLISHED) {
            counters.closed();
        } else if (state == State.AGREEING) {
            brokenOff();
        }
        state = State.OVER;
    }

    /** Tells the client, once what was written before has left, that nothing more will come; throws away what comes. */
    ChannelFuture closeOutput() {
        // Not decrypted and not kept: nobody is interested any more.
        channel.pipeline().addFirst(new Sink());
        return handler.closeOutbound();
    }

    /** Closes the connection without a word. */
    @SuppressWarnings("FutureReturnValueIgnored") // that a channel could not be closed helps nobody
    void abort() {
        ChannelHandlerContext context = channel.pipeline().context(handler);
        if (context == null) {
            channel.close();
        } else {
            // From here, it does not pass the handler, which would say goodbye to whoever does not listen.
            context.close();
        }
    }

    /** Sends away who does not begin with TLS; to whoever looks longer, LDAP can look like a greeting of ancient SSL. */
    private final class Doorman extends ChannelInboundHandlerAdapter {
        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // that a channel could not be closed helps nobody
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf octets = (ByteBuf) message;
            if (isGreeting(octets.getByte(octets.readerIndex()))) {
                ctx.pipeline().remove(this);
                ctx.fireChannelRead(octets);
                return;
            }
            octets.release();
            if (state == State.AGREEING) {
                state = State.FAILED;
                counters.handshake(HandshakeResult.NOT_TLS);
                LOG.debug(
                        "{}: what came is no TLS, which is expected here; plain LDAP has another port",
                        client.remote());
            }
            ctx.close();
        }
    }

    private static final class Sink extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
