package org.rollcall.access.ntlm.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.rollcall.access.Octets;

/** A point in time as Windows counts it (MS-DTYP 2.3.3): unsigned ticks of 100 ns since the year 1601, UTC. */
public record FileTime(long ticks) {
    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final long NANOS_PER_TICK = 100;

    /** Seconds from 1601-01-01 to 1970-01-01. */
    private static final long EPOCH_SECONDS = 11_644_473_600L;

    public static FileTime of(Instant instant) {
        return new FileTime(
                (instant.getEpochSecond() + EPOCH_SECONDS) * TICKS_PER_SECOND + instant.getNano() / NANOS_PER_TICK);
    }

    static FileTime decode(Octets value) {
        return new FileTime(ByteBuffer.wrap(value.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong());
    }

    Octets encode() {
        return Octets.copyOf(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(ticks)
                .array());
    }

    public Instant toInstant() {
        return Instant.ofEpochSecond(
                Long.divideUnsigned(ticks, TICKS_PER_SECOND) - EPOCH_SECONDS,
                Long.remainderUnsigned(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK);
    }
}
