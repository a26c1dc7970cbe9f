package org.rollcall.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.rollcall.ldap.codec.DecoderLimits;
import org.rollcall.ldap.codec.MessageDecoder;
import org.rollcall.server.limits.Admission;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Clients;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.Observer;
import org.rollcall.server.session.SessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops, the ports they listen on, and all connections. Made, used and closed by one thread. */
public final class Listeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    /** How often idle connections are looked for. */
    private static final Duration SWEEP_INTERVAL = Duration.ofMillis(500);

    /** How often it is looked at how much output is held. */
    private static final Duration RELIEF_INTERVAL = Duration.ofMillis(250);

    /** How long the end of the event loops may take once no connection is left. */
    private static final Duration LAST_PATIENCE = Duration.ofMillis(300);

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup group;
    private final IdentityHashMap<EventLoop, Loop> loops = new IdentityHashMap<>();
    private final List<Channel> channels = new ArrayList<>();
    private final Clients clients;
    private final Admission admission;
    private final ConnectionLimits limits;

    /**
     * Starts the event loops; nothing is listened on yet.
     *
     * @param eventLoops how many, at least 1
     * @param contexts what the sessions of each loop share, by the loop's number
     */
    public Listeners(
            int eventLoops,
            IntFunction<SessionContext> contexts,
            DecoderLimits decoderLimits,
            ConnectionLimits limits,
            Clients clients,
            Admission admission) {
        this.transport = Transport.best();
        this.clients = clients;
        this.admission = admission;
        this.limits = limits;
        this.group = new MultiThreadIoEventLoopGroup(
                eventLoops, new DefaultThreadFactory("rollcall-io", true), transport.ioHandlers());
        HeldOutput held = new HeldOutput(limits.allOutputOctets());
        int number = 0;
        for (EventExecutor executor : group) {
            EventLoop eventLoop = (EventLoop) executor;
            Loop loop = new Loop(
                    eventLoop, new MessageDecoder(decoderLimits), contexts.apply(number++), limits, admission, held);
            loops.put(eventLoop, loop);
            var _ = eventLoop.scheduleWithFixedDelay(
                    loop::sweep, SWEEP_INTERVAL.toMillis(), SWEEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            var _ = eventLoop.scheduleWithFixedDelay(
                    loop::relieve, RELIEF_INTERVAL.toMillis(), RELIEF_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Finds out whether an address could be listened on; only {@link #listen} can promise it. Nobody can connect
     * meanwhile.
     *
     * @throws ListenException where it could not
     */
    public static void checkFree(InetSocketAddress address) throws ListenException {
        // A server's socket would listen from its binding on, and break with whoever came in that moment.
        try (SocketChannel probe = SocketChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(address);
        } catch (IOException e) {
            throw new ListenException(address, isForbidden(e), e);
        }
    }

    /**
     * Listens on an address.
     *
     * @param encrypting when what is said there is encrypted
     * @return the address with the port that was taken
     */
    public InetSocketAddress listen(InetSocketAddress address, int backlog, Encrypting encrypting)
            throws ListenException {
        return listen(address, backlog, encrypting, Envelope.NONE);
    }

    /**
     * Listens on an address.
     *
     * @param encrypting when what is said there is encrypted; never, where it has an envelope
     * @param envelope what it is put into
     * @return the address with the port that was taken
     */
    public InetSocketAddress listen(InetSocketAddress address, int backlog, Encrypting encrypting, Envelope envelope)
            throws ListenException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(limits.outputOctets() / 2, limits.outputOctets()))
                .childHandler(new Acceptor(encrypting, envelope));
        return bound(address, bootstrap.bind(address));
    }

    /**
     * Takes datagrams at an address of IPv4.
     *
     * @param handlers makes what takes them, for the event loop of that observer
     * @return the address with the port that was taken
     */
    public InetSocketAddress listenForDatagrams(InetSocketAddress address, Function<Observer, ChannelHandler> handlers)
            throws ListenException {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channelFactory(transport.ipv4Datagrams())
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Loop loop = loops.get(channel.eventLoop());
                        if (loop != null) {
                            channel.pipeline()
                                    .addLast(handlers.apply(loop.context().observer()));
                        }
                    }
                });
        return bound(address, bootstrap.bind(address));
    }

    private InetSocketAddress bound(InetSocketAddress address, ChannelFuture binding) throws ListenException {
        ChannelFuture bound = binding.awaitUninterruptibly();
        Throwable failure = bound.cause();
        if (failure != null) {
            throw new ListenException(address, isForbidden(failure), failure);
        }
        channels.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /** Neither Java nor Netty has an exception of its own for EACCES. */
    private static boolean isForbidden(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("Permission denied");
    }

    /** Where other work of the server may be scheduled. */
    public List<EventLoop> eventLoops() {
        List<EventLoop> all = new ArrayList<>();
        for (EventExecutor executor : group) {
            all.add((EventLoop) executor);
        }
        return all;
    }

    /** Has every client that has proved to be somebody lose or get what it does by the accounts as they are now. */
    public void accountsChanged() {
        loops.values().forEach(Loop::accountsChanged);
    }

    /** Does something with every loop on its own thread; completes when all have. */
    CompletableFuture<Void> onEveryLoop(Consumer<Loop> task) {
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (Loop loop : loops.values()) {
            done.add(CompletableFuture.runAsync(() -> task.accept(loop), loop.eventLoop()));
        }
        return CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new));
    }

    /**
     * Takes no more connections and no more requests, lets what is under way finish, says goodbye, and closes what is
     * left when the time is up.
     */
    public void close(Duration grace) {
        long end = System.nanoTime() + grace.toNanos();
        if (group.isShuttingDown()) {
            return;
        }
        for (Channel channel : channels) {
            channel.close().awaitUninterruptibly(remaining(end), TimeUnit.NANOSECONDS);
        }
        List<CompletableFuture<?>> drained = new ArrayList<>();
        for (Loop loop : loops.values()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            drained.add(done);
            loop.eventLoop().execute(() -> loop.drain(done));
        }
        await(CompletableFuture.allOf(drained.toArray(CompletableFuture<?>[]::new)), remaining(end));
        await(onEveryLoop(Loop::abort), LAST_PATIENCE.toNanos());
        group.shutdownGracefully(0, LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static long remaining(long end) {
        return Math.max(0, end - System.nanoTime());
    }

    private static void await(CompletableFuture<Void> done, long nanos) {
        try {
            done.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("going on without waiting longer", e);
        }
    }

    /** Lets connections in, or turns them away. */
    @SuppressWarnings("FutureReturnValueIgnored") // that a channel could not be closed helps nobody
    private final class Acceptor extends ChannelInitializer<Channel> {
        private final Encrypting encrypting;
        private final Envelope envelope;

        Acceptor(Encrypting encrypting, Envelope envelope) {
            this.encrypting = encrypting;
            this.envelope = envelope;
        }

        @Override
        protected void initChannel(Channel channel) {
            Loop loop = loops.get(channel.eventLoop());
            if (loop == null || !(channel.remoteAddress() instanceof InetSocketAddress remote)) {
                channel.close();
                return;
            }
            Client client = clients.client(remote);
            Optional<Limit> over = admission.enter(client);
            if (over.isPresent()) {
                loop.context().observer().limited(client, over.get());
                envelope.turnAway(channel);
                return;
            }
            envelope.enclose(channel.pipeline(), client, loop.context().observer());
            channel.pipeline().addLast(new Connection(loop, client, channel, encrypting));
        }
    }
}
