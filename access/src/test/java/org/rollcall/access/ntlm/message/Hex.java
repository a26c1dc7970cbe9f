package org.rollcall.access.ntlm.message;

import java.util.HexFormat;
import org.rollcall.access.Octets;

/** Octets as test data is written: in hexadecimal digits, blanks between them as wanted. */
public final class Hex {
    private Hex() {}

    public static Octets octets(String digits) {
        return Octets.copyOf(bytes(digits));
    }

    public static byte[] bytes(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }
}
