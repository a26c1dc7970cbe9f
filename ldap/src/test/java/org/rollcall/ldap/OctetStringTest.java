package org.rollcall.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OctetStringTest {
    @Test
    void textThatIsNotUtf8IsReadAsLatin1() {
        assertThat(TextEncoding.UTF_8.decode(new byte[] {'M', (byte) 0xfc})).isEqualTo("Mü");
        assertThat(TextEncoding.UTF_8.decode(new byte[] {(byte) 0xc3, (byte) 0xbc}))
                .isEqualTo("ü");
    }

    @Property
    void latin1GivesBackTheBytesItRead(@ForAll byte[] bytes) {
        assertThat(TextEncoding.ISO_8859_1.encode(TextEncoding.ISO_8859_1.decode(bytes)))
                .isEqualTo(bytes);
    }

    @Property
    void equalityIsThatOfTheOctets(@ForAll byte[] bytes) {
        assertThat(OctetString.copyOf(bytes))
                .isEqualTo(OctetString.wrap(bytes))
                .hasSameHashCodeAs(OctetString.wrap(bytes));
    }
}
