package org.rollcall.ldap.name;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.Utf8Escapes;
import org.rollcall.ldap.ber.BerWriter;

/**
 * One attribute type and value of a name. The type is as it was written, without an {@code OID.} prefix; the value is
 * unescaped, text in UTF-8.
 */
public record Ava(String type, OctetString value) {
    public static Ava of(String type, String value) {
        return new Ava(type, OctetString.of(value));
    }

    /** RFC 4514 §2.3 and §2.4: beside a numeric type the value stands as hexadecimal BER, of an OCTET STRING. */
    void appendTo(StringBuilder out) {
        out.append(type).append('=');
        if (!type.isEmpty() && type.charAt(0) >= '0' && type.charAt(0) <= '9') {
            BerWriter writer = new BerWriter();
            writer.octetString(value);
            out.append('#').append(HexFormat.of().formatHex(writer.toByteArray()));
        } else {
            appendValue(out);
        }
    }

    private void appendValue(StringBuilder out) {
        byte[] octets = value.unsafeArray();
        int i = 0;
        while (i < octets.length) {
            int length = Utf8Escapes.characterLength(octets, i, octets.length);
            if (length > 1) {
                out.append(new String(octets, i, length, StandardCharsets.UTF_8));
                i += length;
                continue;
            }
            byte octet = octets[i];
            if (length == 0 || (octet >= 0 && octet < 0x20) || octet == 0x7f) {
                Utf8Escapes.appendEscaped(out, octet);
            } else {
                boolean edge = i == 0 || i == octets.length - 1;
                if ("\"+,;<>\\".indexOf(octet) >= 0 || (octet == ' ' && edge) || (octet == '#' && i == 0)) {
                    out.append('\\');
                }
                out.append((char) octet);
            }
            i++;
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        appendTo(out);
        return out.toString();
    }
}
