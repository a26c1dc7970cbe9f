package org.rollcall.bench.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How bytes reach the kernel: epoll where it loads, NIO elsewhere. The same choice for both ends of a measurement. */
public enum Transport {
    EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class),
    NIO(NioServerSocketChannel.class, NioSocketChannel.class);

    private final Class<? extends ServerChannel> server;
    private final Class<? extends SocketChannel> client;

    Transport(Class<? extends ServerChannel> server, Class<? extends SocketChannel> client) {
        this.server = server;
        this.client = client;
    }

    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    public Class<? extends ServerChannel> server() {
        return server;
    }

    public Class<? extends SocketChannel> client() {
        return client;
    }

    /**
     * Makes a client's connections leave from this loopback address, its port chosen so late that the kernel knows the
     * peer. Without effect where only 127.0.0.1 is this machine's.
     */
    public void bindSource(Bootstrap bootstrap, InetAddress source) {
        if (this == EPOLL) {
            bootstrap
                    .localAddress(new InetSocketAddress(source, 0))
                    .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    /** A group whose loops accept, read and write alike. */
    public EventLoopGroup group(int threads, String name) {
        IoHandlerFactory factory = switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
    }
}
