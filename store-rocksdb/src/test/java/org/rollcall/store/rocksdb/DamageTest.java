package org.rollcall.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.store.rocksdb.Tables.put;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.ldap.OctetString;

/** Disks that return other octets than were written: what is damaged is named, and the rest is read. */
class DamageTest {
    private static final int RECORDS = 500;

    @TempDir
    Path folder;

    private Path file;
    private byte[] octets;

    @BeforeEach
    void writeRecords() throws IOException {
        try (Store store = RocksStoreTest.open(folder, Durability.SYNCED)) {
            List<Write> batch = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                batch.add(put(key(i), value(i)));
            }
            batch.add(put(Table.ACCOUNTS, "account", "whole"));
            store.commit(batch).toCompletableFuture().join();
        }
        file = fileWith(value(250));
        octets = Files.readAllBytes(file);
    }

    private static String key(int number) {
        return "person %05d".formatted(number);
    }

    private static String value(int number) {
        return "value of " + number + ": " + "x".repeat(200);
    }

    private Path fileWith(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            for (Path each :
                    files.filter(name -> name.toString().endsWith(".sst")).toList()) {
                if (Files.readString(each, StandardCharsets.ISO_8859_1).contains(text)) {
                    return each;
                }
            }
        }
        throw new AssertionError("no file with " + text);
    }

    private int find(String text) {
        return new String(octets, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private Tables reread() throws IOException {
        Files.write(file, octets);
        try (Store store = RocksStoreTest.open(folder, Durability.SYNCED)) {
            return Tables.of(store);
        }
    }

    private static void assertHasAllBut(Tables found, int... missing) {
        Map<OctetString, OctetString> expected = new Tables().get(Table.ENTRIES);
        for (int i = 0; i < RECORDS; i++) {
            expected.put(OctetString.of(key(i)), OctetString.of(value(i)));
        }
        for (int each : missing) {
            expected.remove(OctetString.of(key(each)));
        }
        assertThat(found.get(Table.ENTRIES)).isEqualTo(expected);
        assertThat(found.get(Table.ACCOUNTS)).hasSize(1);
    }

    @Test
    void whatIsWholeIsReadWithoutAWord() throws IOException {
        Tables found = reread();
        assertHasAllBut(found);
        assertThat(found.damage()).isEmpty();
    }

    @Test
    void aFlippedBitInAValueIsToldByKey() throws IOException {
        octets[find(value(250)) + 3] ^= 4;

        Tables found = reread();

        assertHasAllBut(found, 250);
        assertThat(found.damage()).containsExactly(key(250) + ": damaged: its checksum does not fit");
    }

    @Test
    void severalAreTold() throws IOException {
        for (int each : new int[] {0, 7, 8, 300, RECORDS - 1}) {
            octets[find(value(each)) + 3] ^= 4;
        }

        Tables found = reread();

        assertHasAllBut(found, 0, 7, 8, 300, RECORDS - 1);
        assertThat(found.damage()).hasSize(5);
    }

    @Test
    void aBlockThatCannotBeTakenApartLosesNoOther() throws IOException {
        int place = find(value(250));
        for (int i = place - 100; i < place + 150; i++) {
            octets[i] = (byte) 0xff;
        }

        Tables found = reread();

        assertThat(found.damage()).anyMatch(each -> each.contains("records after this one and before person 0025"));
        // A block has some 4,000 octets.
        assertThat(found.get(Table.ENTRIES)).hasSizeGreaterThan(RECORDS - 25).hasSizeLessThan(RECORDS);
        assertThat(found.get(Table.ENTRIES))
                .containsEntry(OctetString.of(key(200)), OctetString.of(value(200)))
                .containsEntry(OctetString.of(key(300)), OctetString.of(value(300)));
        assertThat(found.get(Table.ACCOUNTS)).hasSize(1);
    }

    @Test
    void damageOutsideOfRecordsIsToldToo() throws IOException {
        octets[secondBlock() - 1] ^= 1;

        Tables found = reread();

        assertHasAllBut(found);
        assertThat(found.damage()).singleElement().asString().contains("block after this record is damaged");
    }

    // A block ends with the count of its restarts (four octets, little-endian), an octet that says uncompressed, and
    // four of checksum. Inside of a block a record's value comes before the next record instead.
    private int secondBlock() {
        for (int i = 1; i < RECORDS; i++) {
            // The header before a whole key has four octets.
            int start = find(key(i)) - 4;
            if (start > 9 && octets[start - 5] == 0 && octets[start - 6] == 0 && octets[start - 9] < 5) {
                return start;
            }
        }
        throw new AssertionError("one block only");
    }

    @Test
    void aRecordOfALaterFormIsTold() throws IOException {
        octets[find(value(250)) - Envelope.LENGTH] = 9;

        Tables found = reread();

        assertHasAllBut(found, 250);
        assertThat(found.damage()).containsExactly(key(250) + ": of form 9, while this version reads 1");
    }
}
