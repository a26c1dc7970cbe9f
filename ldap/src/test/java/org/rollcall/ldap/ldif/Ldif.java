package org.rollcall.ldap.ldif;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;

/** Short ways to and from LDIF. */
final class Ldif {
    private Ldif() {}

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static LdifReader reader(String text) {
        return new LdifReader(stream(text), LdifLimits.DEFAULT);
    }

    /** All records of text without errors. */
    static List<LdifRecord> read(String text) {
        return read(stream(text));
    }

    static List<LdifRecord> read(InputStream in) {
        LdifReader reader = new LdifReader(in, LdifLimits.DEFAULT);
        List<LdifRecord> records = new ArrayList<>();
        try {
            for (Optional<LdifRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                records.add(next.get());
            }
        } catch (LdifException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    static LdifBody one(String text) {
        List<LdifRecord> records = read(text);
        if (records.size() != 1) {
            throw new AssertionError(records);
        }
        return records.getFirst().body();
    }

    static byte[] write(OctetString dn, LdifBody body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            LdifWriter writer = new LdifWriter(out, false);
            writer.write(dn, body);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static String text(OctetString dn, LdifBody body) {
        return new String(write(dn, body), StandardCharsets.UTF_8);
    }
}
