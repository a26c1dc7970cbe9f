package org.rollcall.bench.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rollcall.bench.wire.Requests.Scope;

class TemplateTest {
    @Test
    void stampsIdAndSerialNumberAndItsLeadingDigits() {
        Template template = Template.of(Requests.search(
                "ou=Dynamic,o=Intranet",
                Scope.ONE,
                Filters.and(Filters.equal("cn", "p#######@example.test"), Filters.startsWith("cn", "p######")),
                List.of("cn")));
        ByteBuf out = Unpooled.buffer();
        template.writeTo(out, 0x0123_4567, 98_765);
        template.writeTo(out, Integer.MAX_VALUE, 9_999_999);

        List<Integer> ids = new ArrayList<>();
        new MessageScanner().scan(out.slice(), (id, op, code, bytes) -> ids.add(id));
        assertThat(ids).containsExactly(0x0123_4567, Integer.MAX_VALUE);
        assertThat(out.readableBytes()).isEqualTo(2 * template.length());
        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .contains("p0098765@example.test")
                .contains("p009876")
                .contains("p9999999@example.test")
                .contains("p999999");
    }

    @Test
    void paddedMessagesHaveTheSizeAskedFor() {
        for (int size : List.of(60, 127, 140, 345, 700, 70_000)) {
            assertThat(Requests.message(Template.FIRST_ID, Padded.entry(size)).length)
                    .isBetween(size - 2, size);
            assertThat(Requests.message(Template.FIRST_ID, Padded.result(size)).length)
                    .isBetween(size - 2, size);
        }
    }

    @Test
    void aPaddedEntryIsAnEntry() {
        Entry entry = Entry.read(Requests.message(7, Padded.entry(300)));
        assertThat(entry.dn()).matches("x+");
        assertThat(entry.attributes()).isEmpty();
    }
}
