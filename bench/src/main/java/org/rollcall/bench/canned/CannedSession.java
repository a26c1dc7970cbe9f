package org.rollcall.bench.canned;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rollcall.bench.wire.MalformedMessageException;
import org.rollcall.bench.wire.MessageScanner;
import org.rollcall.bench.wire.Op;

/** One connection of the canned-reply server. Long lists wait for the reader, as a real server's must. */
// A failed write or close ends in channelInactive or exceptionCaught, which are handled.
@SuppressWarnings("FutureReturnValueIgnored")
final class CannedSession extends ChannelInboundHandlerAdapter implements MessageScanner.Sink {
    /** Lists beyond this many entries are written piece by piece. */
    private static final int PIECE = 128;

    private final Supplier<CannedReplies> current;
    private final MessageScanner scanner = new MessageScanner();
    private final ArrayDeque<Streaming> lists = new ArrayDeque<>();
    private CannedReplies replies;
    private @Nullable ByteBuf out;
    private @Nullable ChannelHandlerContext context;
    private boolean unbound;

    private static final class Streaming {
        final int id;
        int left;

        Streaming(int id, int left) {
            this.id = id;
            this.left = left;
        }
    }

    CannedSession(Supplier<CannedReplies> current) {
        this.current = current;
        this.replies = current.get();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        replies = current.get();
        try {
            if (!unbound) {
                scanner.scan(in, this);
            }
        } catch (MalformedMessageException e) {
            ctx.close();
        } finally {
            in.release();
        }
    }

    @Override
    public void message(int id, int op, int resultCode, int bytes) {
        if (op == Op.UNBIND_REQUEST) {
            unbound = true;
        }
        int response = Op.responseTo(op);
        if (unbound || response == 0) {
            return;
        }
        if (op == Op.SEARCH_REQUEST && replies.entries() > PIECE) {
            lists.add(new Streaming(id, replies.entries()));
            return;
        }
        ByteBuf buffer = buffer();
        if (op == Op.SEARCH_REQUEST) {
            for (int i = 0; i < replies.entries(); i++) {
                replies.writeEntry(buffer, id);
            }
        }
        replies.writeResult(buffer, id, response);
    }

    private ByteBuf buffer() {
        ByteBuf buffer = out;
        ChannelHandlerContext ctx = context;
        if (buffer == null) {
            if (ctx == null) {
                throw new IllegalStateException("no channel");
            }
            buffer = ctx.alloc().ioBuffer(4_096);
            out = buffer;
        }
        return buffer;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        flush(ctx);
        stream(ctx);
        if (unbound) {
            ctx.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stream(ctx);
    }

    private void stream(ChannelHandlerContext ctx) {
        while (!lists.isEmpty() && ctx.channel().isActive() && ctx.channel().isWritable()) {
            Streaming list = lists.element();
            ByteBuf buffer = buffer();
            for (int i = 0; i < PIECE && list.left > 0; i++) {
                replies.writeEntry(buffer, list.id);
                list.left--;
            }
            if (list.left == 0) {
                replies.writeResult(buffer, list.id, Op.SEARCH_DONE);
                lists.remove();
            }
            flush(ctx);
        }
    }

    private void flush(ChannelHandlerContext ctx) {
        ByteBuf buffer = out;
        if (buffer != null) {
            out = null;
            ctx.writeAndFlush(buffer, ctx.voidPromise());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
