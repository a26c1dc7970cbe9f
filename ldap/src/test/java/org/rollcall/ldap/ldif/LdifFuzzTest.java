package org.rollcall.ldap.ldif;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Any octets are read as records, or refused with the line where they are none; what was read is written, and read again
 * as the same. Ordinary runs replay the committed seeds; to fuzz for as long as wanted, from the project's root:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 ./mvnw -pl ldap -am test -Dtest=LdifFuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djazzer.max_duration=30m
 * }</pre>
 */
class LdifFuzzTest {
    private static final LdifLimits LIMITS = new LdifLimits(1 << 12, 1 << 14, 1 << 11);

    /** Base64 is longer than what it stands for. */
    private static final LdifLimits WIDER = new LdifLimits(1 << 14, 1 << 16, 1 << 12);

    @FuzzTest(maxDuration = "30m")
    void readsWhatItWrites(byte[] octets) throws IOException {
        LdifReader reader = new LdifReader(new ByteArrayInputStream(octets), LIMITS);
        long line = 0;
        while (true) {
            Optional<LdifRecord> next;
            try {
                next = reader.next();
            } catch (LdifException e) {
                line = later(e.line(), line, octets);
                continue;
            }
            if (next.isEmpty()) {
                return;
            }
            line = later(next.get().line(), line, octets);
            check(next.get());
        }
    }

    private static long later(long line, long last, byte[] octets) {
        // The end of a file stands behind its last line.
        long lines = 2;
        for (byte octet : octets) {
            lines += octet == '\n' ? 1 : 0;
        }
        if (line <= last || line > lines) {
            throw new AssertionError("line " + line + " of " + lines + ", after " + last);
        }
        return line;
    }

    private static void check(LdifRecord record) throws IOException {
        byte[] written = Ldif.write(record.dn(), record.body());
        try {
            LdifReader again = new LdifReader(new ByteArrayInputStream(written), WIDER);
            LdifRecord second = again.next().orElseThrow();
            if (!second.dn().equals(record.dn()) || !second.body().equals(record.body())) {
                throw new AssertionError(record + " became " + second);
            }
            if (again.next().isPresent()) {
                throw new AssertionError(record + " became two");
            }
        } catch (LdifException e) {
            throw new AssertionError(record + " can't be read again", e);
        }
    }
}
