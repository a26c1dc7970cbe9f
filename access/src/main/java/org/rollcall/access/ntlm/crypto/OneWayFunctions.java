package org.rollcall.access.ntlm.crypto;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.rollcall.access.Octets;
import org.rollcall.access.ntlm.message.CodePage;

/** From a password to the response keys of 16 octets (MS-NLMP 3.3.1, 3.3.2). */
public final class OneWayFunctions {
    private static final int LM_PASSWORD_CHARACTERS = 14;
    private static final Octets LM_TEXT = Octets.copyOf("KGS!@#$%".getBytes(StandardCharsets.US_ASCII));

    private OneWayFunctions() {}

    /** NTOWFv1, which is what servers keep as the NT hash. */
    public static Octets ntV1(char[] password) {
        return Primitives.md4(unicode(CharBuffer.wrap(password)));
    }

    /** LMOWFv1; a password that is too long for it, or has characters that LAN Manager did not know, has none. */
    public static Optional<Octets> lmV1(char[] password) {
        String upper = upperCase(CharBuffer.wrap(password));
        if (upper.length() > LM_PASSWORD_CHARACTERS
                || !CodePage.OEM.newEncoder().canEncode(upper)) {
            return Optional.empty();
        }
        Octets key = Octets.concat(
                Octets.copyOf(upper.getBytes(CodePage.OEM)), Octets.zeros(LM_PASSWORD_CHARACTERS - upper.length()));
        return Optional.of(
                Octets.concat(Primitives.des(key.slice(0, 7), LM_TEXT), Primitives.des(key.slice(7, 14), LM_TEXT)));
    }

    /**
     * NTOWFv2 and LMOWFv2, which are the same, from the NT hash. The user's name counts in any case, the domain's does
     * not.
     */
    public static Octets v2(Octets ntHash, String user, String domain) {
        return Primitives.hmacMd5(ntHash, unicode(CharBuffer.wrap(upperCase(user) + domain)));
    }

    private static Octets unicode(CharBuffer text) {
        byte[] octets = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            octets[2 * i] = (byte) text.charAt(i);
            octets[2 * i + 1] = (byte) (text.charAt(i) >>> Byte.SIZE);
        }
        return Octets.copyOf(octets);
    }

    /** As Windows does it: one character for one, and only where the way back leads to the same character. */
    private static String upperCase(CharSequence text) {
        StringBuilder upper = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char raised = Character.toUpperCase(c);
            upper.append(Character.toLowerCase(raised) == c ? raised : c);
        }
        return upper.toString();
    }
}
