package org.rollcall.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.IntFunction;

/** Valid operations of a given size, whose text is filler. */
public final class Padded {
    private static final int ID_BYTES = 6;

    private Padded() {}

    /** An entry whose message, with a four-byte id, is this large (a byte less where no length field fits exactly). */
    public static byte[] entry(int messageBytes) {
        return fit(
                messageBytes,
                filler -> Ber.tlv(Op.SEARCH_ENTRY, Ber.octets("x".repeat(filler)), Ber.tlv(Ber.SEQUENCE)));
    }

    /** A success whose message, with a four-byte id, is this large (a byte less where no length field fits exactly). */
    public static byte[] result(int messageBytes) {
        return fit(
                messageBytes,
                filler -> Ber.tlv(Op.SEARCH_DONE, Ber.enumerated(0), Ber.octets(""), Ber.octets("x".repeat(filler))));
    }

    /** Appends a BER length, minimal. */
    public static void writeLength(ByteBuf out, int length) {
        int bytes = Ber.lengthBytes(length);
        if (bytes > 1) {
            out.writeByte(0x80 | (bytes - 1));
        }
        for (int shift = 8 * (Math.max(bytes, 2) - 2); shift >= 0; shift -= 8) {
            out.writeByte(length >>> shift);
        }
    }

    private static byte[] fit(int messageBytes, IntFunction<byte[]> operation) {
        byte[] best = operation.apply(0);
        int filler = Math.max(0, messageBytes - messageSize(best) - 16);
        for (byte[] next = best; messageSize(next) <= messageBytes; filler++) {
            best = next;
            next = operation.apply(filler);
        }
        return best;
    }

    private static int messageSize(byte[] operation) {
        int content = ID_BYTES + operation.length;
        return 1 + Ber.lengthBytes(content) + content;
    }
}
