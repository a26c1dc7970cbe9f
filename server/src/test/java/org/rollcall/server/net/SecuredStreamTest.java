package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.identity.sasl.SecurityLayer;
import org.rollcall.identity.sasl.SecurityLayerException;

class SecuredStreamTest {
    private static final int MESSAGE_OCTETS = 100_000;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    /** A count and a sum of four octets each, before what is turned around bit by bit. */
    private static final class Turning implements SecurityLayer {
        private int sent;
        private int received;

        @Override
        public int overheadOctets() {
            return 2 * Integer.BYTES;
        }

        @Override
        public byte[] wrap(byte[] plain) {
            return wrap(sent++, plain);
        }

        private static byte[] wrap(int number, byte[] plain) {
            CRC32 sum = new CRC32();
            sum.update(plain);
            byte[] turned = plain.clone();
            for (int i = 0; i < turned.length; i++) {
                turned[i] = (byte) ~turned[i];
            }
            return ByteBuffer.allocate(2 * Integer.BYTES + plain.length)
                    .putInt(number)
                    .putInt((int) sum.getValue())
                    .put(turned)
                    .array();
        }

        @Override
        public byte[] unwrap(byte[] wrapped) throws SecurityLayerException {
            if (wrapped.length < overheadOctets()) {
                throw new SecurityLayerException("too short");
            }
            byte[] plain = Arrays.copyOfRange(wrapped, overheadOctets(), wrapped.length);
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) ~plain[i];
            }
            if (!Arrays.equals(wrap(received++, plain), wrapped)) {
                throw new SecurityLayerException("not what was wrapped");
            }
            return plain;
        }
    }

    private static EmbeddedChannel channel() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        SecuredStream.begin(new Turning(), MESSAGE_OCTETS, channel);
        return channel;
    }

    private static byte[] framed(Turning client, byte[]... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            byte[] wrapped = client.wrap(message);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(wrapped.length).array());
            out.writeBytes(wrapped);
        }
        return out.toByteArray();
    }

    private static byte[] random(int length, long seed) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return octets;
    }

    private static byte[] all(EmbeddedChannel channel, boolean inbound) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf next = next(channel, inbound); next != null; next = next(channel, inbound)) {
            all.writeBytes(ByteBufUtil.getBytes(next));
            next.release();
        }
        return all.toByteArray();
    }

    private static ByteBuf next(EmbeddedChannel channel, boolean inbound) {
        return inbound ? channel.readInbound() : channel.readOutbound();
    }

    @Property(tries = 200)
    void whatComesIsTheSameHoweverItIsCut(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 70_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 40_000) int longest,
            @ForAll long seed) {
        byte[][] messages =
                lengths.stream().map(length -> random(length, seed + length)).toArray(byte[][]::new);
        byte[] sent = framed(new Turning(), messages);
        EmbeddedChannel channel = channel();
        Random cuts = new Random(seed);

        for (int at = 0; at < sent.length; ) {
            int count = Math.min(sent.length - at, 1 + cuts.nextInt(longest));
            channel.writeInbound(Unpooled.copiedBuffer(sent, at, count));
            at += count;
        }

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        Arrays.stream(messages).forEach(expected::writeBytes);
        assertThat(all(channel, true)).isEqualTo(expected.toByteArray());
        assertThat(channel.finish()).isFalse();
    }

    @Property(tries = 100)
    void whatGoesIsWrappedInPieces(@ForAll @Size(min = 1, max = 4) List<@IntRange(max = 200_000) Integer> lengths)
            throws SecurityLayerException {
        EmbeddedChannel channel = channel();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int length : lengths) {
            byte[] message = random(length, length);
            expected.writeBytes(message);
            channel.writeOutbound(Unpooled.wrappedBuffer(message));
        }

        ByteBuffer sent = ByteBuffer.wrap(all(channel, false));
        Turning client = new Turning();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (sent.hasRemaining()) {
            byte[] wrapped = new byte[sent.getInt()];
            assertThat(wrapped).hasSizeLessThan(64 * 1024);
            sent.get(wrapped);
            read.writeBytes(client.unwrap(wrapped));
        }

        assertThat(read.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void whatWasWrittenBeforeLeavesAsItIs() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        channel.write(Unpooled.wrappedBuffer(HELLO));
        SecuredStream.begin(new Turning(), MESSAGE_OCTETS, channel);
        channel.writeAndFlush(Unpooled.wrappedBuffer(HELLO));

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(HELLO);
        expected.writeBytes(framed(new Turning(), HELLO));
        assertThat(all(channel, false)).isEqualTo(expected.toByteArray());
    }

    @Test
    void underTlsItIsInside() throws Exception {
        SslHandler tls = SslContextBuilder.forClient().build().newHandler(io.netty.buffer.ByteBufAllocator.DEFAULT);
        EmbeddedChannel channel = new EmbeddedChannel(tls, new ChannelInboundHandlerAdapter());

        SecuredStream.begin(new Turning(), MESSAGE_OCTETS, channel);

        List<String> names = channel.pipeline().names();
        assertThat(names.indexOf(channel.pipeline().context(SecuredStream.class).name()))
                .isEqualTo(names.indexOf(channel.pipeline().context(tls).name()) + 1);
    }

    @Test
    void behindABufferThatDoesNotUnwrapNothingIsRead() {
        Turning client = new Turning();
        byte[] sent = framed(client, HELLO, HELLO, HELLO);
        int second = sent.length / 3;
        sent[second + Integer.BYTES + 9] ^= 1;
        EmbeddedChannel channel = channel();

        assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(sent)))
                .isInstanceOf(DecoderException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SecurityLayerException.class, e -> assertThat(e.text()).isEqualTo("not what was wrapped"));

        channel.writeInbound(Unpooled.wrappedBuffer(framed(client, HELLO)));
        assertThat(all(channel, true)).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @ValueSource(ints = {MESSAGE_OCTETS + 2 * Integer.BYTES + 1, 0x7fffffff, 0x80000000, -1})
    void aBufferThatIsTooLongIsRefusedByItsLengthAlone(int length) {
        EmbeddedChannel channel = channel();

        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(length)))
                .cause()
                .isInstanceOfSatisfying(
                        SecurityLayerException.class, e -> assertThat(e.text()).contains("100008 are the most"));
    }

    @Test
    void theLongestBufferIsTaken() {
        byte[] longest = random(MESSAGE_OCTETS, 1);
        EmbeddedChannel channel = channel();

        channel.writeInbound(Unpooled.wrappedBuffer(framed(new Turning(), longest)));

        assertThat(all(channel, true)).isEqualTo(longest);
    }

    @Test
    void largeMessagesDoNotMakeForLargerBuffersThanAny() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
        SecuredStream.begin(new Turning(), Integer.MAX_VALUE, channel);

        assertThatThrownBy(() -> channel.writeInbound(Unpooled.buffer().writeInt(SecuredStream.MAX_WRAPPED_OCTETS + 1)))
                .cause()
                .isInstanceOf(SecurityLayerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void aBufferThatIsTooShortToBeWrappedIsRefused(int length) {
        EmbeddedChannel channel = channel();

        assertThatThrownBy(() ->
                        channel.writeInbound(Unpooled.buffer().writeInt(length).writeZero(length)))
                .cause()
                .isInstanceOf(SecurityLayerException.class);
    }

    @Test
    void nothingInABufferIsNothing() {
        EmbeddedChannel channel = channel();

        channel.writeInbound(Unpooled.wrappedBuffer(framed(new Turning(), new byte[0], HELLO)));

        assertThat(all(channel, true)).isEqualTo(HELLO);
    }

    /** The connection appends to what it could not decode yet. */
    @Test
    void whatComesCanGrow() {
        EmbeddedChannel channel = channel();
        channel.writeInbound(Unpooled.wrappedBuffer(framed(new Turning(), HELLO)));
        ByteBuf come = channel.readInbound();

        assertThat(come.writeBytes(random(10_000, 2)).readableBytes()).isEqualTo(10_000 + HELLO.length);
        come.release();
    }
}
