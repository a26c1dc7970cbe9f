package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LineTimeTest {
    private static final long MILLISECOND = 1_000_000;

    private Instant wall = Instant.parse("2026-11-21T09:22:14.007Z");
    private long now = Long.MAX_VALUE - 10;
    private final LineTime text = new LineTime(LineForm.TEXT, () -> wall, LogLab.ZONE);
    private final LineTime json = new LineTime(LineForm.JSON, () -> wall, LogLab.ZONE);

    private String at(String instant) {
        wall = Instant.parse(instant);
        now += MILLISECOND;
        return read(text);
    }

    private String read(LineTime time) {
        return new String(time.text(now), StandardCharsets.US_ASCII);
    }

    @Test
    void bothFormsSayTheLocalTime() {
        assertThat(read(text)).isEqualTo("2026-11-21 10:22:14.007 ");
        assertThat(read(json)).isEqualTo("{\"time\":\"2026-11-21T10:22:14.007+01:00\",");
        assertThat(new String(
                        new LineTime(LineForm.JSON, () -> wall, ZoneOffset.UTC).text(0), StandardCharsets.US_ASCII))
                .isEqualTo("{\"time\":\"2026-11-21T09:22:14.007+00:00\",");
    }

    @Test
    void secondsPass() {
        assertThat(at("2026-11-21T09:22:14.999Z")).isEqualTo("2026-11-21 10:22:14.999 ");
        assertThat(at("2026-11-21T09:22:15Z")).isEqualTo("2026-11-21 10:22:15.000 ");
        assertThat(at("2026-11-21T22:59:59.123Z")).isEqualTo("2026-11-21 23:59:59.123 ");
        assertThat(at("2026-11-21T23:00:00.020Z")).isEqualTo("2026-11-22 00:00:00.020 ");
    }

    @Test
    void theOffsetChangesWithTheSecond() {
        wall = Instant.parse("2026-10-25T00:59:59.999Z");
        assertThat(read(json)).isEqualTo("{\"time\":\"2026-10-25T02:59:59.999+02:00\",");
        wall = Instant.parse("2026-10-25T01:00:00.000Z");
        now += MILLISECOND;
        assertThat(read(json)).isEqualTo("{\"time\":\"2026-10-25T02:00:00.000+01:00\",");
    }

    @Test
    void aClockThatIsSetBackIsBelieved() {
        at("2026-11-21T09:22:15.500Z");
        assertThat(at("2026-11-21T09:22:15.400Z")).isEqualTo("2026-11-21 10:22:15.400 ");
        assertThat(at("2026-11-21T09:22:14.600Z")).isEqualTo("2026-11-21 10:22:14.600 ");
        assertThat(at("1969-12-31T22:59:59.600Z")).isEqualTo("1969-12-31 23:59:59.600 ");
    }

    @Test
    void theTextServesHalfAMillisecond() {
        read(text);
        wall = wall.plusMillis(1);
        now += MILLISECOND / 2 - 1;
        assertThat(read(text)).endsWith(".007 ");
        now++;
        assertThat(read(text)).endsWith(".008 ");
    }
}
