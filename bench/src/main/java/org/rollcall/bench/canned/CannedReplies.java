package org.rollcall.bench.canned;

import io.netty.buffer.ByteBuf;
import org.rollcall.bench.wire.Op;
import org.rollcall.bench.wire.Padded;

/** The constant bytes of the answers, without their envelopes. Immutable. */
final class CannedReplies {
    private final int entries;
    private final byte[] entry;
    private final byte[] smallResult;
    private final byte[] result;

    CannedReplies(ReplySizes sizes) {
        entries = sizes.entries();
        entry = Padded.entry(sizes.entryBytes());
        smallResult = Padded.result(ReplySizes.SMALLEST_RESULT);
        result = Padded.result(sizes.resultBytes());
    }

    int entries() {
        return entries;
    }

    void writeEntry(ByteBuf out, int id) {
        write(out, id, Op.SEARCH_ENTRY, entry);
    }

    void writeResult(ByteBuf out, int id, int responseOp) {
        write(out, id, responseOp, responseOp == Op.BIND_RESPONSE ? smallResult : result);
    }

    private static void write(ByteBuf out, int id, int op, byte[] operation) {
        int idBytes = id < 0x80 ? 1 : id < 0x8000 ? 2 : id < 0x80_0000 ? 3 : 4;
        out.writeByte(0x30);
        Padded.writeLength(out, 2 + idBytes + operation.length);
        out.writeByte(0x02);
        out.writeByte(idBytes);
        for (int shift = 8 * (idBytes - 1); shift >= 0; shift -= 8) {
            out.writeByte(id >>> shift);
        }
        int start = out.writerIndex();
        out.writeBytes(operation);
        out.setByte(start, op);
    }
}
