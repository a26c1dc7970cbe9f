package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rollcall.directory.store.Store.Table;

/** The octets around a record's content. */
class EnvelopeTest {
    @Property(tries = 200)
    void whatIsSealedOpensAgain(@ForAll Table table, @ForAll byte[] key, @ForAll byte[] content) {
        byte[] sealed = Envelope.seal(table, key, content);

        assertThat(Envelope.check(table, key, sealed, sealed.length)).isEmpty();
        assertThat(Envelope.open(sealed, sealed.length)).isEqualTo(content);
    }

    @Property(tries = 200)
    void aFlippedBitIsFound(@ForAll byte[] key, @ForAll byte[] content, @ForAll @IntRange(min = 0) int bit) {
        byte[] sealed = Envelope.seal(Table.ENTRIES, key, content);
        int place = bit % (sealed.length * 8);
        sealed[place / 8] ^= (byte) (1 << place % 8);

        assertThat(Envelope.check(Table.ENTRIES, key, sealed, sealed.length)).isNotEmpty();
    }

    @Test
    void aRecordBelongsToItsKeyAndTable() {
        byte[] sealed = Envelope.seal(Table.ENTRIES, new byte[] {1, 2}, new byte[] {3});

        assertThat(Envelope.check(Table.ACCOUNTS, new byte[] {1, 2}, sealed, sealed.length))
                .contains("checksum");
        assertThat(Envelope.check(Table.ENTRIES, new byte[] {1}, sealed, sealed.length))
                .contains("checksum");
        assertThat(Envelope.check(Table.ENTRIES, new byte[] {1, 2}, new byte[4], 4))
                .contains("cut off");
    }

    @Test
    void aLaterFormIsNamed() {
        byte[] sealed = Envelope.seal(Table.ENTRIES, new byte[] {1}, new byte[] {2});
        sealed[0] = 7;

        assertThat(Envelope.check(Table.ENTRIES, new byte[] {1}, sealed, sealed.length))
                .isEqualTo("of form 7, while this version reads 1");
    }

    // What is on disks already must go on being read.
    @Test
    void theFormIsWhatItWas() {
        assertThat(HexFormat.of().formatHex(Envelope.seal(Table.ACCOUNTS, new byte[] {1}, new byte[] {2, 3})))
                .isEqualTo("01" + "c47860ff" + "0203");
    }
}
