package org.rollcall.server.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.fakes.NetbiosSocket.KEEP_ALIVE;
import static org.rollcall.server.fakes.NetbiosSocket.name;
import static org.rollcall.server.fakes.NetbiosSocket.packet;
import static org.rollcall.server.fakes.NetbiosSocket.request;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.Owner;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.Client;
import org.rollcall.server.metrics.LoopCounters;

class SessionServiceTest {
    private static final Client CLIENT = new Client(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), Optional.empty(), Owner.SERVER, 0, true);
    private static final Duration KEEP = Duration.ofMinutes(5);

    private final NetbiosCounters counters = new NetbiosCounters();
    private final LoopCounters observer = new LoopCounters();
    private final EmbeddedChannel channel = new EmbeddedChannel();

    SessionServiceTest() {
        SessionService service =
                new SessionService(new SessionDesk(OwnNames.of("ILS", "", ""), Optional.empty()), KEEP, counters);
        channel.freezeTime();
        service.enclose(channel.pipeline(), CLIENT, observer);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void receive(byte[] octets) {
        channel.writeInbound(Unpooled.wrappedBuffer(octets));
    }

    private byte[] sent() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuf each;
        while ((each = channel.readOutbound()) != null) {
            all.writeBytes(ByteBufUtil.getBytes(each));
            each.release();
        }
        return all.toByteArray();
    }

    private void begin() {
        receive(request(name("ILS", 0x20)));
        assertThat(sent()).containsExactly(0x82, 0, 0, 0);
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runPendingTasks();
    }

    @Test
    void whatIsLongerThanAFrameIsCut() {
        begin();
        byte[] octets = new byte[300_000];
        new Random(3).nextBytes(octets);
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(octets));
        byte[] longest = new byte[] {0, 1, (byte) 0xff, (byte) 0xff};
        byte[] sent = sent();
        assertThat(written.isSuccess()).isTrue();
        assertThat(sent).hasSize(300_000 + 3 * 4).startsWith(longest);
        assertThat(Arrays.copyOfRange(sent, 4, 4 + 131_071)).isEqualTo(Arrays.copyOf(octets, 131_071));
        assertThat(Arrays.copyOfRange(sent, 131_075, 131_079)).isEqualTo(longest);
        assertThat(Arrays.copyOfRange(sent, 262_150, sent.length))
                .isEqualTo(packet(0, Arrays.copyOfRange(octets, 262_142, 300_000)));
    }

    @Test
    void whatIsReadTogetherIsHandedOnTogetherAndCanGrow() {
        begin();
        receive(Requests.concat(packet(0, new byte[] {1, 2}), packet(KEEP_ALIVE), packet(0, new byte[] {3})));
        ByteBuf whole = channel.readInbound();
        assertThat(whole.writeBytes(new byte[5_000]).readableBytes()).isEqualTo(5_003);
        assertThat(ByteBufUtil.getBytes(whole)).startsWith(1, 2, 3);
        whole.release();
        assertThat((Object) channel.readInbound()).isNull();
    }

    @Test
    void keepAlivesAreSentInSilenceOnly() {
        pass(KEEP.multipliedBy(3));
        assertThat(sent()).as("before there is a session").isEmpty();
        begin();
        pass(KEEP.minusSeconds(1));
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[] {1}));
        assertThat(sent()).hasSize(5);
        pass(Duration.ofSeconds(2));
        assertThat(sent()).isEmpty();
        pass(KEEP);
        assertThat(sent()).isEqualTo(packet(KEEP_ALIVE));
    }

    @Test
    void lastWordsToSomebodyWithoutASessionAreARefusal() {
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
        assertThat(sent()).containsExactly(0x83, 0, 0, 1, 0x8f);
        assertThat(written.isSuccess()).isTrue();
        assertThat(channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {1})).isSuccess())
                .isTrue();
        assertThat(sent()).isEmpty();
    }

    @Test
    void answersAreCounted() {
        begin();
        receive(packet(0x99));
        assertThat(channel.isOpen()).isFalse();
        assertThat(observer.malformed()).isEqualTo(1);
        assertThat(counters.sessions())
                .containsAllEntriesOf(Map.of(
                        SessionOutcome.POSITIVE, 1L,
                        SessionOutcome.RETARGET, 0L,
                        SessionOutcome.UNSPECIFIED_ERROR, 0L));
    }
}
