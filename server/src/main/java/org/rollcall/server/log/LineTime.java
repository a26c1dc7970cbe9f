package org.rollcall.server.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The time of day as lines begin with it, for one thread. Half a millisecond long the same text serves; otherwise only
 * the milliseconds are new, unless a second has passed, with which the offset of the zone may change too.
 */
final class LineTime {
    private static final long SERVES_NANOS = 500_000;

    private final LineForm form;
    private final InstantSource wall;
    private final ZoneId zone;
    private byte[] text = {};
    private int millisAt;
    private long secondMillis;
    private long madeNanos;

    /** @param wall the time of day; read when somebody's monotonic clock says so */
    LineTime(LineForm form, InstantSource wall, ZoneId zone) {
        this.form = form;
        this.wall = wall;
        this.zone = zone;
    }

    /**
     * The text, valid until the next call.
     *
     * @param nowNanos by a monotonic clock, always the same one
     */
    byte[] text(long nowNanos) {
        if (nowNanos - madeNanos >= SERVES_NANOS || text.length == 0) {
            make(wall.millis());
            madeNanos = nowNanos;
        }
        return text;
    }

    private void make(long millis) {
        long within = millis - secondMillis;
        if (within < 0 || within >= 1_000 || text.length == 0) {
            second(millis);
            within = millis - secondMillis;
        }
        int rest = (int) within;
        text[millisAt] = (byte) ('0' + rest / 100);
        text[millisAt + 1] = (byte) ('0' + rest / 10 % 10);
        text[millisAt + 2] = (byte) ('0' + rest % 10);
    }

    private void second(long millis) {
        secondMillis = Math.floorDiv(millis, 1_000) * 1_000;
        ZonedDateTime time = Instant.ofEpochMilli(secondMillis).atZone(zone);
        String before = form.beforeMillis.format(time);
        millisAt = before.length();
        text = (before + "000" + form.afterMillis.format(time)).getBytes(StandardCharsets.US_ASCII);
    }
}
