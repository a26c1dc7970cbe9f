package org.rollcall.server.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.rollcall.server.fakes.NetbiosSocket;
import org.rollcall.server.fakes.Requests;

class NetbiosNameTest {
    /** The example of RFC 1002 §4.1; its last octet is a blank, as all behind FRED are. */
    private static final byte[] FRED =
            " EGFCEFEECACACACACACACACACACACACA\u0007NETBIOS\u0003COM\u0000".getBytes(StandardCharsets.ISO_8859_1);

    private static NetbiosName read(byte[] octets) throws MalformedPacketException {
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        NetbiosName name = NetbiosName.read(in);
        assertThat(in.isReadable()).isFalse();
        return name;
    }

    private static byte[] written(NetbiosName name) {
        ByteBuf out = Unpooled.buffer();
        name.write(out);
        return ByteBufUtil.getBytes(out);
    }

    private static void assertMalformed(byte[] octets, String why) {
        assertThatThrownBy(() -> read(octets))
                .as(Arrays.toString(octets))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theExampleOfTheStandardIsRead() throws Exception {
        NetbiosName fred = read(FRED);
        assertThat(fred).isEqualTo(NetbiosName.of("FRED", ' ', "NETBIOS.COM"));
        assertThat(fred.label()).isEqualTo("FRED");
        assertThat(fred.suffix()).isEqualTo(0x20);
        assertThat(fred).hasToString("FRED<20>.NETBIOS.COM");
        assertThat(written(fred)).isEqualTo(FRED);
    }

    @Test
    void aStarIsFilledUpWithZeros() throws Exception {
        NetbiosName any = read(NetbiosSocket.name("*", 0));
        assertThat(any.label()).isEqualTo("*");
        assertThat(any.suffix()).isZero();
        assertThat(any.scope()).isEmpty();
    }

    @Test
    void whatStrangersPutIntoNamesDoesNotGetIntoLogs() throws Exception {
        assertThat(read(NetbiosSocket.name("A\n\u00ff B", 3, "x\ty"))).hasToString("A\\0a\\ff\\20B<03>.x\\09y");
    }

    @Provide
    Arbitrary<NetbiosName> names() {
        Arbitrary<Character> octet = Arbitraries.chars().range('\u0000', '\u00ff');
        Arbitrary<String> scope = octet.filter(each -> each != '.')
                .list()
                .ofMinSize(1)
                .ofMaxSize(63)
                .map(NetbiosNameTest::text)
                .list()
                .ofMaxSize(3)
                .map(labels -> String.join(".", labels));
        return Combinators.combine(octet.list().ofSize(16).map(NetbiosNameTest::text), scope)
                .as(NetbiosName::new);
    }

    private static String text(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("names") NetbiosName name) throws Exception {
        assertThat(read(written(name))).isEqualTo(name);
    }

    @Property(tries = 1000)
    void anyOctetsAreANameThatIsWrittenAlikeOrNone(@ForAll @Size(max = 80) byte[] octets) {
        assertReadsOrRefuses(octets);
    }

    @Property(tries = 1000)
    void anExampleWithAnotherOctetIsANameThatIsWrittenAlikeOrNone(@ForAll byte octet, @ForAll int place) {
        byte[] spoiled = FRED.clone();
        spoiled[Math.floorMod(place, spoiled.length)] = octet;
        assertReadsOrRefuses(spoiled);
    }

    private static void assertReadsOrRefuses(byte[] octets) {
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        try {
            NetbiosName name = NetbiosName.read(in);
            assertThat(written(name)).isEqualTo(Arrays.copyOf(octets, in.readerIndex()));
        } catch (MalformedPacketException e) {
            assertThat(e.text()).startsWith("a ");
        }
    }

    @Test
    void everyPartThatIsMissingIsNoticed() {
        for (int length = 0; length < FRED.length; length++) {
            assertMalformed(Arrays.copyOf(FRED, length), "a name");
        }
    }

    @Test
    void whatIsNoNameIsRefused() {
        byte[] other = NetbiosSocket.name("A", 0);
        other[5] = 'Q';
        assertMalformed(other, "other letters than A to P");
        other[5] = '@';
        assertMalformed(other, "other letters than A to P");
        assertMalformed(new byte[] {(byte) 0xc0, 12}, "pointer");
        other = NetbiosSocket.name("A", 0);
        other[0] = 31;
        assertMalformed(other, "thirty-two octets");
        byte[] name = Arrays.copyOf(NetbiosSocket.name("A", 0), 33);
        assertMalformed(Requests.concat(name, new byte[] {(byte) 0xc0, 12}), "pointer");
        assertMalformed(Requests.concat(name, new byte[] {2, 'a', '.', 0}), "dot");
        String label = "x".repeat(63);
        assertMalformed(NetbiosSocket.name("A", 0, label, label, label, "x".repeat(29)), "longer than 255");
        assertThat(NetbiosSocket.name("A", 0, label, label, label, "x".repeat(28)))
                .hasSize(255)
                .satisfies(longest -> assertThat(read(longest).scope()).hasSize(3 * 64 + 28));
    }
}
