package org.rollcall.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.identity.sasl.SecurityLayerException;

/**
 * The security layer that a bind negotiated, on its connection (RFC 4422 §3.7): both ways the octets go in buffers that
 * are wrapped, each behind its length in four octets. Where one does not unwrap, a {@link SecurityLayerException} goes
 * up, and nothing of what comes behind it. Used by the connection's event loop only.
 */
final class SecuredStream extends CombinedChannelDuplexHandler<SecuredStream.Unwrapping, SecuredStream.Wrapping> {
    /** The longest buffer that is taken, wrapped, in octets, however large messages may be. */
    static final int MAX_WRAPPED_OCTETS = 16 * 1024 * 1024;

    /** Clients may gather small messages in one buffer up to this, in octets, where less is enough for one message. */
    static final int USUAL_OCTETS = 64 * 1024;

    /** What is wrapped at once at most, in octets; some clients take no more than 64 KiB with all that belongs to it. */
    static final int PIECE_OCTETS = 60 * 1024;

    private SecuredStream(SecurityLayer layer, int maxMessageOctets) {
        int most = Math.clamp(
                (long) Math.max(maxMessageOctets, USUAL_OCTETS) + layer.overheadOctets(), 0, MAX_WRAPPED_OCTETS);
        init(new Unwrapping(layer, most), new Wrapping(layer));
    }

    /**
     * Takes all that comes from now on for wrapped; what was written before leaves as it is. It is inside of TLS and
     * whatever else is there, right before the connection.
     *
     * @param maxMessageOctets the largest message that the connection's session takes
     */
    static void begin(SecurityLayer layer, int maxMessageOctets, Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        SecuredStream stream = new SecuredStream(layer, maxMessageOctets);
        pipeline.addBefore(pipeline.lastContext().name(), null, stream);
    }

    /** What comes. */
    static final class Unwrapping extends ByteToMessageDecoder {
        private final SecurityLayer layer;
        private final int mostOctets;
        private boolean broken;

        private Unwrapping(SecurityLayer layer, int mostOctets) {
            this.layer = layer;
            this.mostOctets = mostOctets;
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SecurityLayerException {
            if (broken) {
                in.skipBytes(in.readableBytes());
                return;
            }
            if (in.readableBytes() < Integer.BYTES) {
                return;
            }
            long length = in.getUnsignedInt(in.readerIndex());
            if (length > mostOctets) {
                broken = true;
                throw new SecurityLayerException(
                        "a wrapped buffer of " + length + " octets, and " + mostOctets + " are the most");
            }
            if (in.readableBytes() - Integer.BYTES < length) {
                return;
            }
            in.skipBytes(Integer.BYTES);
            byte[] wrapped = new byte[(int) length];
            in.readBytes(wrapped);
            byte[] plain = unwrap(wrapped);
            if (plain.length > 0) {
                // The connection puts what comes next behind it, so that it must be able to grow.
                out.add(ctx.alloc().buffer(plain.length).writeBytes(plain));
            }
        }

        private byte[] unwrap(byte[] wrapped) throws SecurityLayerException {
            try {
                return layer.unwrap(wrapped);
            } catch (SecurityLayerException e) {
                broken = true;
                throw e;
            }
        }
    }

    /** What goes. */
    static final class Wrapping extends ChannelOutboundHandlerAdapter {
        private final SecurityLayer layer;

        private Wrapping(SecurityLayer layer) {
            this.layer = layer;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // whoever writes has the promise
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf plain = (ByteBuf) message;
            int pieces = Math.ceilDiv(plain.readableBytes(), PIECE_OCTETS);
            ByteBuf wrapped =
                    ctx.alloc().ioBuffer(plain.readableBytes() + pieces * (Integer.BYTES + layer.overheadOctets()));
            while (plain.isReadable()) {
                byte[] piece = new byte[Math.min(plain.readableBytes(), PIECE_OCTETS)];
                plain.readBytes(piece);
                byte[] buffer = layer.wrap(piece);
                wrapped.writeInt(buffer.length).writeBytes(buffer);
            }
            plain.release();
            ctx.write(wrapped, promise);
        }
    }
}
