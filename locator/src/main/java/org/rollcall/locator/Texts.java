package org.rollcall.locator;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;

/** Text between the two encodings of the wire and UTF-8, in which it is kept (decision 2). */
final class Texts {
    private Texts() {}

    static boolean isAscii(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Text from the wire as it is kept; the same object where nothing changes. */
    static OctetString stored(OctetString wire, TextEncoding encoding) {
        byte[] octets = wire.unsafeArray();
        if (isAscii(octets, 0, octets.length) || (encoding == TextEncoding.UTF_8 && isUtf8(octets))) {
            return wire;
        }
        return OctetString.of(encoding.decode(octets));
    }

    /** A value of this type as it is kept: only text is converted. */
    static OctetString stored(OctetString wire, AttributeType type, TextEncoding encoding) {
        return type.syntax().isText() ? stored(wire, encoding) : wire;
    }

    static List<OctetString> stored(List<OctetString> wire, AttributeType type, TextEncoding encoding) {
        List<OctetString> kept = new ArrayList<>(wire.size());
        for (OctetString value : wire) {
            kept.add(stored(value, type, encoding));
        }
        return kept;
    }

    /** Kept text as it goes out. */
    static byte[] wire(byte[] utf8, int offset, int length, TextEncoding encoding) {
        return encoding.encode(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    static OctetString wire(OctetString kept, TextEncoding encoding) {
        byte[] octets = kept.unsafeArray();
        return encoding == TextEncoding.UTF_8 || isAscii(octets, 0, octets.length)
                ? kept
                : OctetString.wrap(wire(octets, 0, octets.length, encoding));
    }

    /** Without the blanks at both ends, which do not count in names (decision 3). */
    static OctetString trimmed(OctetString value) {
        int start = 0;
        int end = value.length();
        while (start < end && value.at(start) == ' ') {
            start++;
        }
        while (end > start && value.at(end - 1) == ' ') {
            end--;
        }
        if (start == 0 && end == value.length()) {
            return value;
        }
        byte[] octets = new byte[end - start];
        System.arraycopy(value.unsafeArray(), start, octets, 0, octets.length);
        return OctetString.wrap(octets);
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
