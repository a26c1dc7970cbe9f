package org.rollcall.server.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.server.fakes.NetbiosSocket.KEEP_ALIVE;
import static org.rollcall.server.fakes.NetbiosSocket.MESSAGE;
import static org.rollcall.server.fakes.NetbiosSocket.REQUEST;
import static org.rollcall.server.fakes.NetbiosSocket.name;
import static org.rollcall.server.fakes.NetbiosSocket.packet;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.NetbiosSocket;
import org.rollcall.server.fakes.Requests;

class FrameReaderTest {
    private static final byte[] CALL = NetbiosSocket.request(name("ILS", 0x20));

    /** Keeps what it hears. */
    private static final class Heard implements FrameReader.Listener {
        private final ByteArrayOutputStream carried = new ByteArrayOutputStream();
        private Optional<SessionRequest> request = Optional.empty();

        @Override
        public boolean requested(SessionRequest asked) {
            assertThat(request).isEmpty();
            request = Optional.of(asked);
            return true;
        }

        @Override
        public void carried(ByteBuf octets) {
            while (octets.isReadable()) {
                carried.write(octets.readByte());
            }
        }
    }

    private final Heard heard = new Heard();
    private final FrameReader reader = new FrameReader();

    private void read(byte[]... octets) throws MalformedPacketException {
        ByteBuf in = Unpooled.wrappedBuffer(Requests.concat(octets));
        reader.read(in, heard);
        assertThat(in.isReadable()).isFalse();
    }

    private static void assertMalformed(String why, byte[]... octets) {
        FrameReader fresh = new FrameReader();
        assertThatThrownBy(() -> fresh.read(Unpooled.wrappedBuffer(Requests.concat(octets)), new Heard()))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining(why);
    }

    @Property(tries = 300)
    void whatIsCarriedIsTheSameInAnyFramesAndPieces(
            @ForAll @Size(max = 20) List<byte[]> messages,
            @ForAll @IntRange(min = 1, max = 400) int longestPiece,
            @ForAll Random random)
            throws MalformedPacketException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(CALL);
        for (byte[] message : messages) {
            if (random.nextBoolean()) {
                stream.writeBytes(packet(KEEP_ALIVE));
            }
            stream.writeBytes(packet(MESSAGE, message));
        }
        byte[] all = stream.toByteArray();
        FrameReader fresh = new FrameReader();
        Heard result = new Heard();
        int at = 0;
        while (at < all.length) {
            int end = Math.min(all.length, at + 1 + random.nextInt(longestPiece));
            fresh.read(Unpooled.wrappedBuffer(Arrays.copyOfRange(all, at, end)), result);
            at = end;
        }
        assertThat(result.request)
                .contains(new SessionRequest(NetbiosName.of("ILS", 0x20, ""), NetbiosName.of("CLIENT", 0, "")));
        assertThat(result.carried.toByteArray()).isEqualTo(Requests.concat(messages.toArray(byte[][]::new)));
    }

    @Property(tries = 1000)
    void whateverComesIsReadOrMalformed(@ForAll Random random) {
        byte[] spoiled = Mutations.mutate(
                Requests.concat(CALL, packet(MESSAGE, new byte[20]), packet(KEEP_ALIVE), packet(MESSAGE, new byte[3])),
                random);
        try {
            new FrameReader().read(Unpooled.wrappedBuffer(spoiled), new Heard());
        } catch (MalformedPacketException e) {
            assertThat(e.text()).startsWith("a ");
        }
    }

    @Test
    void aFrameMayBeAsLongAsItsLengthCanSay() throws MalformedPacketException {
        byte[] longest = new byte[131_071];
        new Random(1).nextBytes(longest);
        read(CALL, new byte[] {0, 1, (byte) 0xff, (byte) 0xff}, longest);
        assertThat(heard.carried.toByteArray()).isEqualTo(longest);
    }

    @Test
    void nothingIsKeptForALengthThatIsOnlySaid() throws MalformedPacketException {
        read(CALL, new byte[] {0, 1, (byte) 0xff, (byte) 0xff, 7});
        assertThat(heard.carried.toByteArray()).containsExactly(7);
        assertMalformed("a length of 65535", new byte[] {(byte) REQUEST, 0, (byte) 0xff, (byte) 0xff});
        assertMalformed("a length of 65600", new byte[] {(byte) REQUEST, 1, 0, 64});
        assertMalformed("a length of 511", packet(REQUEST, new byte[511]));
    }

    @Test
    void theLongestNamesFit() throws MalformedPacketException {
        String label = "x".repeat(63);
        byte[] longest = name("ILS", 0x20, label, label, label, "x".repeat(28));
        read(packet(REQUEST, longest, longest));
        assertThat(heard.request).isPresent();
    }

    @Test
    void whatHasNoPlaceThereIsMalformed() {
        assertMalformed("without a session", packet(MESSAGE));
        assertMalformed("without a session", packet(KEEP_ALIVE), packet(MESSAGE, new byte[1]));
        assertMalformed("within a session", CALL, CALL);
        assertMalformed("a length of 0", packet(REQUEST));
        assertMalformed("behind its names", packet(REQUEST, name("A", 0), name("B", 0), new byte[1]));
        assertMalformed("a keep-alive has a length of 1", packet(KEEP_ALIVE, new byte[1]));
        assertMalformed("flags", CALL, new byte[] {0, (byte) 0x80, 0, 0});
        for (int type : new int[] {0x01, 0x30, 0x80, 0x82, 0x83, 0x84, 0x86, 0xff}) {
            assertMalformed(String.format("the type %02x", type), packet(type));
            assertMalformed(String.format("the type %02x", type), CALL, packet(type));
        }
    }

    @Test
    void keepAlivesAreTakenAtAnyTime() {
        assertThatCode(() -> read(packet(KEEP_ALIVE), packet(KEEP_ALIVE), CALL, packet(KEEP_ALIVE)))
                .doesNotThrowAnyException();
    }
}
