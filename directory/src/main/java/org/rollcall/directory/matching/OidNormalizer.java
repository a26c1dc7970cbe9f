package org.rollcall.directory.matching;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The normal form of object identifiers (RFC 4517 §4.2.26, §4.2.27): the numeric OID, where the schema knows it, else
 * the descriptor in small letters.
 */
final class OidNormalizer {
    private final SchemaNames names;

    OidNormalizer(SchemaNames names) {
        this.names = names;
    }

    @Nullable
    String value(byte[] src, int offset, int length) {
        if (!SyntaxCheck.isOid(src, offset, length)) {
            return null;
        }
        String text = SyntaxCheck.latin1(src, offset, length);
        return names.oid(text).orElseGet(() -> text.toLowerCase(Locale.ROOT));
    }

    // A descriptor that nobody knows makes the assertion Undefined.
    @Nullable
    String assertion(byte[] src, int offset, int length) {
        if (!SyntaxCheck.isOid(src, offset, length)) {
            return null;
        }
        String text = SyntaxCheck.latin1(src, offset, length);
        return SyntaxCheck.isNumericOid(text) ? text : names.oid(text).orElse(null);
    }

    /** The first component of a definition {@code ( 2.5.6.6 NAME 'person' ... )}. */
    @Nullable
    String firstComponent(byte[] src, int offset, int length) {
        String first = firstToken(src, offset, length);
        return first == null || !SyntaxCheck.isNumericOid(first) ? null : first;
    }

    static @Nullable String firstInteger(byte[] src, int offset, int length) {
        String first = firstToken(src, offset, length);
        if (first == null) {
            return null;
        }
        byte[] digits = first.getBytes(StandardCharsets.ISO_8859_1);
        return IntegerKey.normalize(digits, 0, digits.length);
    }

    private static @Nullable String firstToken(byte[] src, int offset, int length) {
        int end = offset + length;
        int start = offset;
        while (start < end && (src[start] == ' ' || src[start] == '(')) {
            start++;
        }
        int stop = start;
        while (stop < end && src[stop] != ' ' && src[stop] != ')') {
            stop++;
        }
        return start == stop ? null : SyntaxCheck.latin1(src, start, stop - start);
    }
}
