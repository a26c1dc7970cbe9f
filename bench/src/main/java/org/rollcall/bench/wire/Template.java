package org.rollcall.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A request encoded once: each use copies its bytes and stamps a message id and a serial number into them. Runs of
 * {@code #} in the operation stand for the serial number's leading digits, of seven: {@code #######} is the whole
 * number, {@code ######} its first six digits.
 */
public final class Template {
    /** Ids from here on take four bytes, so that every id of a run has the same length. */
    public static final int FIRST_ID = 0x0100_0000;

    public static final int SERIAL_DIGITS = 7;
    public static final long SERIALS = 10_000_000;

    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

    private final byte[] bytes;
    private final int idOffset;
    private final List<Run> runs;

    private record Run(int offset, int digits) {}

    private Template(byte[] bytes, int idOffset, List<Run> runs) {
        this.bytes = bytes;
        this.idOffset = idOffset;
        this.runs = runs;
    }

    public static Template of(byte[] operation) {
        byte[] bytes = Requests.message(FIRST_ID, operation);
        int idOffset = bytes.length - operation.length - 4;
        List<Run> runs = new ArrayList<>();
        for (int at = idOffset + 4; at < bytes.length; ) {
            int end = at;
            while (end < bytes.length && bytes[end] == '#' && end - at < SERIAL_DIGITS) {
                end++;
            }
            // A single one may be a length or a character; only runs are meant.
            if (end - at >= 3) {
                runs.add(new Run(at, end - at));
            }
            at = Math.max(end, at + 1);
        }
        return new Template(bytes, idOffset, List.copyOf(runs));
    }

    public int length() {
        return bytes.length;
    }

    /** Appends the message under this id, about the person of this serial number. */
    public void writeTo(ByteBuf out, int id, long serial) {
        int start = out.writerIndex();
        out.writeBytes(bytes);
        out.setInt(start + idOffset, id);
        for (int r = 0; r < runs.size(); r++) {
            Run run = runs.get(r);
            int number = (int) (serial % SERIALS) / POWERS[SERIAL_DIGITS - run.digits];
            for (int at = start + run.offset + run.digits - 1; at >= start + run.offset; at--) {
                out.setByte(at, '0' + number % 10);
                number /= 10;
            }
        }
    }
}
