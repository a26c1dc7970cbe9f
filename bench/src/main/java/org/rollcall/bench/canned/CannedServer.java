package org.rollcall.bench.canned;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.rollcall.bench.wire.Transport;

/**
 * Answers every LDAP request with constant bytes: what the transport, the event loop and the kernel allow, and so the
 * ceiling of a server that also thinks. One group of event loops accepts, reads and writes; one flush per read.
 */
public final class CannedServer implements AutoCloseable {
    private final EventLoopGroup group;
    private final Channel listener;
    private volatile CannedReplies replies;

    /**
     * Listens on a loopback address.
     *
     * @param port 0 for any free one
     * @param tls how every connection is encrypted, if it is
     */
    public CannedServer(Transport transport, int threads, int port, ReplySizes sizes, Optional<SslContext> tls) {
        replies = new CannedReplies(sizes);
        group = transport.group(threads, "canned");
        listener = new ServerBootstrap()
                .group(group)
                .channel(transport.server())
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
                        channel.pipeline().addLast(new CannedSession(() -> replies));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** From the next request on, answers have these sizes. */
    public void answerWith(ReplySizes sizes) {
        replies = new CannedReplies(sizes);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
