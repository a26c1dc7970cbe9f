package org.rollcall.store.rocksdb;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.rollcall.directory.store.Store.Table;

/**
 * What is around a record's content: the form it has, and a checksum that binds content, key and table to each other.
 * RocksDB's own checksums are over blocks of many records: these name the one that is damaged.
 */
final class Envelope {
    static final int FORM = 1;
    static final int LENGTH = 1 + Integer.BYTES;

    private Envelope() {}

    static byte[] seal(Table table, byte[] key, byte[] content) {
        byte[] sealed = new byte[LENGTH + content.length];
        System.arraycopy(content, 0, sealed, LENGTH, content.length);
        ByteBuffer.wrap(sealed).put((byte) FORM).putInt(checksum(FORM, table, key, sealed, sealed.length));
        return sealed;
    }

    /**
     * What is wrong with a record, for people; empty when nothing is.
     *
     * @param sealed begins with the record
     * @param length the record's
     */
    static String check(Table table, byte[] key, byte[] sealed, int length) {
        if (length < LENGTH) {
            return "cut off: " + length + " octets";
        }
        int form = sealed[0];
        if (form != FORM) {
            return "of form " + form + ", while this version reads " + FORM;
        }
        int stored = ByteBuffer.wrap(sealed).getInt(1);
        return stored == checksum(form, table, key, sealed, length) ? "" : "damaged: its checksum does not fit";
    }

    /** The content of a record that {@link #check} found nothing wrong with. */
    static byte[] open(byte[] sealed, int length) {
        return Arrays.copyOfRange(sealed, LENGTH, length);
    }

    private static int checksum(int form, Table table, byte[] key, byte[] sealed, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(9)
                .put((byte) form)
                .putInt(table.number())
                .putInt(key.length)
                .flip());
        crc.update(key);
        crc.update(sealed, LENGTH, length - LENGTH);
        return (int) crc.getValue();
    }
}
