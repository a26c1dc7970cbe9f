package org.rollcall.identity.sasl;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The parts that SCRAM's messages are made of (RFC 5802 §7). */
final class ScramSyntax {
    private ScramSyntax() {}

    /** The value of an attribute that has to stand there. */
    static String value(String attribute, String prefix) throws ScramException {
        if (!attribute.startsWith(prefix)) {
            throw ScramException.malformed("where " + prefix + " belongs is something else");
        }
        return attribute.substring(prefix.length());
    }

    /** A name in which a comma is {@code =2C} and an equals sign {@code =3D}. */
    static String saslName(String text) throws ScramException {
        StringBuilder name = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && text.startsWith("2C", i + 1)) {
                name.append(',');
                i += 2;
            } else if (c == '=' && text.startsWith("3D", i + 1)) {
                name.append('=');
                i += 2;
            } else if (c == '=' || c == 0) {
                throw invalidName();
            } else {
                name.append(c);
            }
        }
        if (name.isEmpty()) {
            throw invalidName();
        }
        return name.toString();
    }

    private static ScramException invalidName() {
        return new ScramException(
                ScramException.ServerError.INVALID_USERNAME_ENCODING, "a name that is empty or wrongly escaped");
    }

    /** Printable ASCII; the comma has parted the attributes before. */
    static boolean isNonce(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /** Whether these are attributes that may be ignored: a letter, an equals sign, a value. */
    static boolean areExtensions(List<String> attributes) {
        return attributes.stream().allMatch(ScramSyntax::isExtension);
    }

    private static boolean isExtension(String attribute) {
        return attribute.length() > 2
                && ((attribute.charAt(0) | 0x20) >= 'a' && (attribute.charAt(0) | 0x20) <= 'z')
                && attribute.charAt(1) == '='
                && attribute.indexOf('\0') < 0;
    }

    /** Octets of which there is this one form only: other forms of the same would pass for other messages. */
    static byte[] base64(String text) throws ScramException {
        try {
            byte[] octets = Base64.getDecoder().decode(text);
            if (base64(octets).equals(text)) {
                return octets;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, as what is no base64 in another way is.
        }
        throw ScramException.malformed("what should be base64 is not");
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    /** The attributes, an empty one where two commas meet. */
    static List<String> attributes(String message) {
        return Arrays.asList(message.split(",", -1));
    }
}
