package org.rollcall.ldap.codec;

import java.util.List;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;

/** Writes strings; ASCII, which is nearly all there is, without an array in between. */
final class Texts {
    private Texts() {}

    static void write(BerWriter out, int tag, String value, TextEncoding text) {
        if (isAscii(value)) {
            out.ascii(tag, value);
        } else {
            out.octetString(tag, text.encode(value));
        }
    }

    /** A SEQUENCE OF strings, implicitly tagged. */
    static void writeList(BerWriter out, int tag, List<String> values, TextEncoding text) {
        int mark = out.size();
        for (int i = values.size() - 1; i >= 0; i--) {
            write(out, Ber.OCTET_STRING, values.get(i), text);
        }
        out.close(tag, mark);
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
