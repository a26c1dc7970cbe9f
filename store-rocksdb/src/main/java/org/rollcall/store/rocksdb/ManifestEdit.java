package org.rollcall.store.rocksdb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What RocksDB would write at the end of its list of files if a file were no longer part of a table. The list is a log of
 * blocks: each fragment of a record has a masked CRC-32C, a length and a kind, all little-endian, before it. A record is
 * a chain of tags and values, all of them numbers of variable length here.
 */
final class ManifestEdit {
    private static final int BLOCK_BYTES = 32 * 1024;
    private static final int HEADER_BYTES = 4 + 2 + 1;
    private static final int WHOLE = 1;
    private static final int FIRST = 2;
    private static final int LAST = 4;
    private static final int TAG_DELETED_FILE = 6;
    private static final int TAG_COLUMN_FAMILY = 200;

    private ManifestEdit() {}

    /**
     * The octets to append.
     *
     * @param length of the list so far
     */
    static byte[] withoutFile(long length, int columnFamily, int level, long file) {
        byte[] edit = number(
                        number(
                                number(
                                        number(number(new ByteArrayOutputStream(), TAG_COLUMN_FAMILY), columnFamily),
                                        TAG_DELETED_FILE),
                                level),
                        file)
                .toByteArray();
        int left = BLOCK_BYTES - (int) (length % BLOCK_BYTES);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        if (left < HEADER_BYTES) {
            octets.writeBytes(new byte[left]);
            left = BLOCK_BYTES;
        }
        int room = left - HEADER_BYTES;
        if (edit.length <= room) {
            fragment(octets, WHOLE, edit, 0, edit.length);
        } else {
            fragment(octets, FIRST, edit, 0, room);
            fragment(octets, LAST, edit, room, edit.length - room);
        }
        return octets.toByteArray();
    }

    private static void fragment(ByteArrayOutputStream octets, int kind, byte[] edit, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(kind);
        crc.update(edit, from, length);
        int value = (int) crc.getValue();
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(Integer.rotateRight(value, 15) + 0xa282ead8)
                .putShort((short) length)
                .put((byte) kind);
        octets.writeBytes(header.array());
        octets.write(edit, from, length);
    }

    private static ByteArrayOutputStream number(ByteArrayOutputStream octets, long value) {
        long left = value;
        for (; left >= 0x80; left >>>= 7) {
            octets.write((int) ((left & 0x7f) | 0x80));
        }
        octets.write((int) left);
        return octets;
    }
}
