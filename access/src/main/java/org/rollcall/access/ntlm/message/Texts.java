package org.rollcall.access.ntlm.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.rollcall.access.Octets;

/** Names on the wire: UTF-16 in little-endian order, or the character set of an old client's machine. */
final class Texts {
    private Texts() {}

    static String decode(Octets octets, NegotiateFlags flags, String what) throws NtlmFormatException {
        return flags.has(NegotiateFlag.UNICODE) ? decodeUnicode(octets, what) : decodeOem(octets);
    }

    static Octets encode(String text, NegotiateFlags flags) {
        return flags.has(NegotiateFlag.UNICODE) ? encodeUnicode(text) : encodeOem(text);
    }

    private static String decodeUnicode(Octets octets, String what) throws NtlmFormatException {
        try {
            return StandardCharsets.UTF_16LE
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NtlmFormatException(what + " is not UTF-16");
        }
    }

    static boolean isUnicode(Octets octets) {
        try {
            decodeUnicode(octets, "");
            return true;
        } catch (NtlmFormatException e) {
            return false;
        }
    }

    static Octets encodeUnicode(String text) {
        return Octets.copyOf(text.getBytes(StandardCharsets.UTF_16LE));
    }

    static String decodeOem(Octets octets) {
        return new String(octets.toByteArray(), CodePage.OEM);
    }

    static Octets encodeOem(String text) {
        return Octets.copyOf(text.getBytes(CodePage.OEM));
    }
}
