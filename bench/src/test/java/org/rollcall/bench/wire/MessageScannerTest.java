package org.rollcall.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageScannerTest {
    private record Seen(int id, int op, int resultCode, int bytes) {}

    private final MessageScanner scanner = new MessageScanner();
    private final List<Seen> seen = new ArrayList<>();

    private void scan(byte[] bytes) {
        scanner.scan(Unpooled.wrappedBuffer(bytes), (id, op, code, size) -> seen.add(new Seen(id, op, code, size)));
    }

    private static byte[] stream() {
        ByteBuf all = Unpooled.buffer();
        all.writeBytes(Requests.message(1, Requests.anonymousBind(2)));
        all.writeBytes(Requests.message(0x0100_0000, Padded.entry(700)));
        all.writeBytes(Requests.message(0x7fff_ffff, Padded.entry(70_000)));
        all.writeBytes(Requests.message(300, Padded.result(200)));
        all.writeBytes(Requests.message(2, Requests.unbind()));
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private static List<Seen> whole() {
        MessageScannerTest test = new MessageScannerTest();
        test.scan(stream());
        return test.seen;
    }

    @Test
    void findsIdsTagsResultCodesAndSizes() {
        assertThat(whole()).extracting(Seen::id).containsExactly(1, 0x0100_0000, 0x7fff_ffff, 300, 2);
        assertThat(whole())
                .extracting(Seen::op)
                .containsExactly(Op.BIND_REQUEST, Op.SEARCH_ENTRY, Op.SEARCH_ENTRY, Op.SEARCH_DONE, Op.UNBIND_REQUEST);
        assertThat(whole()).extracting(Seen::resultCode).containsExactly(-1, -1, -1, 0, -1);
        assertThat(whole().stream().mapToInt(Seen::bytes).sum()).isEqualTo(stream().length);
    }

    @Test
    void everyTwoPartSplitGivesTheSame() {
        byte[] bytes = stream();
        List<Seen> expected = whole();
        // Inside the long entry every split is alike: all of the rest, and the neighbourhood of its ends.
        for (int cut = 0; cut < bytes.length; cut = cut == 2_000 ? bytes.length - 2_000 : cut + 1) {
            MessageScannerTest test = new MessageScannerTest();
            test.scan(java.util.Arrays.copyOfRange(bytes, 0, cut));
            test.scan(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
            assertThat(test.seen).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Property(tries = 200)
    void anyPiecesGiveTheSame(@ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 400) Integer> pieces) {
        byte[] bytes = stream();
        MessageScannerTest test = new MessageScannerTest();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int length = Math.min(pieces.get(i % pieces.size()), bytes.length - at);
            test.scan(java.util.Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        assertThat(test.seen).isEqualTo(whole());
    }

    @Test
    void aResultCodeOtherThanSuccessIsSeen() {
        scan(HexFormat.of().parseHex("300c020105" + "6507" + "0a0120" + "04000400"));
        assertThat(seen).containsExactly(new Seen(5, Op.SEARCH_DONE, 32, 14));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "41", // no sequence
                "3080", // an indefinite length
                "3085010101", // a length of five bytes
                "30847fffffff020101", // too large
                "3003040101", // no id
                "3006020865", // an id of eight bytes
                "3002020101", // ends inside the id
                "3009020101650404000400" // no result code in a result
            })
    void whatIsNoLdapIsRefused(String hex) {
        assertThatThrownBy(() -> scan(HexFormat.of().parseHex(hex + "00".repeat(24))))
                .isInstanceOf(MalformedMessageException.class);
    }
}
