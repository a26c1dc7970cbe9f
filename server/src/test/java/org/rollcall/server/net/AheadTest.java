package org.rollcall.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.LookAhead;
import org.rollcall.ldap.codec.RequestOctets;
import org.rollcall.server.fakes.Requests;

class AheadTest {
    private final Ahead ahead = new Ahead();

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void wholeRequestsAreSeenWhereverTheInputEnds(@ForAll long seed) {
        Random random = new Random(seed);
        List<byte[]> kinds = Requests.ofEveryKind();
        ByteBuf in = Unpooled.buffer().writeBytes(new byte[random.nextInt(5)]);
        in.readerIndex(in.writerIndex());
        List<byte[]> sent = new ArrayList<>();
        for (int more = random.nextInt(2 * LookAhead.MOST); more >= 0; more--) {
            byte[] request = kinds.get(random.nextInt(kinds.size()));
            sent.add(request);
            in.writeBytes(request);
        }
        int missing = random.nextInt(sent.getLast().length);
        in.writerIndex(in.writerIndex() - missing);
        int begin = in.readerIndex();

        int seen = ahead.look(in);

        int whole = missing == 0 ? sent.size() : sent.size() - 1;
        assertThat(seen).isEqualTo(sent.size() == 1 ? 0 : Math.min(whole, LookAhead.MOST));
        for (int i = 0; i < seen; i++) {
            assertThat(ahead.requests()[i].toByteArray()).isEqualTo(sent.get(i));
        }
        assertThat(in.readerIndex()).isEqualTo(begin);
    }

    @Test
    void whatIsNoRequestOrALongOneEndsTheView() {
        byte[] good = Requests.search(1, "o=Intranet", 1);
        byte[] tooLong = Requests.search(2, "o=" + "x".repeat(RequestOctets.LONGEST), 1);
        assertThat(look(good, good, new byte[] {0x47, 0x45, 0x54})).isEqualTo(2);
        assertThat(look(good, tooLong, good)).isEqualTo(1);
        assertThat(look(tooLong, good)).isZero();
        assertThat(look(new byte[] {0x30, (byte) 0x80, 0})).isZero();
        assertThat(look()).isZero();
    }

    private int look(byte[]... octets) {
        return ahead.look(Unpooled.wrappedBuffer(Requests.concat(octets)));
    }
}
