package org.rollcall.ldap.ldif;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.rollcall.ldap.OctetString;

class LdifRoundTripTest {
    @Provide
    Arbitrary<LdifBody> bodies() {
        return Records.bodies();
    }

    @Provide
    Arbitrary<OctetString> names() {
        return Records.octets();
    }

    @Property(tries = 400)
    void whatIsWrittenIsReadAsItWas(
            @ForAll("names") OctetString dn,
            @ForAll @Size(max = 3) List<@net.jqwik.api.From("bodies") LdifBody> bodies,
            @ForAll boolean explained)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LdifWriter writer = new LdifWriter(out, explained);
        for (LdifBody body : bodies) {
            writer.write(dn, body);
        }
        writer.flush();

        List<LdifRecord> read = Ldif.read(new ByteArrayInputStream(out.toByteArray()));

        assertThat(read).extracting(LdifRecord::dn).allMatch(dn::equals);
        assertThat(read).extracting(LdifRecord::body).isEqualTo(bodies);
        String[] lines = out.toString(StandardCharsets.ISO_8859_1).split("\n", -1);
        assertThat(read)
                .allSatisfy(record -> assertThat(lines[(int) record.line() - 1]).startsWith("dn:"));
    }

    @Property(tries = 400)
    void whatIsWrittenIsPrintableAsciiInShortLines(@ForAll("names") OctetString dn, @ForAll("bodies") LdifBody body) {
        String written = new String(Ldif.write(dn, body), StandardCharsets.ISO_8859_1);

        assertThat(written).matches("(?s)[\\n -~]*\\n").doesNotContainPattern("[^\\n]{77}");
    }
}
