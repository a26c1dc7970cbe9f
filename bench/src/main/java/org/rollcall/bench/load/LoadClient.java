package org.rollcall.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.rollcall.bench.wire.Transport;

/** Runs loads against a target, all of them on one event loop, and says what they measured. */
// A failed write or close ends in channelInactive or exceptionCaught, which are handled.
@SuppressWarnings("FutureReturnValueIgnored")
public final class LoadClient implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Transport transport;
    private final LongSupplier nanoClock;

    public LoadClient(Transport transport, LongSupplier nanoClock) {
        this.transport = transport;
        this.nanoClock = nanoClock;
        this.group = transport.group(1, "load");
        this.loop = group.next();
    }

    /** Fails with {@link LoadFailedException} when an answer is wrong or missing. */
    public CompletableFuture<Measurement> start(Target target, Loads.Closed load) {
        return new ClosedLoop(this, load).start(target);
    }

    /** Several rates side by side; one measurement for each, in order. */
    public CompletableFuture<List<Measurement>> start(Target target, List<Loads.Open> loads) {
        return new OpenLoop(this, loads).start(target);
    }

    public CompletableFuture<Measurement> start(Target target, Loads.Sessions load) {
        return new SessionLoop(this, load).start(target);
    }

    /** The result of a started load; waits no longer than the load's own limits. */
    public static <T> T await(CompletableFuture<T> result, Duration expected) {
        try {
            Duration limit =
                    expected.plus(Loads.DRAIN_LIMIT).plus(CONNECT_LIMIT).plusSeconds(10);
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new LoadFailedException("the load failed: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new LoadFailedException("the load did not end in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadFailedException("interrupted", e);
        }
    }

    public Measurement run(Target target, Loads.Closed load) {
        return await(start(target, load), load.duration());
    }

    public Measurement run(Target target, Loads.Sessions load) {
        return await(start(target, load), load.duration());
    }

    public List<Measurement> run(Target target, List<Loads.Open> loads) {
        Duration longest = loads.stream()
                .map(Loads.Open::duration)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return await(start(target, loads), longest);
    }

    EventLoop loop() {
        return loop;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    /** For one of many short connections, so many that the ports of one source address would run out. */
    Bootstrap bootstrap(Target target, ChannelHandler handler, InetAddress source) {
        Bootstrap bootstrap = bootstrap(target, handler);
        transport.bindSource(bootstrap, source);
        return bootstrap;
    }

    private Bootstrap bootstrap(Target target, ChannelHandler handler) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(transport.client())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_LIMIT.toMillis())
                .disableResolver()
                .handler(target.tls()
                        .<ChannelHandler>map(tls -> new Encrypted(tls, handler))
                        .orElse(handler));
        target.source().ifPresent(source -> transport.bindSource(bootstrap, source));
        return bootstrap;
    }

    /** Puts TLS before the handler; what is written before the handshake is done waits for it. */
    private static final class Encrypted extends ChannelInitializer<Channel> {
        private final SslContext tls;
        private final ChannelHandler handler;

        Encrypted(SslContext tls, ChannelHandler handler) {
            this.tls = tls;
            this.handler = handler;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()), handler);
        }
    }

    /** Connects every lane; the future completes, on the event loop, when all are connected. */
    CompletableFuture<List<Channel>> connect(Target target, List<Lane> lanes) {
        CompletableFuture<List<Channel>> connected = new CompletableFuture<>();
        List<Channel> channels = new ArrayList<>();
        for (Lane lane : lanes) {
            bootstrap(target, lane).connect(target.address()).addListener((ChannelFutureListener) future -> {
                Channel channel = future.channel();
                SslHandler tls = channel.pipeline().get(SslHandler.class);
                Future<?> ready = future.isSuccess() && tls != null ? tls.handshakeFuture() : future;
                ready.addListener(done -> {
                    if (!done.isSuccess()) {
                        connected.completeExceptionally(new LoadFailedException(
                                "no connection to " + target.address() + ": " + done.cause(), done.cause()));
                        channel.close();
                        return;
                    }
                    channels.add(channel);
                    if (channels.size() == lanes.size()) {
                        connected.complete(channels);
                    }
                });
            });
        }
        return connected;
    }

    /** Fails the result when it is not there by then. */
    void limit(CompletableFuture<?> result, Duration limit) {
        var timer = loop.schedule(
                () -> result.completeExceptionally(
                        new LoadFailedException("replies are missing at the end of the load")),
                limit.toNanos(),
                TimeUnit.NANOSECONDS);
        result.whenComplete((ok, failed) -> timer.cancel(false));
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
