package org.rollcall.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.rollcall.directory.Owner;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.ResultCode;
import org.rollcall.locator.ProtocolVersion;
import org.rollcall.server.limits.Client;
import org.rollcall.server.session.OperationKind;

/** A desk by itself, at a quarter past two of a summer's night in Berlin, whose lines are read as they are made. */
final class LogLab {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final InstantSource NIGHT = InstantSource.fixed(Instant.parse("2026-07-01T00:15:30.045Z"));
    static final Client CLIENT = client("192.0.2.7");

    private final LineRing ring = new LineRing(1 << 16, Line.LONGEST, () -> {});
    private final LineDesk desk;

    LogLab(LineForm form) {
        desk = new LineDesk(form, ring, NIGHT, ZONE);
    }

    static Client client(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return new Client(new InetSocketAddress(address, 50123), Optional.of(address), Owner.SERVER, 0, false);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    LineDesk desk() {
        return desk;
    }

    LineRing ring() {
        return ring;
    }

    /** The line of an operation that took 123.456 µs, without its end. */
    String line(OperationKind kind, ProtocolOp op, ResultCode code, long entries) {
        desk.ended(CLIENT, ProtocolVersion.V2, new LdapMessage(3, op), kind, code, entries, 1_000, 124_456);
        return line();
    }

    /** The one line that was made since the last call, without its end. */
    String line() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ring.drain((octets, offset, length) -> all.write(octets, offset, length));
        assertThat(all.size()).as("octets of the line").isBetween(1, Line.LONGEST);
        try {
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(all.toByteArray()))
                    .toString();
            assertThat(line).endsWith("\n");
            String whole = line.substring(0, line.length() - 1);
            assertThat(whole.chars()).noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
            return whole;
        } catch (CharacterCodingException e) {
            throw new AssertionError("no UTF-8", e);
        }
    }

    static List<String> lines(ByteArrayOutputStream output) {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.yield();
        }
    }
}
