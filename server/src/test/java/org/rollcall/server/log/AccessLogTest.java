package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.ldap.message.UnbindRequest;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.fakes.RecordingLogger;
import org.rollcall.server.session.OperationKind;

/** What becomes of lines when they are made. */
class AccessLogTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final RecordingLogger told = new RecordingLogger();

    private AccessLog log(OutputStream output) {
        return new AccessLog(output, LineForm.TEXT, LogLab.NIGHT, LogLab.ZONE, told, Duration.ofSeconds(20));
    }

    private static void unbind(LineDesk desk, int id) {
        desk.ended(
                LogLab.CLIENT,
                ProtocolVersion.V3,
                new LdapMessage(id, new UnbindRequest()),
                OperationKind.UNBIND,
                ResultCode.SUCCESS,
                0,
                0,
                1_000);
    }

    private static String unbound(int id) {
        return "2026-07-01 02:15:30.045 192.0.2.7 50123 v3 #" + id + " unbind result=success us=1";
    }

    @Test
    void everyOperationBecomesALineAndNoneIsLostAtTheEnd() {
        try (AccessLog log = log(written)) {
            LineDesk one = log.desk();
            LineDesk other = log.desk();
            for (int i = 1; i <= 5_000; i++) {
                unbind(one, i);
                unbind(other, 5_000 + i);
            }
            assertThat(log.dropped()).isZero();
        }
        assertThat(LogLab.lines(written))
                .hasSize(10_000)
                .contains(unbound(1), unbound(5_000), unbound(10_000))
                .doesNotHaveDuplicates();
        assertThat(told.messages()).isEmpty();
    }

    @Test
    void linesAreWrittenWithoutBeingAskedFor() {
        try (AccessLog log = log(written)) {
            unbind(log.desk(), 7);
            LogLab.await(() -> written.size() > 0);
            assertThat(LogLab.lines(written)).containsExactly(unbound(7));
        }
    }

    @Test
    void anOutputThatIsStuckCostsLinesAndNobodysTime() {
        CountDownLatch stuck = new CountDownLatch(1);
        OutputStream output = new OutputStream() {
            @Override
            public void write(int octet) {
                written.write(octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.write(octets, offset, length);
            }
        };
        int count = 0;
        try (AccessLog log = log(output)) {
            LineDesk desk = log.desk();
            while (log.dropped() < 1_000) {
                unbind(desk, ++count);
            }
            stuck.countDown();
            log.close();
            assertThat(LogLab.lines(written).size() + log.dropped()).isEqualTo(count);
        }
        assertThat(LogLab.lines(written)).startsWith(unbound(1), unbound(2)).allMatch(line -> line.endsWith(" us=1"));
    }

    /** A disk that gets full in the middle of a line, and is emptied later. */
    @Test
    void anOutputThatFailsIsToldOnceAndGoneOnWith() {
        int[] room = {20};
        OutputStream output = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public synchronized void write(byte[] octets, int offset, int length) throws IOException {
                synchronized (room) {
                    int fits = Math.min(length, room[0]);
                    written.write(octets, offset, fits);
                    room[0] -= fits;
                    if (fits < length) {
                        throw new IOException("No space left on device");
                    }
                }
            }
        };
        try (AccessLog log = log(output)) {
            LineDesk desk = log.desk();
            unbind(desk, 1);
            LogLab.await(() -> log.dropped() == 1);
            unbind(desk, 2);
            unbind(desk, 3);
            LogLab.await(() -> log.dropped() == 3);
            LogLab.await(() -> !told.messages().isEmpty());
            assertThat(told.messages())
                    .singleElement()
                    .asString()
                    .contains("cannot write the access log", "No space left on device");
            synchronized (room) {
                room[0] = 1_000_000;
            }
            unbind(desk, 4);
            unbind(desk, 5);
        }
        assertThat(LogLab.lines(written)).containsExactly(unbound(1).substring(0, 20), unbound(4), unbound(5));
        assertThat(told.messages()).hasSize(2).last().asString().contains("written again", "3 lines were lost");
    }

    @Test
    void whateverTheOutputThrowsTheLogGoesOn() {
        boolean[] broken = {true};
        OutputStream output = new OutputStream() {
            @Override
            public void write(int octet) {
                written.write(octet);
            }

            @Override
            public void write(byte[] octets, int offset, int length) {
                synchronized (broken) {
                    if (broken[0]) {
                        throw new UncheckedIOException(new IOException("broken"));
                    }
                }
                written.write(octets, offset, length);
            }
        };
        try (AccessLog log = log(output)) {
            LineDesk desk = log.desk();
            unbind(desk, 1);
            LogLab.await(() -> log.dropped() == 1);
            synchronized (broken) {
                broken[0] = false;
            }
            unbind(desk, 2);
        }
        assertThat(LogLab.lines(written)).containsExactly("", unbound(2));
    }
}
