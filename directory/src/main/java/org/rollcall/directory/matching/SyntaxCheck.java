package org.rollcall.directory.matching;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The grammars of the simple syntaxes (RFC 4517 §3.3), each as one question. */
final class SyntaxCheck {
    private static final Pattern DESCRIPTOR = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern UTC_TIME =
            Pattern.compile("[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9]([0-5][0-9])?"
                    + "(Z|[+-]([01][0-9]|2[0-3])[0-5][0-9])?");

    private SyntaxCheck() {}

    static boolean isAscii(byte[] src, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (src[i] < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isUtf8(byte[] src, int offset, int length) {
        if (isAscii(src, offset, length)) {
            return true;
        }
        try {
            var ignored = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(src, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static boolean isPrintable(byte[] src, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte c = src[i];
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && " '()+,-./:?=".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isNumeric(byte[] src, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (src[i] != ' ' && (src[i] < '0' || src[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    static boolean isBoolean(byte[] src, int offset, int length) {
        String text = latin1(src, offset, length);
        return text.equals("TRUE") || text.equals("FALSE");
    }

    static boolean isBitString(byte[] src, int offset, int length) {
        if (length < 3 || src[offset] != '\'' || src[offset + length - 1] != 'B' || src[offset + length - 2] != '\'') {
            return false;
        }
        for (int i = offset + 1; i < offset + length - 2; i++) {
            if (src[i] != '0' && src[i] != '1') {
                return false;
            }
        }
        return true;
    }

    static boolean isOid(byte[] src, int offset, int length) {
        String text = latin1(src, offset, length);
        return DESCRIPTOR.matcher(text).matches() || isNumericOid(text);
    }

    // By hand: arcs have no size limit (decision 8 of the dialect), and a pattern would recurse once per arc.
    static boolean isNumericOid(String text) {
        int arcs = 0;
        for (int at = 0; at <= text.length(); arcs++) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            if (end == at || (end - at > 1 && text.charAt(at) == '0')) {
                return false;
            }
            for (int i = at; i < end; i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            at = end + 1;
        }
        return arcs > 1;
    }

    static boolean isUtcTime(byte[] src, int offset, int length) {
        return UTC_TIME.matcher(latin1(src, offset, length)).matches();
    }

    static boolean isUuid(byte[] src, int offset, int length) {
        if (length != 36) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            byte c = src[offset + i];
            boolean matches = (i == 8 || i == 13 || i == 18 || i == 23) ? c == '-' : Character.digit(c, 16) >= 0;
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    static String latin1(byte[] src, int offset, int length) {
        return new String(src, offset, length, StandardCharsets.ISO_8859_1);
    }
}
