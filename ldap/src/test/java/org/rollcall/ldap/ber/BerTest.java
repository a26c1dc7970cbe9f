package org.rollcall.ldap.ber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.asn1.ASN1Integer;
import com.unboundid.asn1.ASN1Long;
import com.unboundid.asn1.ASN1OctetString;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.OctetString;

class BerTest {
    @Property
    void integersAreThoseOfUnboundId(@ForAll int value) throws BerException {
        BerWriter out = new BerWriter();
        out.integer(Ber.INTEGER, value);
        assertThat(out.toByteArray()).isEqualTo(new ASN1Integer(value).encode());
        assertThat(out.size()).isEqualTo(2 + Ber.integerSize(value));
        assertThat(new BerReader(out.toByteArray()).integer(Ber.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE))
                .isEqualTo(value);
    }

    /** Whatever was written before, down to where the array is full in the middle of a number. */
    @Test
    void aNumberIsWholeWhereverTheArrayGrows() throws BerException {
        for (int before = 1000; before <= 1024; before++) {
            BerWriter out = new BerWriter();
            out.raw(new byte[before], 0, before);
            out.integer(Ber.INTEGER, 0x1234_5678_9abcL);
            assertThat(new BerReader(out.toByteArray()).longInteger(Ber.INTEGER))
                    .as("behind %s octets", before)
                    .isEqualTo(0x1234_5678_9abcL);
        }
    }

    @Property
    void longIntegersAreThoseOfUnboundId(@ForAll long value) throws BerException {
        BerWriter out = new BerWriter();
        out.integer(Ber.INTEGER, value);
        assertThat(out.toByteArray()).isEqualTo(new ASN1Long(value).encode());
        assertThat(new BerReader(out.toOctetString()).longInteger(Ber.INTEGER)).isEqualTo(value);
    }

    @Property(tries = 200)
    void lengthsAreThoseOfUnboundId(@ForAll @IntRange(max = 70_000) int length) throws BerException {
        byte[] value = new byte[length];
        BerWriter out = new BerWriter();
        out.octetString(Ber.OCTET_STRING, value);
        byte[] expected = new ASN1OctetString(value).encode();
        assertThat(out.toByteArray()).isEqualTo(expected).hasSize(Ber.elementSize(length));
        byte[] put = new byte[expected.length + 1];
        assertThat(Ber.putOctetString(put, 1, value, 0, length)).isEqualTo(put.length);
        assertThat(put).endsWith(expected);
        assertThat(new BerReader(expected).octetString()).isEqualTo(OctetString.wrap(value));
    }

    @Test
    void lengthsGrowWithTheirValue() {
        assertThat(new int[] {
                    Ber.lengthSize(0x7f), Ber.lengthSize(0x80), Ber.lengthSize(0xff), Ber.lengthSize(0x100),
                    Ber.lengthSize(0xffff), Ber.lengthSize(0x10000), Ber.lengthSize(0xffffff), Ber.lengthSize(0x1000000)
                })
                .containsExactly(1, 2, 2, 3, 3, 4, 4, 5);
        byte[] five = new byte[5];
        assertThat(Ber.putLength(five, 0, 0x01020304)).isEqualTo(5);
        assertThat(five).containsExactly(0x84, 1, 2, 3, 4);
    }

    @Property(tries = 5000)
    void anyOctetsAreReadOrRefusedWithinTheirEnd(@ForAll @Size(max = 20) byte[] octets) {
        BerReader in = new BerReader(octets);
        try {
            while (in.hasMore()) {
                in.skip();
                assertThat(in.position()).isBetween(0, octets.length);
            }
        } catch (BerException e) {
            assertThat(e.problem()).isEqualTo(BerException.Problem.STRUCTURE);
            assertThat(e.text()).isNotEmpty();
        }
    }

    @Test
    void aReaderStaysInsideItsSlice() {
        BerReader in = new BerReader(new byte[] {4, 3, 1, 2, 3}, 0, 4);
        assertThatThrownBy(in::octetString).isInstanceOf(BerException.class);
        assertThatThrownBy(() -> new BerReader(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new BerReader(new byte[4], 0, 4).advance(5)).isInstanceOf(BerException.class);
    }

    @Test
    void aWriterStartsAnewWhenCleared() {
        BerWriter out = new BerWriter();
        out.octetString(Ber.OCTET_STRING, new byte[1_000_000]);
        out.clear();
        out.bool(Ber.BOOLEAN, true);
        out.header(Ber.NULL, 0);
        assertThat(out.toByteArray()).containsExactly(5, 0, 1, 1, 0xff);
    }
}
