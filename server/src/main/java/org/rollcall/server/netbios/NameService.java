package org.rollcall.server.netbios;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.rollcall.server.limits.AddressRate;
import org.rollcall.server.limits.Client;
import org.rollcall.server.limits.Clients;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.session.Observer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers whoever asks for the server's name (RFC 1002 §4.2.12 to §4.2.18). A question that was put to somebody whose
 * address another has made up brings that one little: no answer is longer than three times its question, and there are few
 * for one address. Runs on its channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // an answer that does not leave is asked for again
final class NameService extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = LoggerFactory.getLogger(NameService.class);

    /** Of an answer whose name has the longest scope there is. */
    private static final int MOST_OCTETS = 512;

    private final OwnNames names;
    private final Whereabouts whereabouts;
    private final Clients clients;
    private final AddressRate rate;
    private final LongSupplier nanoTime;
    private final NetbiosCounters counters;
    private final Observer observer;

    NameService(
            OwnNames names,
            Whereabouts whereabouts,
            Clients clients,
            AddressRate rate,
            LongSupplier nanoTime,
            NetbiosCounters counters,
            Observer observer) {
        this.names = names;
        this.whereabouts = whereabouts;
        this.clients = clients;
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.counters = counters;
        this.observer = observer;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        InetSocketAddress asker = packet.sender();
        if (asker.getPort() == 0) {
            return;
        }
        Client client = clients.client(asker);
        Optional<NameQuery> query;
        try {
            query = NameQuery.read(packet.content());
        } catch (MalformedPacketException e) {
            observer.malformed(client, "NetBIOS: " + e.text());
            return;
        }
        query.ifPresent(question -> reply(question, asker)
                .ifPresentOrElse(
                        reply -> send(ctx, client, question, reply), () -> counters.asked(NameOutcome.SILENCE)));
    }

    private void send(ChannelHandlerContext ctx, Client client, NameQuery query, NameReply reply) {
        if (!rate.allows(client, nanoTime.getAsLong())) {
            observer.limited(client, Limit.NAME_QUERIES);
            return;
        }
        counters.asked(reply.outcome());
        ByteBuf answer = ctx.alloc().ioBuffer(MOST_OCTETS, MOST_OCTETS);
        reply.write(query, answer);
        ctx.writeAndFlush(new DatagramPacket(answer, client.remote()), ctx.voidPromise());
    }

    /** Empty where nothing is to be said. */
    private Optional<NameReply> reply(NameQuery query, InetSocketAddress asker) {
        boolean ours = names.has(query.name());
        return switch (query.kind()) {
            case NAME -> {
                if (ours) {
                    yield whereabouts.towards(asker).map(NameReply.Positive::new);
                }
                yield query.broadcast() ? Optional.empty() : Optional.of(new NameReply.Negative());
            }
            case NODE_STATUS -> {
                // Everybody's status, asked of everybody, would come all at once.
                boolean anybodys = !query.broadcast()
                        && names.isInScope(query.name())
                        && query.name().label().equals("*");
                yield ours || anybodys ? Optional.of(new NameReply.Status(names.table())) : Optional.empty();
            }
        };
    }

    /** One packet that could not be sent is no reason to close: others can. */
    @Override
    @SuppressWarnings("deprecation") // the method is not deprecated where it concerns inbound handlers
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("an answer to a question for a NetBIOS name did not leave: {}", cause.getMessage());
    }
}
