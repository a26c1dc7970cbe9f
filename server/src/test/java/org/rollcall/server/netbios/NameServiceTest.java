package org.rollcall.server.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.server.fakes.NetbiosSocket.name;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.rollcall.server.config.Settings;
import org.rollcall.server.fakes.Mutations;
import org.rollcall.server.fakes.Requests;
import org.rollcall.server.limits.AddressRate;
import org.rollcall.server.limits.Clients;
import org.rollcall.server.limits.Limit;
import org.rollcall.server.metrics.LoopCounters;

class NameServiceTest {
    private static final int NB = 0x20;
    private static final int NBSTAT = 0x21;
    private static final int BROADCAST = 0x0110;
    private static final int UNICAST = 0x0100;
    private static final int PER_SECOND = 10;
    private static final InetSocketAddress ASKER = asker("192.0.2.9");

    private final NetbiosCounters counters = new NetbiosCounters();
    private final LoopCounters observer = new LoopCounters();
    private final AtomicLong now = new AtomicLong();
    private final EmbeddedChannel channel = channel("");

    private static InetSocketAddress asker(String address) {
        return new InetSocketAddress(Inet4Address.ofLiteral(address), 5137);
    }

    private EmbeddedChannel channel(String scope) {
        return new EmbeddedChannel(new NameService(
                OwnNames.of("ILS", scope, ""),
                asker -> asker.equals(asker("198.51.100.1"))
                        ? Optional.empty()
                        : Optional.of(Inet4Address.ofLiteral("192.0.2.1")),
                new Clients(Settings.of(Map.of()).ownership(), false),
                AddressRate.perSecond(PER_SECOND, PER_SECOND),
                now::get,
                counters,
                observer));
    }

    private static byte[] query(int flags, byte[] name, int type) {
        byte[] header = ByteBuffer.allocate(12)
                .putShort((short) 0xbeef)
                .putShort((short) flags)
                .putShort((short) 1)
                .array();
        return Requests.concat(header, name, new byte[] {0, (byte) type, 0, 1});
    }

    private Optional<byte[]> ask(EmbeddedChannel asked, byte[] query, InetSocketAddress asker) {
        asked.writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(query), asker("192.0.2.1"), asker));
        DatagramPacket answer = asked.readOutbound();
        if (answer == null) {
            return Optional.empty();
        }
        assertThat(answer.recipient()).isEqualTo(asker);
        byte[] octets = ByteBufUtil.getBytes(answer.content());
        answer.release();
        return Optional.of(octets);
    }

    private Optional<String> ask(byte[] query) {
        return ask(channel, query, ASKER).map(HexFormat.of()::formatHex);
    }

    private static String hex(byte[]... octets) {
        return HexFormat.of().formatHex(Requests.concat(octets));
    }

    private long came(NameOutcome outcome) {
        return counters.queries().getOrDefault(outcome, -1L);
    }

    @Test
    void whoAsksForTheNameIsToldTheAddress() {
        for (int suffix : new int[] {0x00, 0x20}) {
            for (int flags : new int[] {UNICAST, BROADCAST}) {
                byte[] name = name("ILS", suffix);
                assertThat(ask(query(flags, name, NB)))
                        .contains("beef85000000000100000000" + hex(name) + "00200001" + "0000012c" + "0006" + "0000"
                                + "c0000201");
            }
        }
        assertThat(ask(query(0, name("ILS", 0), NB)))
                .hasValueSatisfying(answer -> assertThat(answer).startsWith("beef8400"));
        assertThat(came(NameOutcome.POSITIVE)).isEqualTo(5);
    }

    @Test
    void whoAsksForAnotherIsToldThatItIsNotHere() {
        for (byte[] name : List.of(name("OTHER", 0x20), name("ILS", 0x1d), name("ILS", 0x20, "scope"), name("*", 0))) {
            assertThat(ask(query(UNICAST, name, NB)))
                    .contains("beef85030000000100000000" + hex(name) + "000a0001" + "00000000" + "0000");
        }
        assertThat(came(NameOutcome.NEGATIVE)).isEqualTo(4);
    }

    @Test
    void whoAsksEverybodyForAnotherHearsNothing() {
        assertThat(ask(query(BROADCAST, name("OTHER", 0x20), NB))).isEmpty();
        assertThat(ask(query(BROADCAST, name("*", 0), NB))).isEmpty();
        assertThat(came(NameOutcome.SILENCE)).isEqualTo(2);
    }

    @Test
    void whoAsksForTheStatusIsToldTheNames() {
        byte[] table = Requests.concat(
                new byte[] {2},
                "ILS            \0".getBytes(StandardCharsets.US_ASCII),
                new byte[] {4, 0},
                "ILS             ".getBytes(StandardCharsets.US_ASCII),
                new byte[] {4, 0},
                new byte[46]);
        for (byte[] name : List.of(name("*", 0), name("ILS", 0), name("ILS", 0x20))) {
            assertThat(ask(query(0, name, NBSTAT)))
                    .contains("beef84000000000100000000" + hex(name) + "00210001" + "00000000" + "0053" + hex(table));
        }
        assertThat(came(NameOutcome.STATUS)).isEqualTo(3);
    }

    @Test
    void theStatusOfOthersAndOfEverybodyIsNotTold() {
        assertThat(ask(query(0, name("OTHER", 0), NBSTAT))).isEmpty();
        assertThat(ask(query(0, name("*", 0, "scope"), NBSTAT))).isEmpty();
        assertThat(ask(query(BROADCAST, name("*", 0), NBSTAT))).isEmpty();
        assertThat(came(NameOutcome.SILENCE)).isEqualTo(3);
    }

    @Test
    void whoCannotReachTheServerIsNotTold() {
        assertThat(ask(channel, query(UNICAST, name("ILS", 0), NB), asker("198.51.100.1")))
                .isEmpty();
    }

    @Test
    void withinAScopeNamesHaveIt() {
        EmbeddedChannel scoped = channel("office.example");
        byte[] name = name("ILS", 0x20, "office", "example");
        assertThat(ask(scoped, query(UNICAST, name, NB), ASKER))
                .hasValueSatisfying(answer -> assertThat(hex(answer)).contains("8500", hex(name), "c0000201"));
    }

    @Test
    void whatIsNoQuestionIsNoneOfOurBusiness() {
        byte[] name = name("ILS", 0x20);
        for (int flags : new int[] {0x8500, 0x2910, 0x3000, 0x3810, 0x4010}) {
            assertThat(ask(query(flags, name, NB)))
                    .as(Integer.toHexString(flags))
                    .isEmpty();
        }
        assertThat(ask(query(UNICAST, name, 1))).as("another type").isEmpty();
        byte[] otherClass = query(UNICAST, name, NB);
        otherClass[otherClass.length - 1] = 2;
        assertThat(ask(otherClass)).isEmpty();
        assertThat(observer.malformed()).isZero();
    }

    @Test
    void whatIsMalformedIsCountedAndNotAnswered() {
        byte[] good = query(UNICAST, name("ILS", 0x20), NB);
        int count = 0;
        for (int length = 0; length < good.length; length++) {
            assertThat(ask(Arrays.copyOf(good, length))).isEmpty();
            count++;
        }
        assertThat(ask(Arrays.copyOf(good, good.length + 1))).isEmpty();
        assertThat(ask(Arrays.copyOf(good, 577))).isEmpty();
        for (int counts = 5; counts < 12; counts += 2) {
            byte[] more = good.clone();
            more[counts] = 2;
            assertThat(ask(more)).isEmpty();
        }
        byte[] pointer = query(UNICAST, new byte[] {(byte) 0xc0, 12}, NB);
        assertThat(ask(pointer)).isEmpty();
        assertThat(observer.malformed()).isEqualTo(count + 7);
        assertThat(ask(good)).isPresent();
    }

    @Test
    void answersToOneAddressAreFewAndToOthersGoOn() {
        byte[] query = query(UNICAST, name("*", 0), NBSTAT);
        for (int i = 0; i < PER_SECOND; i++) {
            assertThat(ask(query)).isPresent();
        }
        assertThat(ask(query)).isEmpty();
        assertThat(observer.limited(Limit.NAME_QUERIES)).isEqualTo(1);
        assertThat(ask(channel, query, asker("192.0.2.10"))).isPresent();
        now.addAndGet(1_000_000_000L / PER_SECOND);
        assertThat(ask(query)).isPresent();
        assertThat(ask(query)).isEmpty();
    }

    @Test
    void questionsThatGetNoAnswerCostNoneOfTheOthers() {
        for (int i = 0; i < 3 * PER_SECOND; i++) {
            assertThat(ask(query(BROADCAST, name("OTHER", 0), NB))).isEmpty();
        }
        assertThat(ask(query(BROADCAST, name("ILS", 0), NB))).isPresent();
    }

    @Property(tries = 1000)
    void noAnswerIsMuchLongerThanItsQuestion(@ForAll Random random) {
        byte[] seed = query(
                random.nextBoolean() ? UNICAST : BROADCAST,
                random.nextBoolean() ? name("ILS", 0x20) : name("*", 0),
                random.nextBoolean() ? NB : NBSTAT);
        byte[] question = random.nextInt(4) == 0 ? seed : Mutations.mutate(seed, random);
        now.addAndGet(1_000_000_000L);
        ask(channel, question, ASKER)
                .ifPresent(answer -> assertThat(answer.length).isLessThanOrEqualTo(3 * question.length));
    }
}
