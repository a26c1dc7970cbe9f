package org.rollcall.ldap.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;

class EntryWriterTest {
    private final EntryWriter writer = new EntryWriter();

    @Property
    void itsBytesAreThoseOfTheRecordEncoder(@ForAll("entries") LdapMessage message) {
        SearchResultEntry entry = (SearchResultEntry) message.op();
        byte[] expected = Wire.encode(message);

        ByteBuf oneByOne = Unpooled.buffer();
        writer.begin(oneByOne, message.messageId());
        byte[] name = entry.objectName().toByteArray();
        writer.objectName(name, 0, name.length);
        for (Attribute attribute : entry.attributes()) {
            writer.attribute(attribute.description().getBytes(StandardCharsets.UTF_8));
            attribute.values().forEach(writer::value);
        }
        assertThat(writer.end(message.controls())).isEqualTo(expected.length);
        assertThat(Wire.octets(oneByOne)).isEqualTo(expected);

        ByteBuf slices = Unpooled.buffer();
        writer.begin(slices, message.messageId());
        int half = name.length / 2;
        writer.objectNamePart(name, 0, half).objectNamePart(name, half, name.length - half);
        for (Attribute attribute : entry.attributes()) {
            byte[] description = ("--" + attribute.description()).getBytes(StandardCharsets.UTF_8);
            writer.attribute(description, 2, description.length - 2);
            byte[] set = setContents(attribute);
            writer.values(set, 1, set.length - 1);
        }
        writer.end(message.controls());
        assertThat(Wire.octets(slices)).isEqualTo(expected);
    }

    // One octet, then the values.
    private static byte[] setContents(Attribute attribute) {
        int size = 1;
        for (OctetString value : attribute.values()) {
            size += Ber.elementSize(value.length());
        }
        byte[] set = new byte[size];
        int at = 1;
        for (OctetString value : attribute.values()) {
            at = Ber.putOctetString(set, at, value.unsafeArray(), 0, value.length());
        }
        return set;
    }

    @Provide
    Arbitrary<LdapMessage> entries() {
        Arbitrary<SearchResultEntry> ops = Combinators.combine(
                        Messages.octets(), Messages.attributes().list().ofMaxSize(8))
                .as(SearchResultEntry::new);
        Arbitrary<List<Control>> controls = Messages.controls().list().ofMaxSize(1);
        return Combinators.combine(Arbitraries.integers().greaterOrEqual(1), ops, controls)
                .as(LdapMessage::new);
    }

    @Test
    void largeValuesAndManyAttributesKeepTheirLengthsMinimal() {
        byte[] name = "cn=x,ou=Dynamic,o=Intranet".getBytes(StandardCharsets.US_ASCII);
        for (int size : new int[] {0, 100, 123, 124, 125, 126, 127, 128, 250, 255, 256, 65_530, 65_536, 20_000_000}) {
            OctetString value = OctetString.wrap(new byte[size]);
            ByteBuf out = Unpooled.buffer();
            writer.begin(out, 1).objectName(name, 0, name.length);
            writer.attribute("a".getBytes(StandardCharsets.US_ASCII)).value(value);
            writer.attribute("b".getBytes(StandardCharsets.US_ASCII))
                    .value(value)
                    .value(value);
            writer.end();
            assertThat(Wire.octets(out))
                    .isEqualTo(Wire.encode(new LdapMessage(
                            1,
                            new SearchResultEntry(
                                    OctetString.wrap(name),
                                    List.of(
                                            new Attribute("a", List.of(value)),
                                            new Attribute("b", List.of(value, value)))))));
        }
    }

    @Test
    void anEntryThatWasNotEndedLeavesNoTrace() {
        ByteBuf out = Unpooled.buffer();
        writer.begin(out, 1).objectName(new byte[] {'x'}, 0, 1);
        writer.attribute(new byte[] {'a'}).value(OctetString.of("b"));
        writer.begin(out, 2).end();
        assertThat(Wire.octets(out))
                .isEqualTo(Wire.encode(new LdapMessage(2, new SearchResultEntry(OctetString.EMPTY, List.of()))));
        assertThatThrownBy(() -> {
                    writer.begin(out, 1).attribute(new byte[] {'a'});
                    writer.objectNamePart(new byte[1], 0, 1);
                })
                .isInstanceOf(IllegalStateException.class);
    }

    @Property
    void fixedResultsAreThoseOfTheRecordEncoder(
            @ForAll @IntRange(min = 1) int messageId, @ForAll @IntRange(max = 127) int code) {
        ByteBuf out = Unpooled.buffer();
        ResultWriter.searchDone(out, messageId);
        assertThat(Wire.octets(out))
                .isEqualTo(Wire.encode(new LdapMessage(messageId, new SearchResultDone(LdapResult.SUCCESS))));
        ResultWriter.write(out, messageId, Tags.MODIFY_RESPONSE, new ResultCode(code));
        assertThat(Wire.octets(out))
                .isEqualTo(Wire.encode(
                        new LdapMessage(messageId, new ModifyResponse(LdapResult.of(new ResultCode(code), "")))));
    }

    @Test
    void fixedResultsHaveCodesOfOneOctet() {
        assertThatThrownBy(() -> ResultWriter.write(Unpooled.buffer(), 1, Tags.MODIFY_RESPONSE, new ResultCode(128)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repliesAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] name = "cn=jc@rome.gov,ou=Dynamic,o=Intranet".getBytes(StandardCharsets.US_ASCII);
        byte[] description = "protocolID".getBytes(StandardCharsets.US_ASCII);
        byte[] set = Wire.hex("04 04 48333233 04 04 54313230");
        LdapMessage failure =
                new LdapMessage(9, new ModifyResponse(LdapResult.of(ResultCode.NO_SUCH_OBJECT, "no such entry")));
        MessageEncoder encoder = new MessageEncoder();
        ByteBuf out = Unpooled.buffer(4096);
        long allocated = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20_000; i++) {
                out.clear();
                writer.begin(out, i + 1).objectName(name, 0, name.length);
                for (int attribute = 0; attribute < 7; attribute++) {
                    writer.attribute(description).values(set, 0, set.length);
                }
                writer.end();
                ResultWriter.searchDone(out, i + 1);
                encoder.encode(failure, out, TextEncoding.UTF_8);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        // Not a byte per reply; what remains is the measuring itself.
        assertThat(allocated).isLessThan(20_000);
        assertThat(out.isReadable()).isTrue();
    }
}
